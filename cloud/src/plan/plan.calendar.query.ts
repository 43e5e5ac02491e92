import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { NamedRef } from '@lifttrust/shared-types/kernel/fields';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { CalendarVisit, PlanCalendar, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { rolledDue } from '@lifttrust/shared-types/plan/plan.move.rules';
import { planState } from '@lifttrust/shared-types/plan/plan.warning.rules';
import { MaintenanceClass, VisitState } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { marks } from '../kernel/marks';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { Visit } from '../visit/visit.entity';
import { PlanFacts } from './plan.facts';
import { PlanLiftQuery } from './plan.lift.query';
import type { PlanTeams } from './plan.teams';
import { daysOfMonth, planDay } from './plan.words';

/** More is not read by anybody on one page; a company of 2 000 lifts has as many. */
const most = { visits: 5000, missing: 500 };
/** A visit is rarely made further from its planned day. */
const driftDays = 60;

interface Row {
  id: string;
  liftId: string;
  place: string;
  ownNumber: string;
  liftState: string;
  companyId: string;
  class: string;
  state: string;
  plannedOn: string;
  dueOn: string | null;
  leadId: string;
  completedOn: string | null;
}

type Input = InputOf<typeof planApi.calendar>;

/** A month of visits as far as the reader may see them; how each stands is computed when it is asked for. */
@Singleton()
export class PlanCalendarQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() planFacts: PlanFacts;
  @Inject() planLiftQuery: PlanLiftQuery;

  async month(input: Input, ctx: Ctx): Promise<PlanCalendar> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const calendar = calendarOf(this.cityService.parameters.calendar);
    const { days, published } = daysOfMonth(input.month, calendar);
    const rows = await this.rows(manager, actor, input, days);
    const isCompany = actor.role === 'company_admin';
    const teams = isCompany
      ? (await this.planFacts.teams(manager, actor.organisationId, [], today)).teams
      : null;
    const visits = await this.visits(manager, teams, rows.slice(0, most.visits), today);
    const last = days.at(-1) ?? today;
    const missing = last < today ? [] : await this.missing(manager, actor, input, last, today);
    return {
      month: input.month,
      today,
      days: days.map((day) => {
        const own = visits.filter((visit) => visit.day === day);
        const count = (is: (visit: CalendarVisit) => boolean) => own.filter(is).length;
        const minutes = own.reduce((sum, visit) => sum + visit.minutes, 0);
        return {
          ...planDay(day, minutes, calendar),
          planned: count(({ standing }) => standing !== 'done'),
          done: count(({ standing }) => standing === 'done'),
          overdue: count(({ standing }) => standing === 'overdue'),
        };
      }),
      visits,
      teams: teams?.shown ?? [],
      missing: missing.slice(0, most.missing),
      isMore: rows.length > most.visits || missing.length > most.missing,
      calendarPublished: published,
    };
  }

  private rows(manager: EntityManager, actor: Actor, input: Input, days: string[]): Promise<Row[]> {
    const [first = '', last = ''] = [days[0], days.at(-1)];
    const scope = coverClause(actor, 'v');
    const query = manager
      .createQueryBuilder(Visit, 'v')
      .innerJoin(Lift, 'l', 'l.id = v.liftId')
      .leftJoin(MaintenanceRecord, 'r', 'r.id = v.recordId')
      .select('v.id', 'id')
      .addSelect('v.liftId', 'liftId')
      .addSelect('l.place', 'place')
      .addSelect('l.ownNumber', 'ownNumber')
      .addSelect('l.state', 'liftState')
      .addSelect('v.companyId', 'companyId')
      .addSelect('v.class', 'class')
      .addSelect('v.state', 'state')
      .addSelect('v.plannedOn', 'plannedOn')
      .addSelect('v.dueOn', 'dueOn')
      .addSelect('v.leadId', 'leadId')
      .addSelect('r.completedOn', 'completedOn')
      .where(scope.sql, scope.parameters)
      .andWhere('v.plannedOn BETWEEN :from AND :until', {
        from: addDays(first, -driftDays),
        until: addDays(last, driftDays),
      })
      .andWhere("v.state <> 'cancelled'")
      .andWhere('COALESCE(r.completedOn, v.plannedOn) BETWEEN :first AND :last', { first, last });
    if (input.companyId) query.andWhere('v.companyId = :companyId', { companyId: input.companyId });
    if (actor.role === 'technician')
      query.andWhere('v.id IN (SELECT visit_id FROM visit_member WHERE person_id = :self)', {
        self: actor.personId,
      });
    return query
      .orderBy('v.plannedOn')
      .addOrderBy('v.id')
      .limit(most.visits + 1)
      .getRawMany();
  }

  private async visits(
    manager: EntityManager,
    teams: PlanTeams | null,
    rows: readonly Row[],
    today: string,
  ): Promise<CalendarVisit[]> {
    const due = await this.dueOf(manager, rows, today);
    const people = await this.peopleOf(manager, rows);
    const companies = await organisationNames(
      manager,
      rows.map(({ companyId }) => companyId),
    );
    const { minutesOnSite } = this.cityService.parameters.plan;
    return rows.map((row) => {
      const done = row.state === 'submitted';
      const dueOn = (done ? row.dueOn : due.get(row.id)) ?? row.dueOn;
      const { plannedOn } = row;
      const maintenanceClass = MaintenanceClass.parse(row.class);
      return {
        visitId: row.id,
        liftId: row.liftId,
        place: row.place,
        ownNumber: row.ownNumber,
        class: maintenanceClass,
        state: VisitState.parse(row.state),
        day: row.completedOn ?? plannedOn,
        plannedOn,
        dueOn,
        standing: planState({ plannedOn, dueOn, done, suspended: row.liftState !== 'in_use' }, today),
        companyName: companies.get(row.companyId) ?? '',
        teamId: teams?.teamOfPerson(row.leadId) ?? null,
        people: people.get(row.id) ?? [],
        minutes: minutesOnSite[maintenanceClass],
      };
    });
  }

  /** Rolled from the register and the visits planned before, not from what was written down when it was planned. */
  private async dueOf(manager: EntityManager, rows: readonly Row[], today: string) {
    const ids = [...new Set(rows.flatMap(({ liftId, state }) => (state === 'submitted' ? [] : liftId)))];
    const found = new Map<string, string | null>();
    if (ids.length === 0) return found;
    const lifts = await this.planLiftQuery.lifts(manager, { ids });
    const clocks = await this.planLiftQuery.clocks(manager, { ids }, lifts, today);
    const open = await this.planLiftQuery.open(manager, { ids });
    const { intervalDays } = this.cityService.parameters;
    for (const [liftId, due] of clocks)
      for (const [id, day] of rolledDue(due, open.get(liftId) ?? [], intervalDays, today)) found.set(id, day);
    return found;
  }

  private async peopleOf(manager: EntityManager, rows: readonly Row[]): Promise<Map<string, NamedRef[]>> {
    const found = new Map<string, NamedRef[]>();
    if (rows.length === 0) return found;
    const members: { visitId: string; id: string; name: string }[] = await manager.query(
      `SELECT m.visit_id AS visitId, p.id AS id, p.name AS name
       FROM visit_member m JOIN person p ON p.id = m.person_id
       WHERE m.visit_id IN (${marks(rows)})
       ORDER BY CASE WHEN m.role = 'lead' THEN 0 ELSE 1 END, p.id`,
      rows.map(({ id }) => id),
    );
    for (const { visitId, id, name } of members)
      found.set(visitId, [...(found.get(visitId) ?? []), { id, name }]);
    return found;
  }

  /** Lifts in use that fall due until a day, or have before, and that nobody is going to. */
  private async missing(
    manager: EntityManager,
    actor: Actor,
    input: Input,
    until: string,
    today: string,
  ): Promise<PlanCalendar['missing']> {
    if (actor.role === 'technician') return [];
    const scope = coverClause(actor, 'l');
    const query = manager
      .createQueryBuilder(Lift, 'l')
      .where(scope.sql, scope.parameters)
      .andWhere("l.state = 'in_use' AND l.dueOn <= :until", { until })
      .andWhere(
        "NOT EXISTS (SELECT 1 FROM visit v WHERE v.lift_id = l.id AND v.state IN ('planned', 'checked_in'))",
      );
    if (input.companyId) query.andWhere('l.companyId = :companyId', { companyId: input.companyId });
    const lifts = await query
      .orderBy('l.dueOn')
      .addOrderBy('l.id')
      .limit(most.missing + 1)
      .getMany();
    const companies = await organisationNames(
      manager,
      lifts.map(({ companyId }) => companyId),
    );
    return lifts.flatMap(({ id, place, ownNumber, dueOn, companyId }) =>
      dueOn === null
        ? []
        : [
            {
              ...{ liftId: id, place, ownNumber, dueOn, companyName: companies.get(companyId ?? '') ?? '' },
              standing: planState({ plannedOn: null, dueOn, done: false, suspended: false }, today),
            },
          ],
    );
  }
}
