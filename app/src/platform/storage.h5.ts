import { type Storage, StorageFull } from './types';

/** Several simulated phones share one browser: each person's data has its own prefix. */
const asked = new URLSearchParams(__SANDBOX__ ? window.location.search : '');
const person = asked.get('person') ?? '';
export const storagePrefix = `lifttrust/${__TARGET__}/${person}`;
const full = (key: string) => `${storagePrefix}/${key}`;

export const storage: Storage = {
  read(key) {
    const text = window.localStorage.getItem(full(key));
    if (text === null) return null;
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      window.localStorage.setItem(full(key), JSON.stringify(value));
    } catch {
      throw new StorageFull();
    }
  },
  remove: (key) => window.localStorage.removeItem(full(key)),
};

// The panel of the preview may name the phone.
const device = asked.get('device');
if (__SANDBOX__ && device) storage.write('device-id', device);
