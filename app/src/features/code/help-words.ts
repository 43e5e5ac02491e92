import { type HelpLanguage, helpLanguageChinese, helpLine } from '@lifttrust/shared-types/rescue/help.words';
import type { Page } from '../../ui/navigate';
import type { HelpCall } from './help-calls';

/** What the call itself says in one language, wherever a lift is shown. */
export interface CallingWords {
  language: HelpLanguage;
  /** Where it is shown what becomes of it. */
  page: Page;
  /** Two taps: the first says for whom it is, the second does both. */
  need: (call: string) => string;
  both: (phone: string) => string;
  close: string;
  known: string;
  sending: string;
  unsent: string;
  /** The service asks to telephone first; the report waits. */
  telephone: string;
  progress: string;
}

export const callingInChinese: CallingWords = {
  language: helpLanguageChinese,
  page: 'help/call',
  need: (call) => `被困或受伤，${call}`,
  both: (phone) => `拨打 ${phone}，同时求助`,
  close: '关闭',
  known: '您的求助正在处理',
  sending: '您的求助正在发出',
  unsent: '求助没有发出',
  telephone: '请先打电话',
  progress: '看救援进展',
};

/** Where a call stands, in one sentence. The service refuses in Chinese. */
export function callLine(
  { known, refusal, told, failures }: HelpCall,
  language = helpLanguageChinese,
): string {
  const { script } = language.lift;
  if (known) return helpLine(known, language);
  if (refusal !== '') return script.english ? script.refused : refusal;
  if (told) return script.english ? script.refused : told.word;
  return failures > 0 ? script.waiting : script.sending;
}

/** The service has heard of it and has not taken it, for now or for good. */
export const isNotTaken = ({ known, refusal, told }: HelpCall): boolean =>
  known === null && (refusal !== '' || told !== null);

/** Beside the request to telephone first: the report is not lost by it. */
export const keptLine = ({ known, refusal, told }: HelpCall, language = helpLanguageChinese): string =>
  known === null && refusal === '' && told !== null ? language.lift.script.kept : '';

/** Title and lines for who is shut in, or for an escalator, in which nobody can be. */
export const calmFor = (
  kind: HelpCall['kind'],
  { calm } = helpLanguageChinese,
): { title: string; lines: string[] } => (kind === 'hurt' ? calm.escalator : calm);
