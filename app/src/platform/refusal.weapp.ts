import { Unavailable } from './types';

/** WeChat tells its reasons as text: `scanCode:fail cancel`, `getLocation:fail auth deny`. */
export function refusalOf(reason: unknown, otherwise: string): Unavailable {
  const text = textOf(reason);
  if (/cancel/.test(text)) return new Unavailable('cancelled', '已取消。');
  if (/auth|deny|denied|permission/.test(text))
    return new Unavailable('denied', '没有权限，请在微信右上角“…”的设置里打开。');
  return new Unavailable('failed', otherwise);
}

function textOf(reason: unknown): string {
  return typeof reason === 'object' && reason !== null && 'errMsg' in reason ? String(reason.errMsg) : '';
}
