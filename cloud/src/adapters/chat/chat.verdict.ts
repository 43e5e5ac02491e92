import { OutsideError } from '../outside/outside.error';
import type { Sent } from '../phone-channel/port';

export type Platform = 'dingtalk' | 'wechat';
type Verdict = Exclude<Sent, { outcome: 'sent' }>;

const minute = 60_000;
const hour = 60 * minute;

/** Our own words for what happened on the way; every other code is the platform's. */
const onTheWay = /^(timeout|unreachable|nonsense|http_\d+)$/;

/** About this person or these words; the same again gets the same answer. */
const never: Record<Platform, RegExp> = {
  dingtalk: /^(33012|60121|400002|143[12]06|1430000|1430002|1430004|param\.\S+|user_invalid|failed)$/,
  wechat: /^(40003|43101|47003|41030)$/,
};

/** Limits that say for how long nothing more is taken. */
const pauses: Record<Platform, readonly [RegExp, number][]> = {
  dingtalk: [
    [/^(90\d{3}|143[12]03|143[12]04|Throttling\S*|429)$/, minute],
    [/^143[12]05$/, 6 * hour],
  ],
  wechat: [
    [/^45009$/, 6 * hour],
    [/^45011$/, minute],
  ],
};

/** As lists show it and as it is kept: never the platform's sentence, which may name people. */
export const codeOf = (platform: Platform, code: string): string =>
  onTheWay.test(code) || code === 'circuit_open' || code.startsWith('param.') ? code : `${platform}_${code}`;

/** What a code of a platform says about one message. Whatever is wrong with key, right or template can be mended, so it waits. */
export function verdictOfCode(platform: Platform, code: string): Verdict {
  if (never[platform].test(code)) return { outcome: 'refused', code: codeOf(platform, code) };
  const pauseMs = pauses[platform].find(([pattern]) => pattern.test(code))?.[1];
  return { outcome: 'later', code: codeOf(platform, code), ...(pauseMs ? { pauseMs } : {}) };
}

/**
 * The same for a call that ended in an error; what is no outside trouble is thrown on. `mayRepeat`: the platform
 * recognises a second attempt, so that what may have left is tried again, not asked about.
 */
export function verdictOfTrouble(platform: Platform, error: unknown, mayRepeat: boolean): Verdict {
  if (!(error instanceof OutsideError)) throw error;
  const { code, message } = error;
  if (!onTheWay.test(code)) return verdictOfCode(platform, code);
  const isSafe = mayRepeat || /not connected/.test(message) || code === 'http_429';
  return { outcome: isSafe ? 'later' : 'unknown', code };
}
