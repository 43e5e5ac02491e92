import { type CopyText, type OpenOutsidePage, Unavailable } from './types';

export const openOutsidePage: OpenOutsidePage = async (url) => {
  // Without `noopener` the other page could turn this one to an address of its own; with it nothing is returned.
  window.open(url, '_blank', 'noopener');
};

export const copyText: CopyText = async (text) => {
  try {
    // Absent without HTTPS.
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Unavailable('failed', '没有复制成功，请换一个浏览器再试。');
  }
};
