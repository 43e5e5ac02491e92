import { type Storage, StorageFull } from './types';

export const storage: Storage = {
  read: (key) => dd.getStorageSync({ key }).data ?? null,
  write: (key, value) => {
    try {
      dd.setStorageSync({ key, data: value });
    } catch {
      throw new StorageFull();
    }
  },
  remove: (key) => dd.removeStorageSync({ key }),
};
