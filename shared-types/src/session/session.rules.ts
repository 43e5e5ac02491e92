import type { CityParameters } from '../city/city.parameters';

const minuteMs = 60_000;

/** How long a session lasts, ms. */
export interface SessionLife {
  /** One token is taken so long. */
  tokenMs: number;
  /** Without a renewal in this time the session is over: nobody sits there any more. */
  idleMs: number;
  /** However busy, it is over after this. */
  mostMs: number;
}

/**
 * A desk is left open in an office, a phone is in a pocket and works in shafts without a network: the desk's session
 * ends soon when nobody uses it, the phone's lasts a working day. A phone renews its token three times in that day, so
 * that one which is stolen is soon worth nothing, and may do so as late as its session lasts.
 * @basis GB/T 22239-2019 8.1.4.1 b) 登录连接超时自动退出 (FACE-10); the times are ours, parameter `session`
 */
export function sessionLife(isDesk: boolean, { session }: Pick<CityParameters, 'session'>): SessionLife {
  const mostMs = (isDesk ? session.deskHours : session.phoneHours) * 60 * minuteMs;
  if (!isDesk) return { tokenMs: mostMs / 3, idleMs: mostMs, mostMs };
  const idleMs = Math.min(session.deskIdleMinutes * minuteMs, mostMs);
  return { tokenMs: idleMs / 2, idleMs, mostMs };
}

export interface LockState {
  failures: number;
  /** The first of them, epoch ms. */
  firstAt: number;
  lockedUntil: number | null;
}

/**
 * What one more failure makes of an account's or an address's state; failures older than the window no longer count.
 * @basis GB/T 22239-2019 8.1.4.1 b) 限制非法登录次数 (FACE-10); the numbers are ours, parameter `lockOut`
 */
export function afterFailure(
  known: LockState | null,
  at: number,
  most: number,
  { lockOut }: Pick<CityParameters, 'lockOut'>,
): LockState {
  const windowMs = lockOut.minutes * minuteMs;
  const goesOn = known !== null && at - known.firstAt < windowMs && !hasEnded(known, at);
  const failures = goesOn ? known.failures + 1 : 1;
  const firstAt = goesOn ? known.firstAt : at;
  return { failures, firstAt, lockedUntil: failures >= most ? at + windowMs : null };
}

const hasEnded = ({ lockedUntil }: LockState, at: number) => lockedUntil !== null && lockedUntil <= at;

/** Milliseconds until it opens again; 0 when it is open. */
export const lockedFor = (known: Pick<LockState, 'lockedUntil'> | null, at: number): number =>
  Math.max(0, (known?.lockedUntil ?? 0) - at);
