import { type AnswerStanding, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const settleDispute = (recordId: string): Promise<AnswerStanding> =>
  answered(outbox.run(signingApi.settleDispute, { recordId }, { label: '认可维保单位的答复' }));

export const referDispute = (recordId: string, text: string): Promise<AnswerStanding> =>
  answered(outbox.run(signingApi.referDispute, { recordId, text }, { label: '提请监管部门处理' }));
