import Taro from '@tarojs/taro';
import { refusalOf } from './refusal.weapp';
import type { ScanCode } from './types';

export const scanCode: ScanCode = async () => {
  const seen = await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] }).catch((reason) => {
    throw refusalOf(reason, '没有扫到二维码，请再试一次。');
  });
  return seen.result;
};
