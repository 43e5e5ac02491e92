import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  CheckState,
  FindingStateField,
  type QualityCheck,
  type QualityFinding,
  type QualityInspector,
  type QualityStanding,
  type qualityApi,
} from '@lifttrust/shared-types/quality/quality.contract';
import { isFindingOverdue } from '@lifttrust/shared-types/quality/quality.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { QualityCheckRow, QualityFindingRow, QualityInspectorRow } from './quality.entity';

const standingDays = 90;
const shownFindings = 100;

/** Quality checks as their company and its district see them, findings also as the technician does. */
@Singleton()
export class QualityQuery {
  @Inject() database: Database;

  async inspectors(ctx: Ctx): Promise<{ items: QualityInspector[] }> {
    const manager = this.database.reader.manager;
    const companyId = requireActor(ctx).organisationId;
    const rows = await manager.find(QualityInspectorRow, {
      where: { companyId, untilOn: IsNull() },
      order: { id: 'ASC' },
    });
    return { items: await this.inspectorViews(manager, rows) };
  }

  async inspectorViews(manager: EntityManager, rows: QualityInspectorRow[]): Promise<QualityInspector[]> {
    const nameOf = await personNames(
      manager,
      rows.map(({ personId }) => personId),
    );
    return rows.map(({ id, personId, fromOn }) => ({
      id,
      fromOn,
      person: { id: personId, name: nameOf(personId) },
    }));
  }

  async list({ page, pageSize, state, companyId }: InputOf<typeof qualityApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const scope = coverClause(actor, 'q');
    const query = manager.createQueryBuilder(QualityCheckRow, 'q').where(scope.sql, scope.parameters);
    if (state) query.andWhere('q.state = :state', { state });
    if (companyId) query.andWhere('q.company_id = :companyId', { companyId });
    const { rows, total } = await pageWithTotal(query.orderBy('q.id', 'DESC'), { page, pageSize });
    return { items: await this.views(manager, rows, actor, dayOf(ctx.at)), ...total, page, pageSize };
  }

  /** @throws not_found for whoever may not see it */
  async show(manager: EntityManager, checkId: string, ctx: Ctx): Promise<QualityCheck> {
    const actor = requireActor(ctx);
    const row = await this.mustSee(manager, checkId, actor);
    const [view] = await this.views(manager, [row], actor, dayOf(ctx.at));
    if (!view) throw AppError.notFound();
    return view;
  }

  async mustSee(manager: EntityManager, checkId: string, actor: Actor): Promise<QualityCheckRow> {
    const row = await manager.findOneBy(QualityCheckRow, { id: checkId });
    if (!row || !covers(actor, row)) throw AppError.notFound();
    return row;
  }

