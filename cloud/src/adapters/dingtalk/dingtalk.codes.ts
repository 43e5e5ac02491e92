import type { OutsideTrouble } from '../outside/outside.error';

/** What DingTalk answers in every reply of its older interfaces (`oapi`). */
export interface Verdict {
  errcode: number;
  /** With 88 (authorisation failed) the reason is here. */
  sub_code?: string | undefined;
  sub_msg?: string | undefined;
}

/** The reason, whichever of the two fields names it. */
export const reasonOf = ({ errcode, sub_code }: Verdict): number =>
  errcode === 88 && sub_code ? Number(sub_code.replace(/\D/g, '')) || errcode : errcode;

/** The token has been taken back or has ended: 40014 wrong, 42001 ended, 40001 fetched with another secret. */
const badTokens = new Set([40001, 40014, 42001, 41001]);

/**
 * Too often: this interface or all of them are shut for this application, server or corporation for a while; 90018 is
 * the application's own limit for one interface. @basis DingTalk open platform, 全局错误码 90001 to 90022
 */
const isTooOften = (code: number) => code >= 90001 && code <= 90022;

/** The application has no right to this interface or lies outside the visible departments. */
const notAllowed = new Set([60011, 50002, 50004, 52013, 60020, 33012]);

export type Meaning = 'fine' | 'token' | 'too_often' | 'not_allowed' | 'absent' | 'busy' | 'refused';

/** 60121 no such user, 60003 no such department, 60122 no such role: the absence is the answer. */
const absent = new Set([60121, 60003, 60122, 33013]);

export function meaningOf(verdict: Verdict): Meaning {
  const code = reasonOf(verdict);
  if (code === 0) return 'fine';
  if (badTokens.has(code) || code === 88) return 'token';
  if (isTooOften(code)) return 'too_often';
  if (notAllowed.has(code)) return 'not_allowed';
  if (absent.has(code)) return 'absent';
  return code === -1 ? 'busy' : 'refused';
}

export const troubleOf: Record<Exclude<Meaning, 'fine' | 'absent'>, OutsideTrouble> = {
  token: 'misconfigured',
  too_often: 'temporary',
  not_allowed: 'misconfigured',
  busy: 'temporary',
  refused: 'refused',
};
