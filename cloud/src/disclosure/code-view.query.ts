import type { AtLift, CodeView } from '@lifttrust/shared-types/disclosure/code-view.contract';
import { type AtLiftKind, inOrder, waitingFor } from '@lifttrust/shared-types/disclosure/code-view.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { ReportState } from '@lifttrust/shared-types/public-report/public-report.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, Not } from 'typeorm';
import { CallOutQuery } from '../call-out/call-out.query';
import { CodeService } from '../code/code.service';
import { covers } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { explainedOf } from '../lift/explained.query';
import { Lift } from '../lift/lift.entity';
import { toCard } from '../lift/lift.shape';
import { namesOf } from '../lift/lift-names.query';
import { PublicReport } from '../public-report/public-report.entity';
import { isUnit, scopeOf } from '../public-report/public-report.scope';
import { MaintenanceRecord } from '../record/record.entity';
import { RescueQuery } from '../rescue/rescue.query';
import { Visit } from '../visit/visit.entity';
import { VisitQuery } from '../visit/visit.query';
import { VisitMember } from '../visit/visit-member.entity';

/** Of each kind: the longest waiting, no more than fit on a phone beside the rest. */
const most = 5;
const soon = 1;

type Read = (manager: EntityManager, lift: Lift, ctx: Ctx) => Promise<AtLift[]>;

/** A lift as those see it who work on it: the same code that the public reads, and what waits for the reader (EQ-04). */
@Singleton()
export class CodeViewQuery {
  @Inject() database: Database;
  @Inject() codeService: CodeService;
  @Inject() rescueQuery: RescueQuery;
  @Inject() callOutQuery: CallOutQuery;
  @Inject() visitQuery: VisitQuery;

