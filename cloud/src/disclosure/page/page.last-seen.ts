import { Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../../kernel/clock';
import type { LiftFacts } from './lift.page';

const most = 2_000;
const longestMs = 5 * 60_000;

/**
 * What was shown of lifts within the last five minutes, for the minutes in which the database is away: whoever needs
 * help then still reads the number to give on the telephone. The page says of when it is.
 */
@Singleton()
export class LastSeen {
  @Inject() clock: Clock;
  private readonly byToken = new Map<string, LiftFacts>();

  keep(token: string, lift: LiftFacts): void {
    this.byToken.delete(token);
    this.byToken.set(token, lift);
    const [oldest] = this.byToken.size > most ? this.byToken.keys() : [];
    if (oldest !== undefined) this.byToken.delete(oldest);
  }

  find(token: string): LiftFacts | null {
    const lift = this.byToken.get(token);
    return lift && this.clock.now() - lift.queriedAt <= longestMs ? lift : null;
  }
}
