import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { ResponsibilityService } from '../contract/responsibility.service';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Visit } from './visit.entity';

const open = ['planned', 'checked_in'];
const reason = '维保单位已变更，原单位在最后一天 24 时之前没有开始作业，系统自动取消。';

const idsIn = (payload: Record<string, unknown>): string[] =>
  Array.isArray(payload.liftIds) ? payload.liftIds.map(String) : [];

/** When a lift goes to another company, what the former one planned and did not begin is cancelled (CON). */
@Singleton()
export class VisitHandover {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() responsibility: ResponsibilityService;

  @Init()
  listen(): void {
    const handle = (payload: Record<string, unknown>, ctx: Ctx) => this.cancelForeign(idsIn(payload), ctx);
    this.outbox.on('contract.responsibility_changed', handle, { onlyWrites: true });
  }

  private cancelForeign(liftIds: string[], ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      for (const liftId of liftIds) {
        const responsible = await this.responsibility.at(tx.manager, liftId, tx.at);
        // In a dispute both wait for the owner's word: nothing is lost yet.
        if (responsible.state === 'dispute') continue;
        const companyId = responsible.state === 'company' ? responsible.companyId : null;
        const visits = await tx.manager.findBy(Visit, { liftId, state: In(open) });
        const foreign = visits.filter((visit) => visit.companyId !== companyId);
        for (const visit of foreign) if (!(await isBegun(tx.manager, visit))) await this.cancel(tx, visit);
      }
    });
  }

  private async cancel(tx: Transaction, visit: Visit): Promise<void> {
    const cancelled = { state: 'cancelled', cancelReason: reason };
    await tx.manager.update(Visit, { id: visit.id, state: visit.state }, cancelled);
    await tx.audit('visit.cancel', 'visit', visit.id, { reason });
  }
}

const isBegun = async (manager: EntityManager, visit: Visit): Promise<boolean> =>
  (await manager.findBy(Presence, { visitId: visit.id })).some((presence) => presence.startedAt !== null);
