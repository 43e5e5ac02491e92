import { ask, refusalOf } from './ask.dd';
import type { OpenMap } from './types';

/** DingTalk's own map, from which the person goes on to the navigation that they use; its numbers are strings. */
export const openMap: OpenMap = async ({ lng, lat, name, address }) => {
  const spot = { longitude: String(lng), latitude: String(lat), name, address };
  await ask(dd.openLocation, spot).catch((problem) => {
    throw refusalOf(problem, '没有打开地图，请按地址前往。');
  });
};
