import { Init, Inject, Singleton } from '@midwayjs/core';
import { LessThan } from 'typeorm';
import { DailyRound } from '../round/daily-round';
import { AmendmentRow } from './amendment.entity';
import { AmendmentService } from './amendment.service';

const atOnce = 500;

/** What an owner leaves unanswered past its term goes to the district; silence never confirms an amendment. */
@Singleton()
export class AmendmentRound {
  @Inject() round: DailyRound;
  @Inject() amendmentService: AmendmentService;

  @Init()
  listen(): void {
    this.round.on('amendment.owner_terms', async (tx, day) => {
      const rows = await tx.manager.find(AmendmentRow, {
        where: { state: 'waiting_owner', ownerTermOn: LessThan(day) },
        take: atOnce,
      });
      for (const row of rows) await this.amendmentService.ownerTermOver(tx, row);
    });
  }
}
