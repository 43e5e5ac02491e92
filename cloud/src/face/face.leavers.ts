import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { FaceDeletion } from './face.deletion';
import { storedLeavers, worksAtLifts } from './face.query';

/** Who no longer works at lifts anywhere, as technician or rescuer, keeps no face here: at once when they leave, at the latest by the daily round. */
@Singleton()
export class FaceLeavers {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() dailyRound: DailyRound;
  @Inject() deletion: FaceDeletion;

  @Init()
  open(): void {
    this.outbox.on('person.left', ({ personId }, ctx) => this.left(String(personId), ctx));
    this.dailyRound.on('face.leavers', (tx, day) => this.sweep(tx, day));
  }

  /** They may work for somebody else, or have come back meanwhile. */
  private left(personId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      if (await worksAtLifts(tx.manager, personId, dayOf(tx.at))) return;
      await this.deletion.ofPerson(tx, personId, 'left');
    });
  }

  private async sweep(tx: Transaction, day: string): Promise<void> {
    for (const personId of await storedLeavers(tx.manager, day))
      await this.deletion.ofPerson(tx, personId, 'left');
  }
}
