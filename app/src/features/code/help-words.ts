import { calmInChinese, helpInChinese, helpLine } from '@lifttrust/shared-types/rescue/help.words';
import type { HelpCall } from './help-calls';

const { script } = helpInChinese;

/** Where a call stands, in one sentence. */
export function callLine({ known, refusal, failures }: HelpCall): string {
  if (known) return helpLine(known);
  if (refusal !== '') return refusal;
  return failures > 0 ? script.waiting : script.sending;
}

/** Title and lines for who is shut in, or for an escalator, in which nobody can be. */
export const calmFor = (kind: HelpCall['kind']): { title: string; lines: string[] } =>
  kind === 'hurt' ? calmInChinese.escalator : calmInChinese;
