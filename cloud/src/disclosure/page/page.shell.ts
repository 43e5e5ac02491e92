import { createHash } from 'node:crypto';
import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import { findScript } from './find.script';
import { Html, html, type Piece } from './html';
import { helpScript } from './page.help.script';
import { script } from './page.script';
import { style } from './page.style';

/** How somebody wants to read: carried from page to page in the address, so that it works without script. */
export interface Reading {
  words: PageWords;
  isLarge: boolean;
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded from anywhere and nothing runs but the one script; the address is told to nobody. */
export const pageHeaders: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)} ${hashOf(helpScript)} ${hashOf(findScript)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The same address read in another way. */
function linkTo({ words, isLarge }: Reading, change: { lang?: string; size?: string }): string {
  const lang = change.lang ?? words.lang;
  const size = change.size ?? (isLarge ? 'large' : '');
  const query = [lang === 'en' ? 'lang=en' : '', size ? `size=${size}` : ''].filter(Boolean).join('&');
  return `?${query}`;
}

/** The whole document: one answer, nothing to fetch after it. */
export function shell(title: string, reading: Reading, body: Piece, foot: Piece): string {
  const { words, isLarge } = reading;
  const other = words.lang === 'en' ? 'zh-CN' : 'en';
  return html`<!doctype html>
<html lang="${words.lang}"${isLarge ? new Html(' class="large"') : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" content="telephone=no"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${title}</title><style>${new Html(style)}</style><script>${new Html(script)}</script></head>
<body><header><nav aria-label="${words.lang === 'en' ? 'Reading' : '阅读方式'}"><a class="to-large" href="${linkTo(reading, { size: 'large' })}">${words.larger}</a><a class="to-normal" href="${linkTo(reading, { size: 'normal' })}">${words.smaller}</a><a lang="${other}" hreflang="${other}" href="${linkTo(reading, { lang: other })}">${words.other}</a></nav></header>
<main>${body}</main>
<footer>${foot}</footer><script>${new Html(helpScript)}</script></body></html>`.text;
}
