import { storage } from '../platform/storage';

const receiptKey = (visitId: string): string => `receipt:${visitId}`;

/** Stays on this phone, since it alone proves a promise not yet in a checkpoint. Holds nothing about a person. */
export const keepReceipt = (visitId: string, receipt: unknown): void =>
  storage.write(receiptKey(visitId), receipt);

export const readReceipt = (visitId: string): unknown => storage.read(receiptKey(visitId));
