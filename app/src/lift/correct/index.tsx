import { type Correctable, correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { changeOf } from '../../features/lift/correction';
import { CorrectionField } from '../../features/lift/correction-field';
import { KnownCorrections } from '../../features/lift/known-corrections';
import { correctLift } from '../../features/lift/lift-commands';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const fields = Object.keys(correctable) as Correctable[];

/** One field at a time: what is right, and how it is known. */
export default function CorrectPage() {
  const { params } = useRouter();
  const liftId = params.liftId ?? '';
  const load = useLoad(() => call(onSiteApi.corrections, { liftId }));
  const [field, setField] = useState<Correctable | null>(null);
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [sent, setSent] = useState<Correctable | null>(null);
  const { running, problem, run, clear } = useAct();
  const change = field && changeOf(field, value);
  const choose = (next: Correctable | null) => {
    clear();
    setSent(null);
    setValue('');
    setField(next);
  };
  const send = () =>
    run('correct', async () => {
      if (!change) return;
      await correctLift(liftId, change, reason.trim());
      choose(null);
      setReason('');
      setSent(field);
      load.reload();
    });
  return (
    <Screen
      id="correct"
      footer={
        field ? (
          <>
            <Refusals problem={problem} />
            <Button
              id="send-correction"
              icon="send"
              label="提出纠正"
              disabled={!change || reason.trim() === ''}
              busy={running !== null}
              onPress={send}
            />
          </>
        ) : null
      }
    >
      <Title>{field ? `纠正${correctable[field]}` : '哪一项不对？'}</Title>
      <Lead>{decodeURIComponent(params.place ?? '') || '照使用标志、铭牌和现场看到的填写。'}</Lead>
      {sent ? (
        <Notice
          id="corrected"
          tone="success"
          title={`已提出纠正：${correctable[sent]}`}
          lines={['监管部门或上级系统核对之前，会一直显示在电梯档案里。']}
        />
      ) : null}
      {field ? (
        <Card>
          <CorrectionField field={field} value={value} onChange={setValue} />
          <Field
            id="correction-reason"
            label="依据"
            value={reason}
            lines="many"
            maxLength={300}
            placeholder="例如：对照轿厢内的使用标志"
            onChange={setReason}
          />
          <Button id="other-field" kind="quiet" label="换一项" onPress={() => choose(null)} />
        </Card>
      ) : (
        <PageState load={load}>
          {({ items }) => (
            <>
              <KnownCorrections items={items} />
              <Card id="fields">
                {fields.map((name) => (
                  <Cell
                    key={name}
                    id={`field-${name}`}
                    label={correctable[name]}
                    onPress={() => choose(name)}
                  />
                ))}
              </Card>
            </>
          )}
        </PageState>
      )}
    </Screen>
  );
}
