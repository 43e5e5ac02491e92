import type { Enrolment } from '@lifttrust/shared-types/face/face.contract';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { useState } from 'react';
import { Button } from '../../ui/button';
import type { Tone } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { withdrawConsent } from './face-commands';

const words: Record<Enrolment['state'], { tone: Tone; title: string; line: string }> = {
  none: { tone: 'plain', title: '还没有登记人脸', line: '拍三张照片就好，大约一分钟。' },
  in_review: {
    tone: 'warning',
    title: '待核验',
    line: '照片已交，核验人员确认后生效，通常一个工作日内。这期间请用不用人脸的方式。',
  },
  enrolled: { tone: 'success', title: '已登记', line: '签到时可以用人脸核验。' },
  refused: { tone: 'danger', title: '没有通过', line: '请按下面的原因重拍。' },
  withdrawn: { tone: 'plain', title: '已撤回同意', line: '人脸模板已停用并删除。想用时可以重新登记。' },
};

export const EnrolmentState = ({ enrolment }: { enrolment: Enrolment }) => {
  const { tone, title, line } = words[enrolment.state];
  const since = enrolment.enrolledAt === null ? [] : [`${instantInWords(enrolment.enrolledAt)} 登记。`];
  return (
    <Notice
      id="enrolment-state"
      tone={tone}
      title={title}
      lines={[line, ...(enrolment.reason ? [`原因：${enrolment.reason}`] : []), ...since]}
    />
  );
};

/** A newer enrolment beside the one that works: said apart, so that nobody thinks theirs had stopped. */
export const RenewalState = ({ enrolment: { renewal } }: { enrolment: Enrolment }) =>
  renewal ? (
    <Notice
      id="renewal-state"
      tone={renewal.state === 'in_review' ? 'warning' : 'danger'}
      title={renewal.state === 'in_review' ? '重新登记待核验' : '重新登记没有通过'}
      lines={['原来的登记继续有效，签到照常。', ...(renewal.reason ? [`原因：${renewal.reason}`] : [])]}
    />
  ) : null;

/** Taking the consent back is as easy as giving it; it says first what follows. */
export function Withdraw({ onWithdrawn }: { onWithdrawn: (enrolment: Enrolment) => void }) {
  const [asking, setAsking] = useState(false);
  const { running, problem, run } = useAct();
  const withdraw = () =>
    run('withdraw', async () => {
      onWithdrawn(await withdrawConsent());
      setAsking(false);
    });
  return (
    <>
      <Button id="withdraw" kind="quiet" label="撤回同意，删除人脸信息" onPress={() => setAsking(true)} />
      <Sheet open={asking} title="撤回同意？" onClose={() => setAsking(false)}>
        <Note>人脸模板马上停用，3 天内从所有在用的存储里删除。以后签到用不用人脸的方式，同样有效。</Note>
        <Note>已经封存的维保记录不含人脸，不受影响。</Note>
        <Refusals problem={problem} />
        <Button
          id="withdraw-confirm"
          kind="danger"
          label="撤回并删除"
          busy={running !== null}
          onPress={withdraw}
        />
        <Button kind="secondary" label="先不撤回" onPress={() => setAsking(false)} />
      </Sheet>
    </>
  );
}
