import Taro from '@tarojs/taro';
import type { OpenPublicPage } from './types';

/** The passenger's page is a page of this mini-program. */
export const openPublicPage: OpenPublicPage = async (code) => {
  await Taro.redirectTo({ url: `/pages/lift/index?as=public&token=${encodeURIComponent(code)}` });
};
