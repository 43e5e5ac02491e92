import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { mayStillSucceed } from '../../outbox/queue';

const longestPauseSeconds = 15;
/** Where the service names no time. */
const unnamedSeconds = 30;

/** The service has heard too many from this phone: in its words, when (by the phone's clock), and how long it asks to wait. */
export interface Told {
  word: string;
  at: number;
  seconds: number;
}

/** Why a report did not arrive. Only what is `final` is never sent again. */
export type Miss = { why: 'away' } | { why: 'told'; told: Told } | { why: 'final'; word: string | null };

/**
 * The network is away, the service is ill, or it asks to telephone first: a report that was true is not lost by any.
 * @param problem what the attempt threw @param now by the phone's clock, epoch ms
 */
export function missOf(problem: unknown, now: number): Miss {
  if (problem instanceof NetworkError) return { why: 'away' };
  if (!(problem instanceof AppError)) return { why: 'final', word: null };
  if (problem.kind === 'too_many') {
    const { message, retryAfterSeconds } = problem;
    return { why: 'told', told: { word: message, at: now, seconds: retryAfterSeconds ?? unnamedSeconds } };
  }
  return mayStillSucceed(problem) ? { why: 'away' } : { why: 'final', word: problem.message };
}

/** How long the service still asks to wait, ms; a clock that was set back meanwhile keeps nobody waiting. */
export function toldPauseMs(told: Told | null, now: number): number {
  if (told === null || now < told.at) return 0;
  return Math.max(0, told.at + told.seconds * 1000 - now);
}

/** Until the next attempt, ms: as the service asked, else a quarter of a minute at most. `tries` counts from 1. */
export const pauseMs = (told: Told | null, tries: number, now: number): number =>
  toldPauseMs(told, now) || Math.min(longestPauseSeconds, 2 + tries * 2) * 1000;
