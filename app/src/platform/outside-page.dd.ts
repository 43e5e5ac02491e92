import { ask, refusalOf } from './ask.dd';
import type { CopyText, OpenOutsidePage } from './types';

export const openOutsidePage: OpenOutsidePage = async (url) => {
  await ask(dd.openLink, { url }).catch((problem) => {
    throw refusalOf(problem, '没有打开页面。请复制链接，到微信里打开。');
  });
};

export const copyText: CopyText = async (text) => {
  await ask(dd.setClipboard, { text }).catch((problem) => {
    throw refusalOf(problem, '没有复制成功，请再试一次。');
  });
};
