import type { Enrolment } from '@lifttrust/shared-types/face/face.contract';
import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';

const words: Partial<Record<Enrolment['state'], { title: string; line: string }>> = {
  none: { title: '还没有登记人脸', line: '一分钟登记，签到更快；不登记也能用别的方式。' },
  in_review: { title: '人脸登记待核验', line: '这期间签到请用不用人脸的方式。' },
  refused: { title: '人脸登记没有通过', line: '点开看原因，重拍一次。' },
};

/** Only while there is something to do or to know about it. */
export function EnrolHint({ enrolment }: { enrolment: Enrolment }) {
  const hint = words[enrolment.state];
  if (!hint) return null;
  return <NavHint id="enrol-hint" icon="face" {...hint} onPress={() => openPage('technician/enrol')} />;
}
