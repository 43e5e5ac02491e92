import { cityDigits } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock';
import { marks } from '../kernel/marks';

/** The code itself and everything above it: 99990112 lies in 999901, in 9999 and in 99. */
const areasAround = (divisionCode: string): string[] =>
  [2, 4, 6, 8, 9, 12]
    .filter((length) => length <= divisionCode.length)
    .map((length) => divisionCode.slice(0, length));

const ownerRoles = ['owner_admin', 'owner_officer'];
const ownersAtOnce = 500;

/** Holds the role on a day: whoever leaves later hears of things until then. */
const isHere = '(until_day IS NULL OR until_day >= ?) AND ended_at IS NULL';

/** Whom contracts concern, as persons. */
@Singleton()
export class ContractRecipients {
  @Inject() clock: Clock;

  async ofCompany(manager: EntityManager, companyId: string): Promise<string[]> {
    return this.people(manager, [companyId], ['company_admin']);
  }

  async ofOwner(manager: EntityManager, ownerId: string): Promise<string[]> {
    return this.people(manager, [ownerId], ownerRoles);
  }

  /** Of several at once, by owner; one nobody answers for is absent. */
  async ofOwners(manager: EntityManager, ownerIds: readonly string[]): Promise<Map<string, string[]>> {
    const people = new Map<string, string[]>();
    for (let at = 0; at < ownerIds.length; at += ownersAtOnce) {
      const some = ownerIds.slice(at, at + ownersAtOnce);
      const found: { id: string; ownerId: string }[] = await manager.query(
        `SELECT DISTINCT person_id AS id, organisation_id AS ownerId FROM assignment
         WHERE organisation_id IN (${marks(some)}) AND role IN (${marks(ownerRoles)}) AND ${isHere}`,
        [...some, ...ownerRoles, this.today()],
      );
      for (const { id, ownerId } of found) people.set(ownerId, [...(people.get(ownerId) ?? []), id]);
    }
    return people;
  }

  /** The nearest office that watches over the area. */
  async ofDistrict(manager: EntityManager, divisionCode: string): Promise<string[]> {
    const areas = areasAround(divisionCode);
    if (areas.length === 0) return [];
    const offices: { id: string; area: string }[] = await manager.query(
      `SELECT id, division_code AS area FROM organisation
       WHERE kind = 'regulator' AND closed_on IS NULL AND division_code IN (${marks(areas)})`,
      areas,
    );
    const nearest = Math.max(0, ...offices.map(({ area }) => area.length));
    const ids = offices.filter(({ area }) => area.length === nearest).map(({ id }) => id);
    return this.people(manager, ids, ['regulator', 'regulator_admin']);
  }

  /** The offices that watch over an area, the nearest first and the city's last, with the people of each; above the city nobody is told. */
  async chainOf(manager: EntityManager, divisionCode: string): Promise<{ area: string; people: string[] }[]> {
    const areas = areasAround(divisionCode).filter((area) => area.length >= cityDigits);
    if (areas.length === 0) return [];
    const offices: { id: string; area: string }[] = await manager.query(
      `SELECT id, division_code AS area FROM organisation
       WHERE kind = 'regulator' AND closed_on IS NULL AND division_code IN (${marks(areas)})`,
      areas,
    );
    const chain: { area: string; people: string[] }[] = [];
    for (const area of areas.reverse()) {
      const ids = offices.filter((office) => office.area === area).map(({ id }) => id);
      if (ids.length > 0)
        chain.push({ area, people: await this.people(manager, ids, ['regulator', 'regulator_admin']) });
    }
    return chain;
  }

  private async people(
    manager: EntityManager,
    organisationIds: string[],
    roles: string[],
  ): Promise<string[]> {
    if (organisationIds.length === 0) return [];
    const found: { id: string }[] = await manager.query(
      `SELECT DISTINCT person_id AS id FROM assignment
       WHERE organisation_id IN (${marks(organisationIds)}) AND role IN (${marks(roles)}) AND ${isHere}`,
      [...organisationIds, ...roles, this.today()],
    );
    return found.map(({ id }) => id);
  }

  private today(): string {
    return dayOf(this.clock.now());
  }
}
