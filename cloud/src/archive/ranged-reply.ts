import type { Readable } from 'node:stream';
import { type ByteRange, rangeAsked } from '@lifttrust/shared-types/archive/archive.rules';
import type { Context } from '@midwayjs/koa';

/** A packed file as its client is told of it. */
interface Ranged {
  bytes: number;
  sha256: string;
  /** `Content-Disposition`. */
  disposition: string;
}

/** Answers with a packed file, whole or from where a download broke off (RFC 9110 §14). */
export async function rangedReply(
  koa: Context,
  { bytes: size, sha256, disposition }: Ranged,
  stream: (range: ByteRange) => Promise<Readable>,
): Promise<Readable | ''> {
  const etag = `"${sha256}"`;
  koa.set('accept-ranges', 'bytes');
  koa.set('etag', etag);
  koa.set('cache-control', 'private, no-store');
  koa.set('x-content-type-options', 'nosniff');
  koa.type = 'application/zip';
  koa.set('content-disposition', disposition);
  // A piece of another file must not be glued to what the client has.
  const isSame = ['', etag].includes(koa.get('if-range'));
  const asked = rangeAsked(isSame ? koa.get('range') : '', size);
  if (asked === null) {
    koa.status = 416;
    koa.set('content-range', `bytes */${size}`);
    return '';
  }
  const range = asked === 'whole' ? { from: 0, to: size } : asked;
  koa.status = asked === 'whole' ? 200 : 206;
  if (asked !== 'whole') koa.set('content-range', `bytes ${range.from}-${range.to - 1}/${size}`);
  koa.length = range.to - range.from;
  return koa.method === 'HEAD' ? '' : stream(range);
}
