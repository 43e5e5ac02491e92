import type {
  DutyRoster,
  DutyShift,
  DutyTest,
  DutyWeek,
  dutyApi,
} from '@lifttrust/shared-types/duty/duty.contract';
import { gapsIn, mondayOf } from '@lifttrust/shared-types/duty/duty.rules';
import { isFailed } from '@lifttrust/shared-types/duty/duty.test-call.rules';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, LessThan, MoreThan } from 'typeorm';
import { CityService } from '../city/city.service';
import { areaClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { formerAreas } from '../kernel/area-history';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { marks } from '../kernel/marks';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { DutyRosterRow, DutyShiftRow, DutyTestCallRow } from './duty.entity';
import { UnitsWithoutRoster } from './duty.without.query';

const dayMs = 86_400_000;
const watchedDays = 7;
const unitAdmins = ['company_admin', 'owner_admin', 'unit_admin'];
const phoneReaders = [...unitAdmins, 'regulator', 'regulator_admin', 'hotline_operator'];

/** Who may be on duty for a unit. */
export interface UnitPerson {
  id: string;
  name: string;
  /** Last day of their certificate T; null: none in force. */
  certifiedUntil: string | null;
}

/** Rosters as their units and the areas around them see them. */
@Singleton()
export class DutyQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() withoutRoster: UnitsWithoutRoster;

  async list({ page, pageSize, organisationId }: InputOf<typeof dutyApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const scope = scopeOf(actor);
    const query = manager
      .createQueryBuilder(DutyRosterRow, 'r')
      .where(`r.ended_at IS NULL AND ${scope.sql}`, scope.parameters);
    if (organisationId) query.andWhere('r.organisation_id = :organisationId', { organisationId });
    const [rows, total] = await query
      .orderBy('r.id', 'ASC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    const unitsWithout = actsByArea(actor.role) ? await this.withoutRoster.count(actor.divisionCode) : null;
    return { items: await this.views(manager, rows, ctx), total, page, pageSize, unitsWithout };
  }

  /** @param from any day of the week; absent: this week */
  async week({ rosterId, from }: InputOf<typeof dutyApi.week>, ctx: Ctx): Promise<DutyWeek> {
    const { manager } = this.database.reader;
    const row = await this.mustSee(manager, rosterId, requireActor(ctx));
    const monday = mondayOf(from === undefined ? ctx.at : startOfDay(from));
    const [begins, ends] = [startOfDay(monday), startOfDay(addDays(monday, 7))];
    const shifts = await this.shiftsOf(manager, [row.id], begins, ends);
    const people = await this.peopleOf(manager, row.organisationId, dayOf(ctx.at));
    return {
      roster: await this.view(manager, row, ctx),
      from: monday,
      shifts: await this.shiftViews(manager, shifts),
      gaps: gapsIn(shifts, begins, ends),
      tests: await this.tests(manager, row.id, ctx.at),
      people: people.map(({ id, name, certifiedUntil }) => ({
        ...{ id, name, isQualified: !row.needsCertificate || certifiedUntil !== null },
      })),
    };
  }

  /** What still lies before the actor, in all their units. */
  async mine(ctx: Ctx): Promise<{ items: DutyShift[] }> {
    const { personId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const shifts = await manager.find(DutyShiftRow, {
      where: { personId, cancelledAt: IsNull(), endsAt: MoreThan(ctx.at) },
      order: { startsAt: 'ASC' },
      take: 100,
    });
    return { items: await this.shiftViews(manager, shifts) };
  }

  /** @throws not_found for rosters that have ended, of other units and other areas */
  async mustSee(manager: EntityManager, rosterId: string, actor: Actor): Promise<DutyRosterRow> {
    const { sql, parameters } = scopeOf(actor);
    const row = await manager
      .createQueryBuilder(DutyRosterRow, 'r')
      .where(`r.id = :rosterId AND r.ended_at IS NULL AND ${sql}`, { rosterId, ...parameters })
      .getOne();
    if (!row) throw AppError.notFound();
    return row;
  }

  /** Shifts in force that touch the time between two instants (epoch ms), earliest first. */
  shiftsOf(
    manager: EntityManager,
    rosterIds: readonly string[],
    from: number,
    until: number,
  ): Promise<DutyShiftRow[]> {
    if (rosterIds.length === 0) return Promise.resolve([]);
    return manager.find(DutyShiftRow, {
      where: {
        ...{ rosterId: In([...rosterIds]), cancelledAt: IsNull() },
        ...{ endsAt: MoreThan(from), startsAt: LessThan(until) },
      },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
  }

  /** People who work for a unit on a day (`YYYY-MM-DD`). */
  async peopleOf(manager: EntityManager, organisationId: string, day: string): Promise<UnitPerson[]> {
    return manager.query(
      `SELECT p.id AS id, p.name AS name, MAX(c.valid_until) AS certifiedUntil
         FROM assignment a JOIN person p ON p.id = a.person_id
         LEFT JOIN certificate c ON c.person_id = p.id AND c.item = 'T' AND c.ended_on IS NULL AND c.valid_until >= ?
        WHERE a.organisation_id = ? AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)
          AND a.ended_at IS NULL
        GROUP BY p.id, p.name ORDER BY p.name, p.id`,
      [day, organisationId, day, day],
    );
  }

  /** Sealed telephone numbers of people, by person. */
  async sealedPhones(manager: EntityManager, personIds: readonly string[]): Promise<Map<string, string>> {
    if (personIds.length === 0) return new Map();
    const rows: { id: string; sealed: string | null }[] = await manager.query(
      `SELECT id, phone_sealed AS sealed FROM person WHERE id IN (${marks(personIds)})`,
      [...personIds],
    );
    return new Map(rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [[id, sealed] as const])));
  }

  async view(manager: EntityManager, row: DutyRosterRow, ctx: Ctx): Promise<DutyRoster> {
    const [view] = await this.views(manager, [row], ctx);
    if (!view) throw AppError.notFound();
    return view;
  }

  private async views(manager: EntityManager, rows: DutyRosterRow[], ctx: Ctx): Promise<DutyRoster[]> {
    const actor = requireActor(ctx);
    const ids = rows.map(({ id }) => id);
    const until = ctx.at + watchedDays * dayMs;
    const shifts = await this.shiftsOf(manager, ids, ctx.at, until);
    const units = await organisationNames(
      manager,
      rows.map(({ organisationId }) => organisationId),
    );
    const lifts = await this.liftNames(
      manager,
      rows.flatMap(({ liftIds }) => liftIds),
    );
    const now = shifts.filter(({ startsAt }) => startsAt <= ctx.at);
    const nameOf = await personNames(
      manager,
      now.map(({ personId }) => personId),
    );
    return rows.map((row) => {
      const own = shifts.filter(({ rosterId }) => rosterId === row.id);
      const isOwn = row.organisationId === actor.organisationId && unitAdmins.includes(actor.role);
      return {
        ...{ id: row.id, name: row.name, areas: row.areas, needsCertificate: row.needsCertificate },
        organisation: { id: row.organisationId, name: units.get(row.organisationId) ?? '' },
        lifts: row.liftIds.map((id) => ({ id, name: lifts.get(id) ?? '' })),
        phone: row.phoneSealed ? maskPhone(this.cipher.decrypt(row.phoneSealed)) : '',
        onDuty: now
          .filter(({ rosterId }) => rosterId === row.id)
          .map(({ personId }) => ({ id: personId, name: nameOf(personId) })),
        gaps: gapsIn(own, ctx.at, until),
        may: { change: isOwn, readPhone: phoneReaders.includes(actor.role) },
      };
    });
  }

  async shiftViews(manager: EntityManager, shifts: DutyShiftRow[]): Promise<DutyShift[]> {
    const rosters = await manager.findBy(DutyRosterRow, {
      id: In([...new Set(shifts.map(({ rosterId }) => rosterId))]),
    });
    const nameOf = await personNames(
      manager,
      shifts.flatMap(({ personId, standsInFor }) => [personId, standsInFor]),
    );
    const rosterName = (id: string) => rosters.find((one) => one.id === id)?.name ?? '';
    return shifts.map(({ id, rosterId, personId, startsAt, endsAt, standsInFor }) => ({
      ...{ id, startsAt, endsAt },
      roster: { id: rosterId, name: rosterName(rosterId) },
      person: { id: personId, name: nameOf(personId) },
      standsInFor: standsInFor === null ? null : { id: standsInFor, name: nameOf(standsInFor) },
    }));
  }

  private async tests(manager: EntityManager, rosterId: string, at: number): Promise<DutyTest[]> {
    const { answerMinutes } = this.cityService.parameters.duty;
    const calls = await manager.find(DutyTestCallRow, {
      where: { rosterId },
      order: { dueAt: 'DESC', id: 'DESC' },
      take: 12,
    });
    const nameOf = await personNames(
      manager,
      calls.map(({ answeredBy }) => answeredBy),
    );
    const standing = (call: DutyTestCallRow): DutyTest['state'] => {
      if (call.state === 'answered') return 'answered';
      if (isFailed(call, answerMinutes, at)) return 'failed';
      return call.state === 'placed' ? 'waiting' : 'calling';
    };
    return calls.map((call) => ({
      ...{ month: call.month, attempt: call.attempt, at: call.placedAt ?? call.dueAt },
      ...{ state: standing(call), answeredBy: nameOf(call.answeredBy) },
    }));
  }

  private async liftNames(manager: EntityManager, liftIds: readonly string[]): Promise<Map<string, string>> {
    const ids = [...new Set(liftIds)];
    if (ids.length === 0) return new Map();
    const lifts = await manager.find(Lift, {
      where: { id: In(ids) },
      select: { id: true, place: true, ownNumber: true },
    });
    return new Map(lifts.map(({ id, place, ownNumber }) => [id, `${place} ${ownNumber}`.trim()]));
  }
}

const scopeOf = (actor: Actor) =>
  actsByArea(actor.role)
    ? areaClause(actor.divisionCode, 'r', [actor.divisionCode, ...formerAreas(actor.divisionCode)])
    : { sql: 'r.organisation_id = :own', parameters: { own: actor.organisationId } };
