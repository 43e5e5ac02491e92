import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { device } from '../platform/device';
import { storage } from '../platform/storage';

const key = 'last-contact';

/** When the service last answered this phone. */
export const contact = {
  /** A refusal is an answer too. */
  async note<T>(asked: Promise<T>): Promise<T> {
    try {
      const answer = await asked;
      contact.now();
      return answer;
    } catch (problem) {
      if (problem instanceof AppError) contact.now();
      throw problem;
    }
  },
  now(): void {
    try {
      storage.write(key, device.now());
    } catch {
      // Not worth failing for; that the phone is full is said where it matters.
    }
  },
  /** Epoch ms by the phone's clock; null before the first answer. */
  last(): number | null {
    const read = storage.read(key);
    return typeof read === 'number' ? read : null;
  },
};
