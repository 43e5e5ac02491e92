/** Waits that tests and the service share; milliseconds. */
const rest = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/**
 * So many calls in a second and no more, evenly, for everybody who calls: DingTalk shuts an application out that asks
 * faster. Whoever hears that it was too fast tells `pause`, and everybody waits.
 */
export class Pace {
  /** When the next call may leave, on the monotonic clock. */
  private next = 0;

  constructor(private readonly perSecond: number) {}

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(this.next, now);
    this.next = at + 1000 / this.perSecond;
    if (at > now) await rest(at - now);
    // A pause that began while we waited holds for us too.
    if (this.shutUntil > performance.now()) await rest(this.shutUntil - performance.now());
  }

  private shutUntil = 0;

  /** Nobody calls for `ms` from now; a longer pause that runs already stays. */
  pause(ms: number): void {
    const until = performance.now() + ms;
    if (until <= this.shutUntil) return;
    this.shutUntil = until;
    this.next = Math.max(this.next, until);
  }
}
