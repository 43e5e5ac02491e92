import { HelpWaiting } from '../../features/code/help-waiting';
import { waitingInEnglish } from '../../features/code/waiting-words.en';

/** What becomes of a call for help, for whoever reads no Chinese. */
export default function EnglishCallPage() {
  return <HelpWaiting words={waitingInEnglish} />;
}
