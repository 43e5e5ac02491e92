import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type Assigned,
  type LiftStaff,
  StaffPurpose,
  type staffApi,
} from '@lifttrust/shared-types/staff/staff.contract';
import { missingPeople } from '@lifttrust/shared-types/staff/staff.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Lift } from '../lift/lift.entity';
import { toCard } from '../lift/lift.shape';
import { namesOf } from '../lift/lift-names.query';
import { LiftAssignment } from './lift-assignment.entity';
import { areaLift, areaOf } from './staff.area.service';
import { StaffPool } from './staff.pool';
import { byLift, type LiftLine, StaffQuery, validOn } from './staff.query';
import type { Roster, RosterPerson } from './staff.roster';

type ListInput = InputOf<typeof staffApi.lifts>;
interface Line {
  lift: LiftLine;
  assigned: LiftAssignment[];
  missing: number;
}

const squeezed = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

function matches({ lift, assigned }: Line, { q, personId, unitId }: ListInput, roster: Roster): boolean {
  if (unitId && !assigned.some((row) => row.unitId === unitId)) return false;
  const isTheirs = (row: LiftAssignment) =>
    row.personId === personId ||
    (row.unitId !== null && personId !== undefined && roster.peopleIn(row.unitId).includes(personId));
  if (personId && !assigned.some(isTheirs)) return false;
  if (!q) return true;
  const { place, address, ownNumber, rescueCode, equipmentCode, registrationCode } = lift;
  const text = [place, ownNumber, address, rescueCode, equipmentCode, registrationCode].join('\n');
  return squeezed(text).includes(squeezed(q));
}

/** Lists of lifts with the people who answer for them. */
@Singleton()
export class LiftStaffQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() staffQuery: StaffQuery;
  @Inject() staffPool: StaffPool;

  private get minimum(): number {
    return this.cityService.parameters.technicians.minimum;
  }

  /** The company's lifts: those that lack most people first, then by due day. */
  async list(input: ListInput, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const day = dayOf(ctx.at);
    const roster = await this.staffPool.roster(manager, organisationId, day);
    const lines = await this.lines(manager, roster);
    const lacking = lines.filter(({ missing }) => missing > 0).length;
    const found = lines
      .filter((line) => !input.lacking || line.missing > 0 === (input.lacking === 'yes'))
      .filter((line) => matches(line, input, roster))
      .sort(byNeed);
    const { page, pageSize } = input;
    const shown = found.slice((page - 1) * pageSize, page * pageSize);
    return {
      items: await this.shapes(manager, shown, roster),
      ...{ total: found.length, page, pageSize, lacking, minimum: this.minimum },
    };
  }

  /** One lift of whoever may see it, with its own company's people. */
  async of(manager: EntityManager, lift: Lift, day: string, known?: Roster): Promise<LiftStaff> {
    const roster = known ?? (await this.staffPool.roster(manager, lift.companyId ?? '', day));
    const assigned = await this.staffQuery.assignments(manager, roster.organisationId, day, {
      liftId: lift.id,
    });
    const [shape] = await this.shapes(manager, [this.line(lift, assigned, roster)], roster, [lift]);
    if (!shape) throw new Error('a lift has lost its line');
    return shape;
  }

  /** Who may do a lift's maintenance on the roster's day, by lift. */
  async maintainers(
    manager: EntityManager,
    roster: Roster,
    lifts: { id: string }[],
  ): Promise<Map<string, RosterPerson[]>> {
    const liftId = In(lifts.map(({ id }) => id));
    const { organisationId, day } = roster;
    const rows = await manager.find(LiftAssignment, {
      where: validOn<LiftAssignment>({ organisationId, liftId, purpose: 'maintenance' }, day),
    });
    const ofLift = byLift(rows);
    return new Map(lifts.map(({ id }) => [id, roster.able(ofLift.get(id) ?? [])]));
  }

  private async lines(manager: EntityManager, roster: Roster): Promise<Line[]> {
    const { organisationId, day } = roster;
    const lifts = await this.staffQuery.lifts(manager, organisationId);
    const rows = await this.staffQuery.assignments(manager, organisationId, day);
    const ofLift = byLift(rows);
    return lifts.map((lift) => this.line(lift, ofLift.get(lift.id) ?? [], roster));
  }

  private line(lift: LiftLine, assigned: LiftAssignment[], roster: Roster): Line {
    const people = roster.able(assigned.filter(({ purpose }) => purpose === 'maintenance'));
    return { lift, assigned, missing: missingPeople(people, this.minimum) };
  }

  private async shapes(
    manager: EntityManager,
    lines: Line[],
    roster: Roster,
    given?: Lift[],
  ): Promise<LiftStaff[]> {
    const lifts = given ?? (await manager.findBy(Lift, { id: In(lines.map(({ lift }) => lift.id)) }));
    const byId = new Map(lifts.map((lift) => [lift.id, lift]));
    const names = await namesOf(manager, lifts);
    return lines.flatMap(({ lift: { id }, assigned, missing }) => {
      const lift = byId.get(id);
      if (!lift) return [];
      const maintenance = assigned.filter(({ purpose }) => purpose === 'maintenance');
      const area = maintenance.length === 0 ? areaOf(roster.areas, areaLift(lift)) : null;
      return [
        {
          lift: toCard(lift, names),
          assigned: assigned.map((row) => toAssigned(row, roster)),
          maintainers: roster.able(maintenance).map((person) => ({ id: person.id, name: person.name })),
          missing,
          suggested: area && { id: area.unitId, name: roster.unit(area.unitId)?.name ?? '' },
        },
      ];
    });
  }
}

function byNeed(a: Line, b: Line): number {
  const due = (line: Line) => line.lift.dueOn ?? '9999';
  return b.missing - a.missing || due(a).localeCompare(due(b)) || (a.lift.id < b.lift.id ? -1 : 1);
}

function toAssigned({ id, purpose, personId, unitId, fromDay }: LiftAssignment, roster: Roster): Assigned {
  return {
    assignmentId: id,
    purpose: StaffPurpose.parse(purpose),
    person: personId ? { id: personId, name: roster.people.get(personId)?.name ?? '（已离职）' } : null,
    unit: unitId ? { id: unitId, name: roster.unit(unitId)?.name ?? '（已撤销）' } : null,
    fromDay,
  };
}
