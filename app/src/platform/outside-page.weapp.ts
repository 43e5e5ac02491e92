import Taro from '@tarojs/taro';
import { refusalOf } from './refusal.weapp';
import { type CopyText, type OpenOutsidePage, Unavailable } from './types';

/** A mini-program opens addresses of its own company's domains only. */
export const openOutsidePage: OpenOutsidePage = async () => {
  throw new Unavailable('unsupported', '小程序打不开这个页面。请复制链接，粘贴到微信聊天里点开。');
};

export const copyText: CopyText = async (text) => {
  await Taro.setClipboardData({ data: text }).catch((reason) => {
    throw refusalOf(reason, '没有复制成功，请再试一次。');
  });
};
