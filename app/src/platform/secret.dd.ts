import { storage } from './storage';
import type { SecretPlace } from './types';

const key = 'store-key';

/** DingTalk has no place of its own for secrets: the key lies in the app's sandbox until sign-out. */
export const secretPlace: SecretPlace = {
  read: async () => {
    const found = storage.read(key);
    return typeof found === 'string' ? found : null;
  },
  write: async (value) => storage.write(key, value),
  drop: async () => storage.remove(key),
};
