import {
  AreaKind,
  StaffKind,
  type StaffPerson,
  type StaffTree,
  type StaffUnit as UnitShape,
} from '@lifttrust/shared-types/staff/staff.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { Division } from '../organisation/division.entity';
import { Person } from '../person/person.entity';
import type { LiftAssignment } from './lift-assignment.entity';
import { type AreaLift, areaLift, covers } from './staff.area.service';
import { StaffPool } from './staff.pool';
import { type LiftLine, StaffQuery } from './staff.query';
import type { Roster } from './staff.roster';
import type { StaffArea } from './staff-area.entity';
import type { StaffUnit } from './staff-unit.entity';

/** The tree of one company as a page shows it. */
@Singleton()
export class StaffTreeQuery {
  @Inject() staffQuery: StaffQuery;
  @Inject() staffPool: StaffPool;

  async tree(manager: EntityManager, actor: Actor, day: string): Promise<StaffTree> {
    const { organisationId, organisationName } = actor;
    const roster = await this.staffPool.roster(manager, organisationId, day);
    const lifts = await this.staffQuery.lifts(manager, organisationId);
    const assigned = await this.staffQuery.assignments(manager, organisationId, day);
    const titles = await this.areaTitles(manager, roster.areas, lifts);
    const leaders = await this.leaders(manager, roster);
    const known = lifts.map(areaLift);
    return {
      company: { id: organisationId, name: organisationName },
      day,
      edition: await this.staffQuery.edition(manager, organisationId),
      units: roster.units.map((unit) => toUnit(unit, roster, leaders, titles, known)),
      people: peopleOf(roster, assigned, new Set(lifts.map(({ id }) => id))),
    };
  }

  private async leaders(manager: EntityManager, roster: Roster): Promise<Map<string, string>> {
    const ids = roster.units.flatMap(({ leaderId }) => leaderId ?? []);
    if (ids.length === 0) return new Map();
    const found = await manager.findBy(Person, { id: In(ids) });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  private async areaTitles(
    manager: EntityManager,
    areas: StaffArea[],
    lifts: LiftLine[],
  ): Promise<Map<string, string>> {
    const codes = areas.filter(({ kind }) => kind === 'division').map(({ value }) => value);
    const divisions = codes.length > 0 ? await manager.findBy(Division, { code: In(codes) }) : [];
    return new Map([
      ...divisions.map(({ code, name }) => [code, name] as const),
      ...lifts.map(({ id, place, ownNumber }) => [id, `${place} ${ownNumber}`.trim()] as const),
    ]);
  }
}

function toUnit(
  unit: StaffUnit,
  roster: Roster,
  leaders: Map<string, string>,
  titles: Map<string, string>,
  lifts: AreaLift[],
): UnitShape {
  const { unitId, leaderId } = unit;
  // A leader who has left the company leads nobody any more.
  const leads = leaderId !== null && roster.people.has(leaderId);
  return {
    id: unitId,
    parentId: unit.parentId,
    kind: StaffKind.parse(unit.kind),
    name: unit.name,
    leader: leads ? { id: leaderId, name: leaders.get(leaderId) ?? '' } : null,
    since: unit.fromDay,
    areas: roster.areas
      .filter((area) => area.unitId === unitId)
      .map((area) => ({
        kind: AreaKind.parse(area.kind),
        value: area.value,
        title: titles.get(area.value) ?? area.value,
        lifts: lifts.filter((lift) => covers(area, lift)).length,
      })),
  };
}

function peopleOf(roster: Roster, assigned: LiftAssignment[], lifts: Set<string>): StaffPerson[] {
  const liftsOf = new Map<string, Set<string>>();
  for (const { personId, unitId, liftId } of assigned) {
    if (!lifts.has(liftId)) continue;
    for (const id of personId ? [personId] : unitId ? roster.peopleIn(unitId) : [])
      liftsOf.set(id, (liftsOf.get(id) ?? new Set()).add(liftId));
  }
  const leaders = new Set(roster.units.map(({ leaderId }) => leaderId));
  return [...roster.people.values()].map(({ id, name, reasons, isCertified }) => ({
    id,
    name,
    unitId: roster.unitOf(id),
    isLeader: leaders.has(id),
    reasons,
    isCertified,
    lifts: liftsOf.get(id)?.size ?? 0,
  }));
}
