import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { PaperService } from '../paper/paper.service';
import { StaffQuery } from './staff.query';
import { Roster, type RosterPerson } from './staff.roster';

/** Who of a company may be assigned on a day, and why the others may not (ORG-08, ORG-11). */
@Singleton()
export class StaffPool {
  @Inject() staffQuery: StaffQuery;
  @Inject() paperService: PaperService;

  /** The whole company on one day: people with the reasons against them, levels, areas. */
  async roster(manager: EntityManager, organisationId: string, day: string): Promise<Roster> {
    const [people, units, members, areas] = [
      await this.people(manager, organisationId, day),
      await this.staffQuery.units(manager, organisationId, day),
      await this.staffQuery.members(manager, organisationId, day),
      await this.staffQuery.areas(manager, organisationId, day),
    ];
    return new Roster(organisationId, day, units, members, areas, people);
  }

  private async people(
    manager: EntityManager,
    organisationId: string,
    day: string,
  ): Promise<Map<string, RosterPerson>> {
    const rows = await this.staffQuery.people(manager, organisationId, day);
    const people = new Map<string, RosterPerson>();
    for (const { id, name, role } of rows) {
      const isTechnician = role === 'technician' || (people.get(id)?.isTechnician ?? false);
      people.set(id, { id, name, isTechnician, isCertified: false, reasons: [] });
    }
    const ids = [...people.keys()];
    const against = await this.paperService.reasonsAgainst(manager, ids, organisationId, day);
    for (const person of people.values()) {
      const reasons = against.get(person.id) ?? [];
      person.isCertified = reasons.every(({ code }) => code !== 'person.certificate_missing');
      person.reasons = reasons.filter(({ stops }) => stops).map(({ message }) => message);
      if (!person.isTechnician) person.reasons.unshift('不是维保人员');
    }
    return people;
  }
}
