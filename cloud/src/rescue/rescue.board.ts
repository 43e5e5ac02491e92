import type { ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { SharedReading } from '../kernel/shared-reading';
import { RescueAlerts } from './rescue.alerts.query';
import { RescueQuery } from './rescue.query';
import { RescueSight } from './rescue.sight';

type Board = ReplyOf<typeof rescueDeskApi.queue>;

/** The live board. In a power cut every desk of an area reads it at every change: they share one reading. */
@Singleton()
export class RescueBoard {
  @Inject() rescueQuery: RescueQuery;
  @Inject() rescueAlerts: RescueAlerts;
  @Inject() sight: RescueSight;
  private readonly shared = new SharedReading<Board>();

  async of(ctx: Ctx): Promise<Board> {
    // What somebody may see is all that tells two boards apart.
    const sees = JSON.stringify(this.sight.clause(requireActor(ctx)));
    return this.shared.of(sees, async () => {
      const queue = await this.rescueQuery.queue(ctx);
      const waiting = queue.items.filter(({ freedAt }) => freedAt === null).map(({ id }) => id);
      return { ...queue, alerts: await this.rescueAlerts.of(waiting) };
    });
  }
}
