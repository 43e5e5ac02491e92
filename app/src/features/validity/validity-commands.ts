import { type ValidityReview, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import type { OutgoingFile } from '../../outbox/compose';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const stateDoubt = (recordId: string, text: string, files: OutgoingFile[]): Promise<ValidityReview> =>
  answered(
    outbox.runWithFiles(validityApi.state, { recordId, text }, files, {
      label: '补充说明疑点',
      keepsFiles: true,
    }),
  );

export const appealAgainst = (
  recordId: string,
  text: string,
  files: OutgoingFile[],
): Promise<ValidityReview> =>
  answered(
    outbox.runWithFiles(validityApi.appeal, { recordId, text }, files, {
      label: '对无效决定申诉',
      keepsFiles: true,
    }),
  );
