import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import type { Context } from '@midwayjs/koa';
import { requestId } from '../../kernel/wire';
import { pageHeaders, type Reading } from './page.shell';
import { chinese } from './page.words';

const compressed = promisify(gzip);
/** A page in a browser's own memory is never older (DIS edge case: at most five minutes). */
const cacheSeconds = 60;

/** Who wants to read how, from the address. */
export const readingOf = ({ query }: Context): Reading => ({
  words: query.lang === 'en' ? english : chinese,
  isLarge: query.size === 'large',
});

/** One answer, compressed where the browser takes it. */
export async function sendPage(koa: Context, status: number, page: string): Promise<void> {
  koa.status = status;
  koa.type = 'text/html; charset=utf-8';
  koa.set('x-request-id', requestId(koa));
  koa.set('vary', 'accept-encoding, user-agent');
  koa.set('cache-control', status === 200 ? `private, max-age=${cacheSeconds}` : 'no-store');
  for (const [name, value] of Object.entries(pageHeaders)) koa.set(name, value);
  if (koa.acceptsEncodings('gzip') !== 'gzip') {
    koa.body = page;
    return;
  }
  koa.set('content-encoding', 'gzip');
  koa.body = await compressed(page);
}
