import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import type { WaitingWords } from './waiting-words';

interface Props {
  problem: Problem | null;
  words: WaitingWords;
  /** Help itself was refused: pressing again may not do it, telephoning does. */
  isCall?: boolean;
}

/** Why something was not told to the rescuers. The service refuses in Chinese; in English it is said what to do. */
export function HelpProblem({ problem, words, isCall = false }: Props) {
  const { script } = words.calling.language.lift;
  if (!script.english) return <Refusals problem={problem} />;
  const title = isCall && problem?.kind === 'refused' ? script.refused : script.notNoted;
  return problem ? <Notice id="refusals" tone="danger" title={title} /> : null;
}