  async mine(ctx: Ctx): Promise<{ items: QualityFinding[] }> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const rows = await manager.find(QualityFindingRow, {
      where: { technicianId: actor.personId, companyId: actor.organisationId },
      order: { dueOn: 'ASC', id: 'ASC' },
      take: shownFindings,
    });
    const rank = ({ state }: QualityFinding) => ['open', 'answered', 'closed'].indexOf(state);
    const items = await this.findingViews(manager, rows, actor, dayOf(ctx.at));
    return { items: items.sort((a, b) => rank(a) - rank(b)) };
  }

  async finding(manager: EntityManager, row: QualityFindingRow, ctx: Ctx): Promise<QualityFinding> {
    const [view] = await this.findingViews(manager, [row], requireActor(ctx), dayOf(ctx.at));
    if (!view) throw AppError.notFound();
    return view;
  }

  /** By company, from its checks and findings; companies without any check stand there with nought. */
  async standing(ctx: Ctx): Promise<{ items: QualityStanding[] }> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const [today, lifts, checks] = [dayOf(ctx.at), coverClause(actor, 'lift'), coverClause(actor, 'q')];
    const from = addDays(today, -standingDays);
    const maintained: { companyId: string; lifts: number | string }[] = await manager
      .createQueryBuilder(Lift, 'lift')
      .select('lift.companyId', 'companyId')
      .addSelect('COUNT(*)', 'lifts')
      .where(lifts.sql, lifts.parameters)
      .andWhere("lift.company_id IS NOT NULL AND lift.state = 'in_use'")
      .groupBy('lift.companyId')
      .getRawMany();
    const done = await manager
      .createQueryBuilder(QualityCheckRow, 'q')
      .where(checks.sql, checks.parameters)
      .andWhere("q.state = 'done' AND q.checked_on >= :from", { from })
      .getMany();
    const findings = await manager
      .createQueryBuilder(QualityFindingRow, 'f')
      .where(`f.check_id IN (SELECT q.id FROM quality_check q WHERE ${checks.sql})`, checks.parameters)
      .andWhere("f.state <> 'closed'")
      .getMany();
    const ids = [...new Set([...maintained, ...done, ...findings].map(({ companyId }) => companyId))];
    const names = await organisationNames(manager, ids);
    const items = ids.map((companyId) => {
      const own = done.filter((one) => one.companyId === companyId);
      const open = findings.filter((one) => one.companyId === companyId);
      return {
        company: { id: companyId, name: names.get(companyId) ?? '' },
        ...{ from, to: today, checks: own.length, open: open.length },
        liftsChecked: new Set(own.map(({ liftId }) => liftId)).size,
        lifts: Number(maintained.find((one) => one.companyId === companyId)?.lifts ?? 0),
        overdue: open.filter(({ dueOn }) => dueOn < today).length,
        lastOn:
          own
            .map(({ checkedOn }) => checkedOn ?? '')
            .sort()
            .at(-1) ?? null,
      };
    });
    return { items: items.sort((a, b) => a.checks - b.checks || b.overdue - a.overdue) };
  }

  private async views(
    manager: EntityManager,
    rows: QualityCheckRow[],
    actor: Actor,
    today: string,
  ): Promise<QualityCheck[]> {
    const found =
      rows.length === 0
        ? []
        : await manager.findBy(QualityFindingRow, { checkId: In(rows.map(({ id }) => id)) });
    const findings = await this.findingViews(manager, found, actor, today);
    const lifts = await manager.findBy(Lift, { id: In(rows.map(({ liftId }) => liftId)) });
    const names = await organisationNames(
      manager,
      rows.map(({ companyId }) => companyId),
    );
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ inspectorId, technicians }) => [inspectorId, ...technicians]),
    );
    const person = (id: string) => ({ id, name: nameOf(id) });
    return rows.map((row) => {
      const lift = lifts.find(({ id }) => id === row.liftId);
      const isOpen = row.state === 'planned' && actor.role === 'company_admin';
      const { id, recordId, plannedOn, checkedOn, note, items, entryHash } = row;
      return {
        ...{ id, recordId, plannedOn, checkedOn, note, items, entryHash },
        company: { id: row.companyId, name: names.get(row.companyId) ?? '' },
        lift: { id: row.liftId, name: `${lift?.place ?? ''} ${lift?.ownNumber ?? ''}`.trim() },
        inspector: person(row.inspectorId),
        technicians: row.technicians.map(person),
        state: CheckState.parse(row.state),
        findings: findings.filter(({ checkId }) => checkId === id),
        may: { record: isOpen, cancel: isOpen },
      };
    });
  }

  private async findingViews(
    manager: EntityManager,
    rows: QualityFindingRow[],
    actor: Actor,
    today: string,
  ): Promise<QualityFinding[]> {
    const lifts = await manager.findBy(Lift, { id: In(rows.map(({ liftId }) => liftId)) });
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ technicianId, decidedBy }) => [technicianId, decidedBy]),
    );
    return rows.map((row) => {
      const lift = lifts.find(({ id }) => id === row.liftId);
      const state = FindingStateField.parse(row.state);
      const { id, checkId, item, found, dueOn, answer, answeredAt, verdict, decidedAt } = row;
      const isAdmin = actor.role === 'company_admin' && actor.personId !== row.technicianId;
      return {
        ...{ id, checkId, item, found, dueOn, answer, answeredAt, verdict, decidedAt, state },
        place: `${lift?.place ?? ''} ${lift?.ownNumber ?? ''}`.trim(),
        technician: { id: row.technicianId, name: nameOf(row.technicianId) },
        overdue: isFindingOverdue(state, dueOn, today),
        decidedBy: nameOf(row.decidedBy),
        may: {
          answer: state === 'open' && actor.personId === row.technicianId && actor.role === 'technician',
          decide: state === 'answered' && isAdmin,
        },
      };
    });
  }
}
