import { HelpWaiting } from '../../features/code/help-waiting';
import { waitingInChinese } from '../../features/code/waiting-words';

/** Whoever called for help sees what becomes of it. */
export default function HelpCallPage() {
  return <HelpWaiting words={waitingInChinese} />;
}
