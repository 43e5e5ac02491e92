import { helpLanguageEnglish } from '@lifttrust/shared-types/rescue/help.words.en';
import type { CallingWords } from './help-words';

export const callingInEnglish: CallingWords = {
  language: helpLanguageEnglish,
  page: 'help/english-call',
  need: (call) => `Trapped or hurt? ${call}`,
  both: (phone) => `Call ${phone} and ask for help here`,
  close: 'Close',
  known: 'Your call for help is being dealt with',
  sending: 'Your call for help is being sent',
  unsent: 'Your call for help was not sent',
  telephone: 'Please telephone first',
  progress: 'See what is being done',
};
