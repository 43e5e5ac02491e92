import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { PermitLift } from '@lifttrust/shared-types/paper/permit.rules';
import { refusePermit } from '@lifttrust/shared-types/paper/permit.rules';
import {
  assignability,
  type ReasonAgainst,
  type Standing,
} from '@lifttrust/shared-types/person/person.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { isHeldOn } from '../person/assignment.held';
import { Certificate } from '../person/certificate.entity';
import { EmploymentConflict } from './employment-conflict.entity';
import { Paper } from './paper.entity';

/** What papers say about people and companies on a day: who may be assigned, which lifts a permit covers. */
@Singleton()
export class PaperService {
  @Inject() cityService: CityService;

  /**
   * Why these people may not be assigned by an organisation on a day (`YYYY-MM-DD`), by person; empty: they may.
   * @basis ORG-08, CON-07 (`assignability` in shared-types)
   */
  async reasonsAgainst(
    manager: EntityManager,
    personIds: readonly string[],
    organisationId: string,
    day: string,
  ): Promise<Map<string, ReasonAgainst[]>> {
    const standings = await this.standings(manager, [...new Set(personIds)], organisationId, day);
    const { required, conflictStops } = this.cityService.parameters.employment;
    const rules = { employmentRequired: required, conflictStops };
    return new Map([...standings].map(([id, standing]) => [id, assignability(standing, day, rules)]));
  }

  /**
   * Why a company's permits do not cover a lift on every day from `from` to `until`; empty: they do.
   * @basis CON-07 (`refusePermit` in shared-types)
   */
  async permitCovers(
    manager: EntityManager,
    companyId: string,
    lift: PermitLift,
    from: string,
    until: string,
  ): Promise<Refusal[]> {
    const permits = await this.permitsOf(manager, companyId);
    const facts = permits.flatMap(({ fromDay, untilDay, subItems }) =>
      untilDay === null ? [] : [{ from: fromDay, until: untilDay, subItems }],
    );
    return refusePermit(facts, lift, from, until);
  }

  private permitsOf(manager: EntityManager, organisationId: string): Promise<Paper[]> {
    return manager.findBy(Paper, { subjectId: organisationId, kind: 'permit', counts: true });
  }

  private async standings(
    manager: EntityManager,
    ids: string[],
    organisationId: string,
    day: string,
  ): Promise<Map<string, Standing>> {
    if (ids.length === 0) return new Map();
    const people = In(ids);
    const organisation = await manager.findOneBy(Organisation, { id: organisationId });
    const isCompany = organisation?.kind === 'maintenance_company';
    const item = isCompany ? 'T' : 'A';
    const assignments = await manager.findBy(Assignment, { personId: people, organisationId });
    const certificates = await manager.findBy(Certificate, { personId: people, item, endedOn: IsNull() });
    const contracts = { subjectId: people, kind: 'employment', organisationId, counts: true };
    const employments = await manager.findBy(Paper, contracts);
    const conflicts = isCompany
      ? await manager.findBy(EmploymentConflict, {
          personId: people,
          secondOrganisationId: organisationId,
          state: 'open',
        })
      : [];
    const permits = isCompany ? await this.permitsOf(manager, organisationId) : [];
    const permitDays = permits.flatMap(({ untilDay }) => untilDay ?? []);
    const standingOf = (id: string): Standing => ({
      isActive: assignments.some((assignment) => assignment.personId === id && isHeldOn(assignment, day)),
      certificates: certificates.filter(({ personId }) => personId === id).map((held) => held.validUntil),
      employments: employments
        .filter(({ subjectId }) => subjectId === id)
        .map(({ fromDay, untilDay }) => ({ from: fromDay ?? '', until: untilDay })),
      permits: permitDays,
      isDoublyEmployed: conflicts.some(({ personId }) => personId === id),
    });
    return new Map(ids.map((id) => [id, standingOf(id)]));
  }
}
