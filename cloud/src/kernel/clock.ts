import { Singleton } from '@midwayjs/core';

/** The service's only source of the current instant (epoch ms), so that tests can move time. */
@Singleton()
export class Clock {
  private offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Moves the service's time; only tests and the simulator call it. */
  shift(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}
