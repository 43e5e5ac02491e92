import { callbackDays } from '@lifttrust/shared-types/reporter/reporter.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { Reporter } from './reporter.entity';

const dayMs = 86_400_000;

/**
 * What was kept of people without a login goes by itself: telephones after thirty days, everything when the secret is
 * over. The days count from when they were given, so a restored copy loses them again with the next round.
 */
@Singleton()
export class ReporterRound {
  @Inject() dailyRound: DailyRound;

  @Init()
  open(): void {
    this.dailyRound.on('reporter.forget', (tx) => this.forget(tx));
  }

  private async forget(tx: Transaction): Promise<void> {
    const past = { givenAt: LessThanOrEqual(tx.at - callbackDays * dayMs), callbackSealed: Not(IsNull()) };
    const phones = (await tx.manager.update(Reporter, past, { callbackSealed: null })).affected ?? 0;
    const over = (await tx.manager.delete(Reporter, { expiresAt: LessThanOrEqual(tx.at) })).affected ?? 0;
    if (phones + over > 0)
      await tx.audit('reporter.forgotten', 'reporter', 'round', { phones, secrets: over });
  }
}
