import Taro from '@tarojs/taro';
import { type Storage, StorageFull } from './types';

export const storage: Storage = {
  read: (key) => {
    const value: unknown = Taro.getStorageSync(key);
    // WeChat answers '' for what was never written.
    return value === '' ? null : value;
  },
  write: (key, value) => {
    try {
      Taro.setStorageSync(key, value);
    } catch {
      throw new StorageFull();
    }
  },
  remove: (key) => Taro.removeStorageSync(key),
};
