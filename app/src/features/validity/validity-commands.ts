import { type ValidityReview, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const stateDoubt = (recordId: string, text: string): Promise<ValidityReview> =>
  answered(outbox.run(validityApi.state, { recordId, text }, { label: '补充说明疑点' }));

export const appealAgainst = (recordId: string, text: string): Promise<ValidityReview> =>
  answered(outbox.run(validityApi.appeal, { recordId, text }, { label: '对无效决定申诉' }));
