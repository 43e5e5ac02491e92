import type { Context } from '@midwayjs/koa';

const extensions: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A scan as the answer of a raw route: whatever it pretends to be, it runs nothing, names nobody and is kept nowhere. */
export function showScan(koa: Context, scan: { bytes: Buffer; contentType: string }): Buffer {
  koa.set('cache-control', 'private, no-store');
  koa.set('x-content-type-options', 'nosniff');
  koa.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  koa.set('content-disposition', `inline; filename="paper.${extensions[scan.contentType] ?? 'bin'}"`);
  koa.type = scan.contentType;
  return scan.bytes;
}
