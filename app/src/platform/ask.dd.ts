import { Unavailable } from './types';

/** Turns one of DingTalk's callback calls into a promise; the failure is handed on as it came. */
export const ask = <Options, Answer>(
  native: DingTalkCall<Options, Answer>,
  options: Options,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    native({ ...options, success: resolve, fail: (failure) => reject(new DingTalkRefusal(failure)) });
  });

export class DingTalkRefusal extends Error {
  readonly code: number;
  constructor(failure: DingTalkFailure) {
    super(failure.errorMessage ?? '');
    this.code = failure.error ?? 0;
  }
}

const cancelled = new Set([11]);
const denied = new Set([2001, 2002, 2003]);

/** What a person can do about a failure of the phone. */
export function refusalOf(problem: unknown, otherwise: string): Unavailable {
  const code = problem instanceof DingTalkRefusal ? problem.code : 0;
  if (cancelled.has(code)) return new Unavailable('cancelled', '已取消。');
  if (denied.has(code)) return new Unavailable('denied', '没有权限，请在手机设置里允许钉钉使用。');
  return new Unavailable('failed', otherwise);
}
