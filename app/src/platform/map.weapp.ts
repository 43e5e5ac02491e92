import Taro from '@tarojs/taro';
import { refusalOf } from './refusal.weapp';
import type { OpenMap } from './types';

/** WeChat's own map, from which the person goes on to the navigation that they use; it asks for no permission. */
export const openMap: OpenMap = async ({ lng, lat, name, address }) => {
  await Taro.openLocation({ longitude: lng, latitude: lat, name, address }).catch((reason) => {
    throw refusalOf(reason, '没有打开地图，请按地址前往。');
  });
};
