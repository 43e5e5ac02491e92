import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { isTemporary, OutsideError } from './outside.error';

export interface OutsideLimits {
  /** One attempt, milliseconds. */
  timeoutMs: number;
  /** Repeats of an act that may be repeated, after the first attempt. */
  repeats: number;
  /** This many failures in a row open the circuit: the service is left alone, callers hear `circuit_open` at once. */
  failuresInARow: number;
  /** After this long one call is let through to see whether it is well again. */
  restMs: number;
}

/** `well`: calls go through. `resting`: none do. `trying`: one does. */
export type OutsideState = 'well' | 'resting' | 'trying';

// By its mark alone: errors may come from another realm, where `instanceof Error` is false.
const isMarked = (error: unknown, mark: string) =>
  typeof error === 'object' && error !== null && mark in error;

const repeatAfterMs = 100;
const longestPauseMs = 3000;

/**
 * One outside service as seen from here: every call has a time limit, temporary failures are repeated with jitter
 * where repeating is harmless, and a service that is down is left alone for a while. Refusals pass untouched.
 */
export class OutsideService {
  readonly counts = { good: 0, temporary: 0, refused: 0, misconfigured: 0 };
  /** The last trouble in words for the operator, and when it was (epoch ms); null since the last good answer. */
  lastTrouble: { at: number; code: string } | null = null;

  private readonly breaker;
  private readonly limit;
  private readonly repeat;

  constructor(
    readonly name: string,
    limits: OutsideLimits,
    private readonly now: () => number = Date.now,
  ) {
    this.limit = timeout(limits.timeoutMs, TimeoutStrategy.Aggressive);
    this.breaker = circuitBreaker(handleWhen(isTemporary), {
      halfOpenAfter: limits.restMs,
      breaker: new ConsecutiveBreaker(limits.failuresInARow),
    });
    this.repeat = retry(
      handleWhen((error) => isTemporary(error) && (error as OutsideError).code !== 'circuit_open'),
      {
        maxAttempts: limits.repeats,
        backoff: new ExponentialBackoff({ initialDelay: repeatAfterMs, maxDelay: longestPauseMs }),
      },
    );
  }

  /**
   * Runs one act. `work` must throw an `OutsideError` for what the service answers; anything else it throws counts
   * as unreachable. Set `mayRepeat` only for acts that twice done are done once.
   */
  call<T>(mayRepeat: boolean, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return mayRepeat ? this.repeat.execute(() => this.once(work)) : this.once(work);
  }

  get state(): OutsideState {
    if (this.breaker.state === CircuitState.Closed) return 'well';
    return this.breaker.state === CircuitState.HalfOpen ? 'trying' : 'resting';
  }

  private async once<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      // The breaker must see our own errors, so the translation lies inside it.
      const value = await this.breaker.execute(() => this.limited(work));
      this.counts.good += 1;
      this.lastTrouble = null;
      return value;
    } catch (error) {
      const told = isMarked(error, 'isBrokenCircuitError')
        ? new OutsideError(this.name, 'temporary', 'circuit_open', 'left alone after repeated failures')
        : this.translated(error);
      this.counts[told.trouble] += 1;
      if (told.trouble !== 'refused') this.lastTrouble = { at: this.now(), code: told.code };
      throw told;
    }
  }

  private async limited<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.limit.execute(({ signal }) => work(signal));
    } catch (error) {
      throw this.translated(error);
    }
  }

  private translated(error: unknown): OutsideError {
    if (error instanceof OutsideError) return error;
    if (isMarked(error, 'isTaskCancelledError'))
      return new OutsideError(this.name, 'temporary', 'timeout', 'no answer in time');
    const reason = String((error as { message?: unknown } | null)?.message ?? 'unknown').slice(0, 200);
    return new OutsideError(this.name, 'temporary', 'unreachable', reason);
  }
}
