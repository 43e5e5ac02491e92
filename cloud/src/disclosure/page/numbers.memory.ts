import { Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../../kernel/clock';
import { type CityRescueNumbers, RescueNumbersQuery } from '../../supervision/rescue-numbers.query';

const keptMs = 15 * 60_000;

/** Numbers that anybody may ask for are counted four times an hour at most, however many ask. */
@Singleton()
export class NumbersMemory {
  @Inject() clock: Clock;
  @Inject() rescueNumbersQuery: RescueNumbersQuery;

  private readonly kept = new Map<string, { since: number; numbers: Promise<CityRescueNumbers> }>();

  /** Of a published period, of which there are sixteen at most; what failed is not kept. */
  async of(period: { key: string; since: string; until: string }): Promise<CityRescueNumbers> {
    const now = this.clock.now();
    for (const [key, { since }] of this.kept) if (now - since >= keptMs) this.kept.delete(key);
    const known = this.kept.get(period.key);
    if (known) return known.numbers;
    const numbers = this.rescueNumbersQuery.ofCity(period, now);
    this.kept.set(period.key, { since: now, numbers });
    numbers.catch(() => this.kept.delete(period.key));
    return numbers;
  }
}
