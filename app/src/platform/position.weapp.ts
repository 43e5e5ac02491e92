import Taro from '@tarojs/taro';
import { device } from './device';
import { refusalOf } from './refusal.weapp';
import type { FindPosition } from './types';

/** WeChat converts to GCJ-02 itself and never says whether a position was faked. */
export const findPosition: FindPosition = async () => {
  const fix = await Taro.getLocation({
    type: 'gcj02',
    isHighAccuracy: true,
    highAccuracyExpireTime: 8_000,
  }).catch((reason) => {
    throw refusalOf(reason, '没有得到位置，请到窗边或室外再试。');
  });
  return {
    lng: fix.longitude,
    lat: fix.latitude,
    crs: 'GCJ02',
    accuracyMetres: fix.accuracy,
    isMock: null,
    capturedAt: device.now(),
  };
};
