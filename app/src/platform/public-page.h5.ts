import Taro from '@tarojs/taro';
import { absolute } from './envelope';
import { openOutsidePage } from './outside-page';
import type { OpenPublicPage } from './types';

export const openPublicPage: OpenPublicPage = async (code) => {
  const said = encodeURIComponent(code);
  if (__TARGET__ === 'weapp') await Taro.redirectTo({ url: `/pages/lift/index?as=public&token=${said}` });
  else await openOutsidePage(absolute(`/l/${said}`));
};
