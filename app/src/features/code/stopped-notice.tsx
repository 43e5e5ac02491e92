import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { Notice } from '../../ui/notice';
import { stoppedInWords } from './public-words';

/** Before everything else: do not ride it, and when it is expected back. */
export function StoppedNotice({ lift }: { lift: PublicLift }) {
  const title = stoppedInWords(lift);
  return title ? <Notice id="stopped" tone="danger" title={title} lines={['请不要乘坐。']} /> : null;
}
