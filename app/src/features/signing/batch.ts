import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { refuseInBatch } from '@lifttrust/shared-types/signing/signing.rules';
import { outbox } from '../../outbox/outbox';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export type ToSign = ResultOf<typeof signingApi.toSign>['items'][number];

export interface Batch {
  signed: number;
  refused: { recordId: string; title: string; message: string }[];
}

/** As many as the service takes under one signature. */
export const largestBatch = 100;

export const mayChoose = (item: ToSign): boolean => item.maySign && refuseInBatch(item) === null;

export const titleOf = ({ place, ownNumber }: Pick<ToSign, 'place' | 'ownNumber'>): string =>
  `${place} ${ownNumber}`.trim();

/** One signature for several records; what is refused comes back with its reason, named as it was listed. */
export async function signMany(items: readonly ToSign[], file: PhoneFile): Promise<Batch> {
  const records = items.map(({ recordId, contentHash }) => ({ recordId, contentHash }));
  const { signed, refused } = await answered(
    outbox.runWithFile(
      signingApi.signMany,
      { records },
      { file, purpose: 'signature' },
      { label: `签字确认 ${records.length} 份维保记录` },
    ),
  );
  return {
    signed: signed.length,
    refused: refused.map(({ recordId, message }) => {
      const item = items.find((one) => one.recordId === recordId);
      return { recordId, message, title: item ? titleOf(item) : '一份记录' };
    }),
  };
}
