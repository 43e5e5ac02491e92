import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { causes, type FirstCause } from '@lifttrust/shared-types/rescue/rescue.words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { useAct } from '../../ui/use-act';
import { answered } from '../outbox/answered';

const firsts = Object.keys(causes) as FirstCause[];

/** Cause on two levels, part and measures; a later one takes the place of an earlier one until the rescue is closed. */
export function CauseForm({ one, onDone }: { one: Entrapment; onDone: (one: Entrapment) => void }) {
  const [first, setFirst] = useState<FirstCause | null>(one.cause?.first ?? null);
  const [second, setSecond] = useState(one.cause?.second ?? '');
  const [part, setPart] = useState(one.part);
  const [measures, setMeasures] = useState(one.measures);
  const { running, problem, run } = useAct();
  const send = () =>
    run('report', async () => {
      if (first === null) return;
      const said = { entrapmentId: one.id, first, second, part: part.trim(), measures: measures.trim() };
      onDone(await answered(outbox.run(rescueApi.report, said, { label: '困人救援：原因和处置' })));
    });
  return (
    <Card id="cause-form">
      <CardTitle>{first === null ? '是什么原因？' : `${causes[first].word}：具体是哪一种？`}</CardTitle>
      {first === null ? (
        <View id="first-causes">
          {firsts.map((key) => (
            <Cell
              key={key}
              id={`cause-${key}`}
              icon="plus"
              label={causes[key].word}
              stays
              onPress={() => setFirst(key)}
            />
          ))}
        </View>
      ) : (
        <View id="second-causes">
          {causes[first].seconds.map((word, at) => (
            <Cell
              key={word}
              id={`second-${at}`}
              icon={second === word ? 'check' : 'plus'}
              label={word}
              stays
              onPress={() => setSecond(word)}
            />
          ))}
          <Button
            id="other-cause"
            kind="quiet"
            icon="undo"
            label="换一个大类"
            onPress={() => {
              setFirst(null);
              setSecond('');
            }}
          />
        </View>
      )}
      <Field id="cause-part" label="部件（没有就不填）" value={part} maxLength={100} onChange={setPart} />
      <Field
        id="cause-measures"
        label="怎样处置的"
        value={measures}
        lines="many"
        maxLength={500}
        placeholder="例如：断电后盘车至平层，开门放人；更换 3 层门锁触点，试运行正常"
        onChange={setMeasures}
      />
      <Refusals problem={problem} />
      <Button
        id="send-cause"
        icon="check"
        label={one.cause ? '更新原因和处置' : '提交原因和处置'}
        busy={running !== null}
        disabled={first === null || second === '' || measures.trim() === ''}
        onPress={send}
      />
    </Card>
  );
}
