import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Context } from '@midwayjs/koa';
import busboy from 'busboy';

const truncated = () => new AppError('invalid', 'file.truncated', '文件没有传完整，请重传。');

/** The one file of a multipart body; anything longer than the limit, cut off or not multipart is refused. */
export function readUpload(koa: Context, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: koa.req.headers,
        limits: { files: 1, fields: 20, fileSize: maxBytes + 1, fieldSize: 10_000 },
      });
    } catch {
      reject(AppError.invalid('file.not_multipart', '上传的内容格式不对，请用应用内的上传。'));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    let seen = false;
    parser.on('file', (_name, stream) => {
      seen = true;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
      });
      stream.on('limit', () => reject(new AppError('too_large', 'file.too_large', '文件超过允许的大小。')));
      stream.on('error', () => reject(truncated()));
    });
    parser.on('error', () => reject(truncated()));
    parser.on('close', () =>
      seen && size <= maxBytes ? resolve(Buffer.concat(chunks)) : reject(truncated()),
    );
    koa.req.on('aborted', () => reject(truncated()));
    koa.req.pipe(parser);
  });
}
