import { codeApi, type PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { call } from '../../lib/call';
import { isOurs } from './code-token';

/** What everybody may know of the lift behind a code, an older sticker or a rescue number. */
export const lookUp = (code: string): Promise<PublicLift> =>
  isOurs(code) ? call(codeApi.lift, { token: code }) : call(codeApi.numbered, { number: code });
