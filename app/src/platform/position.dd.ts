import { ask, refusalOf } from './ask.dd';
import { device } from './device';
import type { FindPosition } from './types';

/**
 * DingTalk answers AMap's GCJ-02, its numbers as strings, and a fix up to 30 s old unless told otherwise. The mark
 * of a faked position comes on some Android clients only.
 */
export const findPosition: FindPosition = async () => {
  const fix = await ask(dd.getLocation, { type: 0, cacheTimeout: 0 }).catch((problem) => {
    throw refusalOf(problem, '没有得到位置，请到窗边或室外再试。');
  });
  return {
    lng: Number(fix.longitude),
    lat: Number(fix.latitude),
    crs: 'GCJ02',
    accuracyMetres: Number(fix.accuracy),
    isMock: fix.isFromMock ?? null,
    capturedAt: device.now(),
  };
};
