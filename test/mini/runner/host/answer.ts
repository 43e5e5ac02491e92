import { isDingTalk } from './package';

/** What every native call is given; the rest are its own fields. */
export interface Options {
  success?: (answer: object) => void;
  fail?: (failure: object) => void;
  complete?: (answer: object) => void;
  [field: string]: unknown;
}

/** Answers as the clients do: later, never within the call. */
export function succeed(name: string, options: Options | undefined, answer: object = {}): void {
  const full = { errMsg: `${name}:ok`, ...answer };
  setTimeout(() => {
    options?.success?.(full);
    options?.complete?.(full);
  });
}

/** WeChat tells a reason as text, DingTalk as a number with a text. */
export function fail(
  name: string,
  options: Options | undefined,
  reason: string,
  code = 1,
  more: object = {},
): void {
  const full = isDingTalk
    ? { error: code, errorMessage: reason, ...more }
    : { errMsg: `${name}:fail ${reason}`, ...more };
  setTimeout(() => {
    options?.fail?.(full);
    options?.complete?.(full);
  });
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
