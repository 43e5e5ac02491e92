import { askCamera, drawn } from './ask-camera.h5';
import { simulator } from './sandbox';
import { type ScanCode, Unavailable } from './types';

/** Reads the code from one picture of the camera. */
export const scanCode: ScanCode = async () => {
  const simulated = await simulator();
  if (simulated) return simulated.scanCode();
  const { brush, width, height } = await drawn(await askCamera('back'));
  const { default: jsQR } = await import('jsqr');
  const seen = jsQR(brush.getImageData(0, 0, width, height).data, width, height);
  if (!seen) throw new Unavailable('failed', '没有扫到二维码，请靠近一点再拍。');
  return seen.data;
};
