import { Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../../kernel/clock';
import { type OutsideLimits, OutsideService } from './outside-service';

const usual: OutsideLimits = { timeoutMs: 5000, repeats: 2, failuresInARow: 5, restMs: 10_000 };

/** Every outside service this installation talks to, so that health and metrics can say how each is. */
@Singleton()
export class OutsideServices {
  @Inject() clock: Clock;

  private readonly known = new Map<string, OutsideService>();

  /** The one instance under this name (`cos`, `iai`, `faceid`, `sms` …), made when first asked for. */
  open(name: string, limits: Partial<OutsideLimits> = {}): OutsideService {
    const present = this.known.get(name);
    if (present) return present;
    const made = new OutsideService(name, { ...usual, ...limits }, () => this.clock.now());
    this.known.set(name, made);
    return made;
  }

  all(): OutsideService[] {
    return [...this.known.values()];
  }
}
