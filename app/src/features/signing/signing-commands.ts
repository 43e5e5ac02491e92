import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type Delegation,
  type SilenceConsent,
  signingApi,
} from '@lifttrust/shared-types/signing/signing.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const giveSilenceConsent = (textVersion: string): Promise<SilenceConsent> =>
  answered(outbox.run(signingApi.giveConsent, { textVersion, agreed: true }, { label: '同意逾期默认确认' }));

export const withdrawSilenceConsent = (): Promise<SilenceConsent> =>
  answered(outbox.run(signingApi.withdrawConsent, {}, { label: '撤回逾期默认确认的同意' }));

export const delegate = (given: CallOf<typeof signingApi.delegate>): Promise<Delegation> =>
  answered(outbox.run(signingApi.delegate, given, { label: '授权代为签字' }));

export const endDelegation = (delegationId: string): Promise<Delegation> =>
  answered(outbox.run(signingApi.endDelegation, { delegationId }, { label: '收回代签授权' }));
