const rest = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** Calls leave and arrive at different moments, and some are held up: the second is taken longer than it is. */
const secondMs = 1060;
/** How far apart calls leave at least, of an even distance: what is late may be made up for, but not all at once. */
const closest = 0.8;

/**
 * So many calls in any second and no more, for everybody who calls: DingTalk shuts an application out that asks
 * faster. Whoever hears that it was too fast tells `pause`, and everybody waits.
 */
export class Pace {
  private readonly most: number;
  private readonly windowMs: number;
  /** When the latest calls left, on the monotonic clock. */
  private readonly left: number[] = [];
  private shutUntil = 0;

  constructor(perSecond: number) {
    this.most = Math.max(1, Math.floor(perSecond));
    this.windowMs = (this.most / perSecond) * secondMs;
  }

  async turn(): Promise<void> {
    for (;;) {
      const now = performance.now();
      while ((this.left[0] ?? now) <= now - this.windowMs) this.left.shift();
      const [oldest = now] = this.left;
      const apart = (this.left.at(-1) ?? 0) + (closest * this.windowMs) / this.most;
      const until = this.left.length < this.most ? apart : oldest + this.windowMs;
      const waitMs = Math.max(until, apart, this.shutUntil) - now;
      if (waitMs <= 0) {
        this.left.push(now);
        return;
      }
      await rest(waitMs);
    }
  }

  /** Nobody calls for `ms` from now; a longer pause that runs already stays. */
  pause(ms: number): void {
    this.shutUntil = Math.max(this.shutUntil, performance.now() + ms);
  }
}
