import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Catch } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { storageTrouble } from './database-errors';
import { pathsWithOtherMethod } from './handles';
import { log } from './log';
import { refuse, requestId, toAppError } from './wire';

/** Turns every error into the one JSON shape and logs only what is unknown. */
@Catch()
export class ErrorFilter {
  async catch(error: Error, koa: Context): Promise<unknown> {
    let refusal = toAppError(error);
    if (refusal.code === 'kernel.no_such_path' && pathsWithOtherMethod(koa.path, koa.method)) {
      refusal = new AppError('method', 'kernel.method_not_allowed', '这个地址不支持这种请求方式。');
    }
    if (refusal.kind === 'internal') log.error('request.failed', { requestId: requestId(koa) }, error);
    else if (storageTrouble(error)) log.error('request.storage', { requestId: requestId(koa) }, error);
    return refuse(koa, refusal);
  }
}
