import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type OpenSession,
  Role as RoleShape,
  type sessionApi,
} from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { SessionOpener } from './session.opener';
import { type OpenRow, openSession, openSessions, type Reach } from './session.query';

const allOfOne = { page: 1, pageSize: 100 };

/** Who is signed in where, and ending it: one's own, the unit's, the district's. */
@Singleton()
export class SessionOverview {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() opener: SessionOpener;

  async mine(ctx: Ctx): Promise<{ items: OpenSession[] }> {
    const actor = requireActor(ctx);
    const found = await openSessions(
      this.database.reader.manager,
      { personId: actor.personId },
      { at: ctx.at, ...allOfOne },
    );
    return { items: found.rows.map((row) => toOpen(row, actor)) };
  }

  async endMine({ sessionId }: { sessionId: string }, ctx: Ctx): Promise<void> {
    await this.endWithin({ personId: requireActor(ctx).personId }, sessionId, 'ended_by_self', ctx);
  }

  async list(input: InputOf<typeof sessionApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { page, pageSize, search } = input;
    const { rows, total } = await openSessions(this.database.reader.manager, reachOf(actor), {
      at: ctx.at,
      search,
      page,
      pageSize,
    });
    return { items: rows.map((row) => toOpen(row, actor)), total, page, pageSize };
  }

  async endOther({ sessionId, reason }: { sessionId: string; reason: string }, ctx: Ctx): Promise<void> {
    await this.endWithin(reachOf(requireActor(ctx)), sessionId, 'ended_by_admin', ctx, reason);
  }

  private async endWithin(
    reach: Reach,
    sessionId: string,
    why: string,
    ctx: Ctx,
    reason = '',
  ): Promise<void> {
    await this.work.run(ctx, async (tx) => {
      const found = await openSession(tx.manager, reach, sessionId, ctx.at);
      if (!found || !(await this.opener.end(tx, sessionId, why))) throw AppError.notFound();
      if (reason) await tx.audit('session.ended_by_admin', 'person', found.personId, { sessionId, reason });
    });
  }
}

/** The district's admin reaches its area, a unit's admin the unit. */
export const reachOf = (actor: Actor): Reach =>
  actor.role === 'regulator_admin'
    ? { division: actor.divisionCode || 'none' }
    : { organisationId: actor.organisationId };

const toOpen = (row: OpenRow, actor: Actor): OpenSession => ({
  id: row.sessionId,
  person: { id: row.personId, name: row.personName },
  role: RoleShape.parse(row.role),
  organisation: { id: row.organisationId, name: row.organisationName },
  channel: row.channel,
  device: row.deviceText,
  isDesk: Number(row.isDesk ?? 0) === 1,
  startedAt: Number(row.createdAt),
  renewedAt: Number(row.renewedAt ?? row.createdAt),
  isThis: row.sessionId === actor.sessionId,
});
