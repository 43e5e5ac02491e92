import { storage } from './storage';
import type { SecretPlace } from './types';

const key = 'store-key';

/** A browser's own storage, for the preview and the web form. */
export const secretPlace: SecretPlace = {
  read: async () => {
    const found = storage.read(key);
    return typeof found === 'string' ? found : null;
  },
  write: async (value) => storage.write(key, value),
  drop: async () => storage.remove(key),
};
