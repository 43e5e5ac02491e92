import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { outbox } from '../../outbox/outbox';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

type SignedHash = { contentHash: string } | { partHash: string };

/** Signed anew before it was sent, the older signature is no longer meant. */
export const signSheet = (visitId: string, hash: SignedHash, file: PhoneFile) =>
  outbox.runWithFile(
    recordApi.sign,
    { visitId, ...hash },
    { file, purpose: 'signature', visitId },
    {
      label: '维保人员签名',
      replaces: (waiting) => waiting.visitId === visitId && waiting.path.endsWith('/signatures'),
    },
  );

/** Seals the record, at once or when everything before it has been sent; the receipt is kept when it comes. */
export const submitRecord = (visitId: string, hash: SignedHash, lateReason: string) =>
  outbox.run(
    recordApi.submit,
    { visitId, ...hash, ...(lateReason ? { lateReason } : {}) },
    {
      label: '封存并提交记录',
      replaces: (waiting) => waiting.visitId === visitId && waiting.path.endsWith('/submission'),
    },
  );

export type Satisfaction = '满意' | '基本满意' | '不满意';

export const ownerSign = (
  record: RecordDetail,
  file: PhoneFile,
  satisfaction: Satisfaction | null,
): Promise<RecordDetail> =>
  answered(
    outbox.runWithFile(
      recordApi.ownerSign,
      {
        recordId: record.id,
        contentHash: record.contentHash,
        ...(satisfaction ? { satisfaction } : {}),
      },
      { file, purpose: 'signature', visitId: record.visitId },
      { label: '使用单位签字确认' },
    ),
  );

export const ownerReturn = (recordId: string, reason: string): Promise<RecordDetail> =>
  answered(outbox.run(recordApi.ownerReturn, { recordId, reason }, { label: '退回记录' }));
