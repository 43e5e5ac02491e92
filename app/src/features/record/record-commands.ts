import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Receipt, type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { outbox } from '../../outbox/outbox';
import { storage } from '../../platform/storage';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export const signSheet = (visitId: string, contentHash: string, file: PhoneFile) =>
  answered(
    outbox.runWithFile(
      recordApi.sign,
      { visitId, contentHash },
      { file, purpose: 'signature', visitId },
      { label: '维保人员签名' },
    ),
  );

export type Submission = ResultOf<typeof recordApi.submit>;

/** Seals the record; the receipt stays on this phone, since it alone proves a promise not yet in a checkpoint. */
export async function submitRecord(visitId: string, contentHash: string): Promise<Submission> {
  const submission = await answered(
    outbox.run(recordApi.submit, { visitId, contentHash }, { label: '封存并提交记录' }),
  );
  storage.write(receiptKey(visitId), submission.receipt);
  return submission;
}

const receiptKey = (visitId: string): string => `receipt:${visitId}`;

export function keptReceipt(visitId: string): Receipt | null {
  const stored = Receipt.safeParse(storage.read(receiptKey(visitId)));
  return stored.success ? stored.data : null;
}

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
