import { Singleton } from '@midwayjs/core';
import { env } from './env';
import { log } from './log';

/** Smaller corrections are a time service at work. */
const noteworthyMs = 10_000;

/** The service's only source of the current instant (epoch ms), so that tests can move time. */
@Singleton()
export class Clock {
  private offsetMs = 0;
  private seen = { at: Date.now(), running: performance.now() };

  now(): number {
    const now = Date.now();
    this.watch(now);
    return now + this.offsetMs;
  }

  /** Order in the log never rests on the clock, but whoever reads times must know when it was set. */
  private watch(now: number): void {
    const running = performance.now();
    const jumpMs = now - this.seen.at - (running - this.seen.running);
    this.seen = { at: now, running };
    if (Math.abs(jumpMs) < noteworthyMs) return;
    log.warn('clock.jumped', { byMs: Math.round(jumpMs) });
  }

  /**
   * Moves the service's time; only tests and the simulator call it, from within the process.
   * @throws in production, where nothing may move the time of evidence
   */
  shift(milliseconds: number): void {
    if (env().mode === 'production') throw new Error('The clock of a production service cannot be moved.');
    this.offsetMs += milliseconds;
  }
}
