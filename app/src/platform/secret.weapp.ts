import Taro from '@tarojs/taro';
import type { SecretPlace } from './types';

const key = 'store-key';

/** WeChat encrypts this one value with a key of its own (`encrypt`, base library 2.21.3; older ones ignore the word). */
export const secretPlace: SecretPlace = {
  read: async () => {
    const found = await Taro.getStorage<string>({ key, encrypt: true } as { key: string }).catch(() => null);
    return typeof found?.data === 'string' && found.data !== '' ? found.data : null;
  },
  write: async (value) => {
    // Taro's types do not know `encrypt` yet.
    await Taro.setStorage({ key, data: value, encrypt: true } as { key: string; data: string });
  },
  drop: async () => {
    await Taro.removeStorage({ key });
  },
};
