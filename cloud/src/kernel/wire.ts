import { createHash } from 'node:crypto';
import { AppError, type ErrorBody } from '@lifttrust/shared-types/kernel/app-error';
import type { Context } from '@midwayjs/koa';
import { type StorageTrouble, storageTrouble } from './database-errors';
import { newId } from './new-id';

/** Mini-programs ask for the envelope, since DingTalk hides the body of a 4xx answer (docs/adr/0003). */
const wantsEnvelope = (koa: Context) => koa.get('x-envelope') === '1';

export function requestId(koa: Context): string {
  koa.state.requestId ??= newId();
  return koa.state.requestId;
}

/** The one code path of every good answer. */
export function answer(koa: Context, data: unknown): unknown {
  koa.status = 200;
  koa.set('x-request-id', requestId(koa));
  koa.set('cache-control', 'no-store');
  return wantsEnvelope(koa) ? { ok: true, data } : data;
}

/** The one code path of every refusal. */
export function refuse(koa: Context, error: AppError): unknown {
  const body: ErrorBody = { ...error.toJSON(), requestId: requestId(koa) };
  koa.set('x-request-id', requestId(koa));
  koa.set('cache-control', 'no-store');
  if (error.retryAfterSeconds) koa.set('retry-after', String(error.retryAfterSeconds));
  koa.state.refusal = { code: error.code, status: error.status };
  koa.status = wantsEnvelope(koa) ? 200 : error.status;
  return wantsEnvelope(koa) ? { ok: false, error: body } : { error: body };
}

/** SHA-256 (hex) of a request's body in a stable order of keys. */
export function bodyHash(value: unknown): string {
  return createHash('sha256').update(stable(value)).digest('hex');
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${stable(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const troubles: Record<StorageTrouble, () => AppError> = {
  away: () =>
    new AppError(
      'unavailable',
      'kernel.database_unavailable',
      '数据库暂时连接不上，这次操作没有得到确认。请稍后原样再试一次，不会重复。',
    ),
  full: () =>
    new AppError(
      'unavailable',
      'kernel.storage_full',
      '服务器的存储空间已满，这次没有保存。已有内容仍可查看；请告诉管理员，腾出空间后原样再试。',
    ),
};

/** Anything thrown, as a refusal; what is not ours to explain becomes `kernel.internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const trouble = storageTrouble(error);
  if (trouble) return troubles[trouble]();
  const status = statusOf(error);
  if (status === 413)
    return new AppError('too_large', 'kernel.body_too_large', '内容太大，请分批发送或压缩后再试。');
  if (status === 400) return AppError.invalid('kernel.body_malformed', '内容不是有效的 JSON，没有执行。');
  if (status === 415) return AppError.invalid('kernel.body_encoding', '内容的编码不支持，请用 UTF-8。');
  if (status === 404) return AppError.notFound('kernel.no_such_path', '没有这个地址。');
  return new AppError(
    'internal',
    'kernel.internal',
    '服务出了点问题，没有保存。请稍后再试，或把请求编号告诉管理员。',
  );
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
