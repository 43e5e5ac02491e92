import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';

interface Props {
  busy: boolean;
  problem: Problem | null;
  onClose: () => void;
}

const minutes = [5, 10, 15, 20, 30, 45];

/** When one will be there, in one tap. */
export const DepartSheet = ({
  busy,
  problem,
  title = '大约多久到？',
  onClose,
  onEta,
}: Props & { title?: string; onEta: (minutes: number) => void }) => (
  <Sheet open title={title} onClose={onClose}>
    {minutes.map((eta) => (
      <Button
        key={eta}
        id={`eta-${eta}`}
        kind="secondary"
        label={`${eta} 分钟`}
        disabled={busy}
        onPress={() => onEta(eta)}
      />
    ))}
    <Refusals problem={problem} />
  </Sheet>
);

const breakdowns = ['路上车坏了或堵住了'];
const reasons = ['正在另一处救援', '路太远，赶不到', '身体不适', '不在当班'];

/** Why one cannot come, before or after one said so: a tap, or words. Others are called at once. */
export function DeclineSheet({
  busy,
  problem,
  isComing,
  onClose,
  onReason,
}: Props & { isComing: boolean; onReason: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <Sheet open title={isComing ? '为什么去不了了？' : '为什么不能去？'} onClose={onClose}>
      <Note>
        {isComing
          ? '被困的人不会再看到您在赶来；没有别人来时，系统马上重新叫人。'
          : '说一声就行，系统会马上叫别人。'}
      </Note>
      {[...(isComing ? breakdowns : []), ...reasons].map((word, index) => (
        <Button
          key={word}
          id={`reason-${index + 1}`}
          kind="secondary"
          label={word}
          disabled={busy}
          onPress={() => onReason(word)}
        />
      ))}
      <Field id="decline-reason" label="其他原因" maxLength={100} value={reason} onChange={setReason} />
      <Refusals problem={problem} />
      <Button
        id="send-decline"
        kind="danger"
        label={isComing ? '确认去不了了' : '确认不能去'}
        busy={busy}
        disabled={reason.trim() === ''}
        onPress={() => onReason(reason.trim())}
      />
    </Sheet>
  );
}

interface CodeProps extends Props {
  onCode: (code: string) => void;
  /** Begin without any proof; null: rescuing has begun already. */
  onStart: (() => void) | null;
}

/** Under ground there is no position: six digits from those at the lift, or simply begin. Nobody is kept from rescuing. */
export function CodeSheet({ busy, problem, onClose, onCode, onStart }: CodeProps) {
  const [code, setCode] = useState('');
  return (
    <Sheet open title="不能用定位确认到场" onClose={onClose}>
      <Note>请被困人员或使用单位的人念出到场码：六位数字，在他们的手机上。</Note>
      <Field
        id="arrival-code-field"
        kind="number"
        label="到场码"
        maxLength={6}
        value={code}
        onChange={setCode}
      />
      <Refusals problem={problem} />
      <Button
        id="send-code"
        label="用到场码确认到场"
        busy={busy}
        disabled={!/^\d{6}$/.test(code)}
        onPress={() => onCode(code)}
      />
      {onStart ? (
        <>
          <Button
            id="start-anyway"
            kind="secondary"
            label="没有到场码，直接开始救援"
            disabled={busy}
            onPress={onStart}
          />
          <Note>从开始救援起算到场；也可以请使用单位在他们的手机上确认您已到。</Note>
        </>
      ) : null}
    </Sheet>
  );
}
