import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import {
  type FaultCause,
  faultCauses,
  longestStopDays,
} from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Cell } from '../../ui/card';
import { DayField } from '../../ui/day-field';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Tabs } from '../../ui/tabs';
import { useAct } from '../../ui/use-act';
import { act, addPart } from './repair-commands';

interface Props {
  job: CallOut;
  onDone: (job: CallOut) => void;
}

/** Why somebody cannot come. */
export function DeclineForm({ job, onDone }: Props) {
  const [reason, setReason] = useState('');
  const { running, problem, run } = useAct();
  return (
    <>
      <Field
        id="decline-reason"
        label="为什么去不了"
        value={reason}
        maxLength={200}
        placeholder="例如：正在另一处救援"
        onChange={setReason}
      />
      <Refusals problem={problem} />
      <Button
        id="decline-send"
        label="退回单位改派"
        busy={running !== null}
        disabled={reason.trim() === ''}
        onPress={() =>
          run('decline', async () =>
            onDone(await act(callOutApi.decline, { callOutId: job.id, reason: reason.trim() })),
          )
        }
      />
    </>
  );
}

const kinds = [
  { key: 'plain' as const, label: '一般部件' },
  { key: 'safety' as const, label: '安全部件' },
];

/** A part that was put in; of a safety component the old one is photographed at the end. */
export function PartForm({ job, onDone }: Props) {
  const [kind, setKind] = useState<'plain' | 'safety'>('plain');
  const [name, setName] = useState('');
  const [quantity, setQuantity] = useState('1');
  const [maker, setMaker] = useState('');
  const [typeTestNumber, setTypeTest] = useState('');
  const { running, problem, run } = useAct();
  const isSafety = kind === 'safety';
  const missing =
    name.trim() === '' ||
    !(Number(quantity) >= 1) ||
    (isSafety && (maker.trim() === '' || typeTestNumber.trim() === ''));
  const part = { name: name.trim(), quantity: Number(quantity), isSafety, maker, typeTestNumber };
  return (
    <>
      <Tabs tabs={kinds} chosen={kind} onChoose={setKind} />
      <Field id="part-name" label="部件" value={name} maxLength={60} onChange={setName} />
      <Field
        id="part-quantity"
        label="数量"
        kind="number"
        value={quantity}
        maxLength={3}
        onChange={setQuantity}
      />
      {isSafety ? (
        <>
          <Field id="part-maker" label="制造单位" value={maker} maxLength={80} onChange={setMaker} />
          <Field
            id="part-type-test"
            label="型式试验证书编号"
            value={typeTestNumber}
            maxLength={60}
            onChange={setTypeTest}
          />
          <Note>下一步拍下换下的旧件。</Note>
        </>
      ) : null}
      <Refusals problem={problem} />
      <Button
        id="part-send"
        icon={isSafety ? 'camera' : 'plus'}
        label={isSafety ? '拍旧件并登记' : '登记'}
        busy={running !== null}
        disabled={missing}
        onPress={() => run('part', async () => onDone(await addPart(job, part)))}
      />
    </>
  );
}

/** The lift stands still: what the public reads, what the owner gets in writing, until when. */
export function StopForm({ job, onDone }: Props) {
  const today = dayOf(device.now());
  const [reason, setReason] = useState(job.stop?.to === null ? job.stop.reason : '');
  const [solution, setSolution] = useState(job.stop?.to === null ? job.solution : '');
  const [expectedOn, setExpectedOn] = useState(addDays(today, 7));
  const { running, problem, run } = useAct();
  const input = { reason: reason.trim(), solution: solution.trim(), expectedOn, waitsForParts: true };
  return (
    <>
      <Note>公众页面立即显示“停用中”和预计日期；方案书面告知使用单位。维保期限不变。</Note>
      <Field
        id="stop-reason"
        label="停用原因（公众看得到）"
        value={reason}
        maxLength={100}
        placeholder="例如：等待门机板到货"
        onChange={setReason}
      />
      <Field
        id="stop-solution"
        label="给使用单位的方案"
        value={solution}
        lines="many"
        maxLength={500}
        placeholder="坏了什么、怎样修、停用期间怎样防护"
        onChange={setSolution}
      />
      <DayField
        id="stop-expected"
        label="预计哪天恢复使用"
        value={expectedOn}
        from={today}
        until={addDays(today, longestStopDays)}
        onChange={setExpectedOn}
      />
      <Refusals problem={problem} />
      <Button
        id="stop-send"
        label="停梯并告知使用单位"
        busy={running !== null}
        disabled={input.reason === '' || input.solution === ''}
        onPress={() =>
          run('stop', async () => onDone(await act(callOutApi.stop, { callOutId: job.id, ...input })))
        }
      />
    </>
  );
}

const causes = (Object.entries(faultCauses) as [FaultCause, string][]).filter(([key]) => key !== 'none');
const outcomes = [
  { key: 'repaired' as const, label: '修好了' },
  { key: 'no_fault' as const, label: '没有发现故障' },
];

/** What was done, and the sentence that everybody who reported it reads. */
export function FinishForm({ job, onDone }: Props) {
  const [outcome, setOutcome] = useState<'repaired' | 'no_fault'>('repaired');
  const [chosen, setChosen] = useState<FaultCause | null>(null);
  const [work, setWork] = useState('');
  const [feedback, setFeedback] = useState('');
  const { running, problem, run } = useAct();
  const cause = outcome === 'no_fault' ? ('none' as const) : chosen;
  const finish = () =>
    run('finish', async () => {
      if (!cause) return;
      const result = { outcome, cause, work: work.trim(), feedback: feedback.trim() };
      onDone(await act(callOutApi.finish, { callOutId: job.id, ...result }));
    });
  return (
    <>
      <Tabs tabs={outcomes} chosen={outcome} onChoose={setOutcome} />
      {outcome === 'repaired' ? (
        <View id="causes">
          {causes.map(([key, word]) => (
            <Cell
              key={key}
              id={`cause-${key}`}
              icon={chosen === key ? 'check' : 'plus'}
              label={word}
              stays
              onPress={() => setChosen(key)}
            />
          ))}
        </View>
      ) : null}
      <Field
        id="finish-work"
        label="怎样处理的"
        value={work}
        lines="many"
        maxLength={500}
        placeholder="例如：更换 3 层门锁触点，试运行 10 次正常"
        onChange={setWork}
      />
      <Field
        id="finish-feedback"
        label="给报修人的答复（不写姓名、电话）"
        value={feedback}
        lines="many"
        maxLength={200}
        placeholder="例如：门锁触点磨损，已更换，可以放心使用"
        onChange={setFeedback}
      />
      <Refusals problem={problem} />
      <Button
        id="finish-send"
        icon="check"
        label="完工，交使用单位确认"
        busy={running !== null}
        disabled={cause === null || work.trim() === '' || feedback.trim() === ''}
        onPress={finish}
      />
    </>
  );
}