  /**
   * @param code what was scanned: our address or bare token, an older sticker, or a rescue number
   * @throws not_found for what is no lift's, and for a lift that is not the reader's: they read as the public does
   */
  async show(code: string, ctx: Ctx): Promise<CodeView> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const found = await this.codeService.findForPublic(manager, code, ctx.at);
    const lift = found && (await manager.findOneBy(Lift, { id: found.liftId }));
    if (!lift || !found) throw AppError.notFound();
    // Whoever was called to free people from a lift sees it while they are in it, and no longer.
    const isTheirs = covers(actor, lift);
    const kinds = waitingFor(actor.role).filter((kind) => isTheirs || kind === 'entrapment');
    const waiting: AtLift[] = [];
    for (const kind of kinds) waiting.push(...(await this.reads[kind](manager, lift, ctx)));
    if (!isTheirs && waiting.length === 0) throw AppError.notFound();
    const today = dayOf(ctx.at);
    const explained = await explainedOf(manager, [lift], today);
    return {
      lift: { ...toCard(lift, await namesOf(manager, [lift])), explained: explained(lift) },
      codeState: found.isCurrent ? 'current' : 'replaced',
      lastInspectionOn: lift.lastInspectionOn,
      nextInspectionOn: lift.nextInspectionOn,
      waiting: inOrder(actor.role, waiting),
      consoleUrl: `${env().publicUrl}/console/#/lifts/${lift.id}`,
      today,
    };
  }

  private readonly reads: Record<AtLiftKind, Read> = {
    entrapment: async (manager, { id: liftId }, ctx) => {
      const { items } = await this.rescueQuery.list({ page: 1, pageSize: 50, open: 'yes', liftId }, ctx);
      const inside = items.filter(({ freedAt }) => freedAt === null);
      const free = items.filter(({ freedAt }) => freedAt !== null);
      const owed = await this.rescueQuery.owedBy(
        manager,
        free.map(({ id }) => id),
        requireActor(ctx),
      );
      const shown = [...inside, ...free.filter(({ id }) => owed.has(id))].slice(0, most);
      return shown.map(({ id, kind: what, state, reportedAt: at }) => ({
        ...{ kind: 'entrapment', id, what, state, at },
      }));
    },
    call_out: async (_manager, lift, ctx) => {
      const show = showFor[requireActor(ctx).role] ?? ('open' as const);
      const range = { page: 1, pageSize: 50, liftId: lift.id };
      const { items } = await this.callOutQuery.list({ ...range, show }, ctx);
      return items
        .filter(({ state }) => show !== 'mine' || (state !== 'finished' && state !== 'confirmed'))
        .slice(0, most)
        .map(({ id, sign, state, reportedAt: at, overdue }) => ({
          ...{ kind: 'call_out', id, sign, state, at, overdue },
        }));
    },
    visit: async (manager, { id: liftId }, ctx) => {
      const { personId, organisationId: companyId } = requireActor(ctx);
      const visits = await manager
        .createQueryBuilder(Visit, 'v')
        .innerJoin(VisitMember, 'm', 'm.visitId = v.id AND m.personId = :personId', { personId })
        .where('v.liftId = :liftId AND v.companyId = :companyId', { liftId, companyId })
        .andWhere("v.state IN ('planned', 'checked_in') AND v.plannedOn <= :until", {
          until: addDays(dayOf(ctx.at), soon),
        })
        .orderBy("CASE WHEN v.state = 'checked_in' THEN 0 ELSE 1 END")
        .addOrderBy('v.plannedOn', 'ASC')
        .limit(most)
        .getMany();
      const cards = await this.visitQuery.cards(manager, visits, personId);
      return cards.map(({ id, class: visitClass, state, plannedOn, nextStep }) => ({
        ...{ kind: 'visit', id, class: visitClass, state, plannedOn, nextStep },
      }));
    },
    record: async (manager, { id: liftId }, ctx) => {
      const { organisationId: ownerId } = requireActor(ctx);
      const rows = await manager.find(MaintenanceRecord, {
        where: { liftId, ownerId, ownerAnswer: 'pending', standing: Not('voided') },
        order: { completedAt: 'ASC' },
        take: most,
      });
      return rows.map((row) => ({ kind: 'record', ...workOf(row) }));
    },
    report: async (manager, { id: liftId }, ctx) => {
      const actor = requireActor(ctx);
      const scope = scopeOf(actor, 'r');
      const states: ReportState[] = isUnit(actor) ? ['routed'] : ['received', 'accepted', 'answered'];
      const rows = await manager
        .createQueryBuilder(PublicReport, 'r')
        .where(scope.sql, scope.parameters)
        .andWhere('r.liftId = :liftId AND r.state IN (:...states)', { liftId, states })
        .orderBy('r.receivedAt', 'ASC')
        .take(most)
        .getMany();
      return rows.map(({ id, kind: what, state, receivedAt: at }) => ({
        ...{ kind: 'report', id, what, state, at },
      }));
    },
    doubt: async (manager, { id: liftId }, ctx) => {
      const actor = requireActor(ctx);
      const rows = await manager.find(MaintenanceRecord, {
        where: { liftId, validity: 'suspect', standing: Not('voided') },
        order: { completedAt: 'ASC' },
        take: most,
      });
      return rows.filter((row) => covers(actor, row)).map((row) => ({ kind: 'doubt', ...workOf(row) }));
    },
    overdue: async (_manager, { id, dueOn, state }, ctx) =>
      dueOn !== null && state === 'in_use' && dueOn < dayOf(ctx.at) ? [{ kind: 'overdue', id, dueOn }] : [],
  };
}

/** Which call-outs wait for whom: a technician's own, what an owner has to confirm, what a district has to look after. */
const showFor: Partial<Record<string, 'mine' | 'to_confirm' | 'overdue'>> = {
  technician: 'mine',
  owner_officer: 'to_confirm',
  owner_admin: 'to_confirm',
  regulator: 'overdue',
  regulator_admin: 'overdue',
  reviewer: 'overdue',
  auditor: 'overdue',
};

const workOf = ({ id, class: worked, completedOn }: MaintenanceRecord) => ({
  ...{ id, class: MaintenanceClass.parse(worked), completedOn },
});
