import { OutsideError } from '../outside/outside.error';
import type { Sent } from './port';

type Verdict = Exclude<Sent, { outcome: 'sent' }>;

const minute = 60_000;
const hour = 60 * minute;

/** Their backend lost sight of it: the message may be with the carrier. */
const mayHaveLeft =
  /^InternalError(\.(Timeout|SendAndRecvFail|AccessUpstreamTimeout|UpstreamError|OtherError|UnknownError))?$/;

/** About this number or this content; the same again gets the same answer. */
const never = [
  /IncorrectPhoneNumber|CalledNumberVerifyFail|PhoneNumberInBlacklist|EmptyPhoneNumberSet/,
  /ContainSensitiveWord|DirtyWord|ContentLengthLimit|TemplateParameter|ProhibitedUseUrl/,
  /SameContentDailyLimit|UnsuportedRegion|ContainDomesticAndInternational/,
];

/** Limits that say for how long nothing more is taken. */
const pauses: readonly [RegExp, number][] = [
  [/PhoneNumberThirtySecondLimit/, 0.5 * minute],
  [/PhoneNumberOneHourLimit/, hour],
  [/DailyLimit$/, 6 * hour],
];

/**
 * What an error code of SMS 2021-01-11 (document/product/382/59177) or VMS 2020-09-02 says about one message. Whatever is
 * wrong with key, signature, template, package or balance can be mended, so the message waits.
 */
export function verdictOfCode(code: string): Verdict {
  if (mayHaveLeft.test(code)) return { outcome: 'unknown', code };
  if (never.some((pattern) => pattern.test(code))) return { outcome: 'refused', code };
  const pauseMs = pauses.find(([pattern]) => pattern.test(code))?.[1];
  return { outcome: 'later', code, ...(pauseMs ? { pauseMs } : {}) };
}

// The vendor's client keeps only the text of a connection's error. These say that there was no connection to send on;
// all others (reset, closed, half an answer) may have come after the request had arrived.
const neverConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|certificate/;
const neverTaken = new Set(['circuit_open', 'http_429', 'http_413']);
const troubleOnTheWay = /^(timeout|nonsense|unreachable|http_\d+)$/;

/** The same for a call that ended in an error; what is no outside trouble is thrown on. */
export function verdictOfError(error: unknown): Verdict {
  if (!(error instanceof OutsideError)) throw error;
  const { code, message } = error;
  if (neverTaken.has(code) || (code === 'unreachable' && neverConnected.test(message)))
    return { outcome: 'later', code };
  return troubleOnTheWay.test(code) ? { outcome: 'unknown', code } : verdictOfCode(code);
}
