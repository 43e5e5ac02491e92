import { ask, refusalOf } from './ask.dd';
import type { ScanCode } from './types';

export const scanCode: ScanCode = async () => {
  const { code } = await ask(dd.scan, { type: 'qr' }).catch((problem) => {
    throw refusalOf(problem, '没有扫到二维码，请再试一次。');
  });
  return code;
};
