import { endOfDay } from '@lifttrust/shared-types/kernel/time';
import { Singleton } from '@midwayjs/core';
import { type EntityManager, type FindOptionsWhere, IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { LiftAssignment } from './lift-assignment.entity';
import { StaffArea } from './staff-area.entity';
import { StaffMember } from './staff-member.entity';
import { StaffTree } from './staff-tree.entity';
import { StaffUnit } from './staff-unit.entity';

interface Dated {
  fromDay: string;
  untilDay: string | null;
}

/** Rows of a history that hold on a day, the first and last day included. */
export const validOn = <E extends Dated>(where: object, day: string): FindOptionsWhere<E>[] => {
  const begun = { ...where, fromDay: LessThanOrEqual(day) };
  // The columns are those of `Dated`; the compiler cannot see that through the spread.
  return [
    { ...begun, untilDay: IsNull() },
    { ...begun, untilDay: MoreThanOrEqual(day) },
  ] as FindOptionsWhere<E>[];
};

/** Assignments of each lift. */
export function byLift(rows: LiftAssignment[]): Map<string, LiftAssignment[]> {
  const found = new Map<string, LiftAssignment[]>();
  for (const row of rows) {
    const known = found.get(row.liftId);
    if (known) known.push(row);
    else found.set(row.liftId, [row]);
  }
  return found;
}

/** What is compared when lifts are sought, ordered and matched with areas. */
export interface LiftLine {
  id: string;
  place: string;
  address: string;
  ownNumber: string;
  rescueCode: string;
  equipmentCode: string;
  registrationCode: string;
  divisionCode: string;
  dueOn: string | null;
}

/** Reads of a company's levels and assignments; joins what other modules keep, writes nothing. */
@Singleton()
export class StaffQuery {
  units(manager: EntityManager, organisationId: string, day: string): Promise<StaffUnit[]> {
    const where = validOn<StaffUnit>({ organisationId }, day);
    return manager.find(StaffUnit, { where, order: { name: 'ASC', unitId: 'ASC' } });
  }

  members(manager: EntityManager, organisationId: string, day: string): Promise<StaffMember[]> {
    return manager.find(StaffMember, { where: validOn<StaffMember>({ organisationId }, day) });
  }

  areas(manager: EntityManager, organisationId: string, day: string): Promise<StaffArea[]> {
    return manager.find(StaffArea, { where: validOn<StaffArea>({ organisationId }, day) });
  }

  /** `narrower`: e.g. one lift, one purpose. */
  assignments(
    manager: EntityManager,
    organisationId: string,
    day: string,
    narrower: FindOptionsWhere<LiftAssignment> = {},
  ): Promise<LiftAssignment[]> {
    const where = validOn<LiftAssignment>({ ...narrower, organisationId }, day);
    return manager.find(LiftAssignment, { where, order: { id: 'ASC' } });
  }

  async edition(manager: EntityManager, organisationId: string): Promise<number> {
    return (await manager.findOneBy(StaffTree, { organisationId }))?.edition ?? 0;
  }

  /** The company's lifts, each as one short line: some thousands at most. */
  async lifts(manager: EntityManager, companyId: string): Promise<LiftLine[]> {
    return manager.query(
      `SELECT id, place, address, own_number AS ownNumber, rescue_code AS rescueCode,
              equipment_code AS equipmentCode, registration_code AS registrationCode,
              division_code AS divisionCode, due_on AS dueOn
       FROM lift WHERE company_id = ? AND state NOT IN ('deregistered', 'scrapped')`,
      [companyId],
    );
  }

  /** Everybody who holds a role in the company on the day; a person with two roles comes twice. */
  async people(
    manager: EntityManager,
    organisationId: string,
    day: string,
  ): Promise<{ id: string; name: string; role: string }[]> {
    return manager.query(
      `SELECT p.id AS id, p.name AS name, a.role AS role
       FROM assignment a JOIN person p ON p.id = a.person_id
       WHERE a.organisation_id = ? AND a.role IN ('technician', 'company_admin')
         AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)
         AND (a.ended_at IS NULL OR a.ended_at >= ?)
       ORDER BY p.name, p.id`,
      [organisationId, day, day, endOfDay(day)],
    );
  }
}
