import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { clientAddress } from './client-address';
import { env } from './env';
import { log } from './log';
import { SharedMemory } from './redis';

const quarterHour = 15 * 60;
const minute = 60;
const day = 86_400;
/** Of others' things a unit may ask for this many times as many in a day as an address may miss in a quarter of an hour. */
const askedTimes = 5;

type Watched = 'sign_in' | 'look_up' | 'numbers';

/** What counts as a failure: the code was not right, the thing asked for does not exist, a number is somebody else's. */
const failures: Record<Watched, readonly string[]> = {
  sign_in: ['unauthenticated', 'forbidden', 'not_found'],
  look_up: ['not_found'],
  numbers: ['conflict'],
};

const isWatched = (limit: Endpoint['limit']): limit is Watched => limit in failures;

/**
 * How often is too often. With Redis all processes count together; while it is away each counts for itself. Good
 * requests cost nothing: only failures are counted, and who is over the limit is remembered here until it ends.
 */
@Singleton()
export class Limits {
  @Inject() sharedMemory: SharedMemory;

  private watched: Record<Watched, RateLimiterAbstract | null> = {
    sign_in: null,
    look_up: null,
    numbers: null,
  };
  private writes: RateLimiterAbstract | null = null;
  private asked: RateLimiterAbstract | null = null;
  private nearby: RateLimiterAbstract | null = null;
  /** Until when (performance time, ms) a key hears nothing but 429. */
  private readonly shut = new Map<string, number>();

  @Init()
  open(): void {
    const { signIn, lookUp, writes } = env().limits;
    this.watched = {
      sign_in: this.limiter('sign_in', signIn, quarterHour),
      look_up: this.limiter('look_up', lookUp, quarterHour),
      numbers: this.limiter('numbers', lookUp, quarterHour),
    };
    this.writes = this.limiter('writes', writes, minute);
    this.nearby = this.limiter('nearby', lookUp, day);
    this.asked = this.limiter('asked', lookUp && lookUp * askedTimes, day);
  }

  /** Runs an endpoint that people might try until it gives way; only failures count. */
  async guard<T>(endpoint: Endpoint, koa: Context, work: () => Promise<T>): Promise<T> {
    if (endpoint.limit === 'anonymous' || endpoint.limit === 'nearby') await this.countAnonymous(koa);
    if (endpoint.limit === 'nearby') await this.countNearby(koa);
    const limiter = isWatched(endpoint.limit) ? this.watched[endpoint.limit] : null;
    if (!limiter || !isWatched(endpoint.limit)) return work();
    const kind = endpoint.limit;
    const key = `${kind}:${clientAddress(koa)}`;
    this.mustBeOpen(key, koa);
    try {
      return await work();
    } catch (error) {
      if (isFailure(kind, error)) await this.count(limiter, key, koa);
      throw error;
    }
  }

  /** Counts whatever an address does for which nobody signs; raw routes call it themselves. */
  async countAnonymous(koa: Context): Promise<void> {
    if (!this.watched.look_up) return;
    const key = `anonymous:${clientAddress(koa)}`;
    this.mustBeOpen(key, koa);
    await this.count(this.watched.look_up, key, koa);
  }

  /** What is around a place: nobody needs it often, and whoever walks over a map with it would list a city's lifts. */
  private async countNearby(koa: Context): Promise<void> {
    if (!this.nearby) return;
    const key = `nearby:${clientAddress(koa)}`;
    this.mustBeOpen(key, koa);
    await this.count(this.nearby, key, koa);
  }

  /** Counts a write of a session. Generous: it stops a program that has gone wild, not a day's work sent at once. */
  async countWrite(sessionId: string, endpoint: Endpoint | undefined, koa: Context): Promise<void> {
    if (!this.writes || endpoint?.limit === 'never') return;
    const key = `writes:${sessionId}`;
    this.mustBeOpen(key, koa);
    await this.count(this.writes, key, koa);
  }

  /** Counts things of others that a unit names to be shown them. False: it has asked for enough today. */
  async mayAsk(organisationId: string, things: number): Promise<boolean> {
    try {
      await this.asked?.consume(organisationId, things);
      return true;
    } catch (over) {
      if (pauseOf(over) !== null) return false;
      log.error('limits.broken', {}, over);
      return true;
    }
  }

  private async count(limiter: RateLimiterAbstract, key: string, koa: Context): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (over) {
      const pauseMs = pauseOf(over);
      if (pauseMs === null) {
        // Counting must never be what stops the service.
        log.error('limits.broken', {}, over);
        return;
      }
      // Once for each pause: what is refused meanwhile stands in the requests' own lines.
      if (!this.shut.has(key)) log.warn('limits.shut', { what: key.split(':')[0], seconds: pauseMs / 1000 });
      this.shut.set(key, performance.now() + pauseMs);
      this.forgetOld();
      throw tooMany(koa, pauseMs);
    }
  }

  private mustBeOpen(key: string, koa: Context): void {
    const until = this.shut.get(key);
    if (until === undefined) return;
    const left = until - performance.now();
    if (left > 0) throw tooMany(koa, left);
    this.shut.delete(key);
  }

  private forgetOld(): void {
    const now = performance.now();
    for (const [key, until] of this.shut) if (until <= now) this.shut.delete(key);
  }

  private limiter(name: string, points: number | null, seconds: number): RateLimiterAbstract | null {
    if (points === null) return null;
    const shape = { keyPrefix: `lifttrust:${name}`, points, duration: seconds };
    const own = new RateLimiterMemory(shape);
    const { client } = this.sharedMemory;
    if (!client) return own;
    return new RateLimiterRedis({
      ...shape,
      storeClient: client,
      insuranceLimiter: own,
      rejectIfRedisNotReady: true,
    });
  }
}

const isFailure = (kind: Watched, error: unknown): boolean =>
  error instanceof AppError && failures[kind].includes(error.kind);

/** Milliseconds until the next attempt counts, or null when what was thrown is a real error. */
function pauseOf(over: unknown): number | null {
  if (typeof over !== 'object' || over === null || !('msBeforeNext' in over)) return null;
  return typeof over.msBeforeNext === 'number' ? over.msBeforeNext : null;
}

function tooMany(koa: Context, pauseMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(pauseMs / 1000));
  // Pages that people read are no refusals in JSON, and say it by the header alone.
  koa.set('retry-after', String(seconds));
  const wait = seconds < 90 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
  return AppError.tooMany('kernel.too_many', `操作太频繁，这次没有执行。请过 ${wait}再试。`, seconds);
}
