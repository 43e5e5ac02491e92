import { type Correctable, correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { type LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import type { LiftCorrection } from '@lifttrust/shared-types/lift/on-site.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { correctLift } from '../../features/lift/lift-commands';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

const fields = Object.keys(correctable) as Correctable[];
const isType = (text: string): text is LiftType => text in liftTypes;

/** What is typed, as the field wants it; null while it cannot be that. */
function changeOf(field: Correctable, typed: string): LiftCorrection | null {
  const text = typed.trim();
  if (text === '') return null;
  if (field === 'type') return isType(text) ? { type: text } : null;
  if (field === 'madeOn') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { madeOn: text } : null;
  if (field === 'ratedSpeed' || field === 'ratedLoad' || field === 'floors')
    return Number(text) > 0 ? { [field]: Number(text) } : null;
  return { [field]: text };
}

const hints: Partial<Record<Correctable, string>> = {
  madeOn: '例如：2016-05-01',
  ratedSpeed: '米每秒，例如：1.75',
  ratedLoad: '千克，例如：1000',
  floors: '例如：18',
};

/** One field at a time: what is right, and how it is known. */
export default function CorrectPage() {
  const { params } = useRouter();
  const [field, setField] = useState<Correctable | null>(null);
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [sent, setSent] = useState(false);
  const { running, problem, run } = useAct();
  const change = field && changeOf(field, value);
  const send = () =>
    run('correct', async () => {
      if (!change) return;
      await correctLift(params.liftId ?? '', change, reason.trim());
      setSent(true);
    });
  if (sent)
    return (
      <Screen id="correct" footer={<Button id="corrected" label="好" onPress={goBack} />}>
        <Notice
          tone="success"
          title="已提出纠正"
          lines={['监管部门或上级系统核对之前，会一直显示在电梯档案里。']}
        />
      </Screen>
    );
  return (
    <Screen
      id="correct"
      footer={
        field ? (
          <Button
            id="send-correction"
            icon="send"
            label="提出纠正"
            disabled={!change || reason.trim() === ''}
            busy={running !== null}
            onPress={send}
          />
        ) : null
      }
    >
      <Title>{field ? `纠正${correctable[field]}` : '哪一项不对？'}</Title>
      {field ? null : <Lead>照使用标志、铭牌和现场看到的填写。</Lead>}
      {field === null ? (
        <Card id="fields">
          {fields.map((name) => (
            <Cell key={name} id={`field-${name}`} label={correctable[name]} onPress={() => setField(name)} />
          ))}
        </Card>
      ) : (
        <Card>
          {field === 'type' ? (
            <TypeChoice chosen={value} onChoose={setValue} />
          ) : (
            <Field
              id="right-value"
              label="正确的内容"
              value={value}
              maxLength={120}
              placeholder={hints[field] ?? ''}
              onChange={setValue}
            />
          )}
          <Field
            id="correction-reason"
            label="依据"
            value={reason}
            lines="many"
            maxLength={300}
            placeholder="例如：对照轿厢内的使用标志"
            onChange={setReason}
          />
          <Button
            kind="quiet"
            label="换一项"
            onPress={() => {
              setField(null);
              setValue('');
            }}
          />
        </Card>
      )}
      <Refusals problem={problem} />
      <Note>登记信息以上级系统为准，更新一致后自动办结。</Note>
    </Screen>
  );
}

const TypeChoice = ({ chosen, onChoose }: { chosen: string; onChoose: (type: string) => void }) => (
  <>
    <CardTitle>正确的品种</CardTitle>
    {Object.entries(liftTypes).map(([type, label]) => (
      <Cell key={type} label={label} value={chosen === type ? '已选' : ''} onPress={() => onChoose(type)} />
    ))}
  </>
);
