import { companyChanging, type PublicLift } from '@lifttrust/shared-types/code/code.contract';
import type { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { CodeService } from '../code/code.service';
import type { Actor, Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import type { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { LiftOfficer } from '../officer/lift-officer.entity';
import { openPhones } from '../organisation/organisation.phones';
import { OrganisationProfile } from '../organisation/organisation-profile.entity';
import { personNames } from '../person/person-names.query';
import { LiftStaffQuery } from '../staff/staff.lift.query';
import { StaffPool } from '../staff/staff.pool';
import { DisclosureQuery } from './disclosure.query';
import { NoticePrintRow } from './notice.entity';
import { partsOf } from './notice.parts';

/** What stands on one notice: all of it may be read by everybody (DIS-01, DIS-04). */
export interface NoticeFacts {
  token: string;
  lift: PublicLift;
  /** The company's own telephone for rescue, day and night; empty: none is registered. */
  companyPhone: string;
  /** Who is assigned to maintain it, by name only. */
  maintainers: string[];
  hasSafetyOfficer: boolean;
}

/** What is public of lifts, as it is printed; and what was printed when by whom. */
@Singleton()
export class NoticeQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;
  @Inject() codeService: CodeService;
  @Inject() disclosureQuery: DisclosureQuery;
  @Inject() liftStaffQuery: LiftStaffQuery;
  @Inject() staffPool: StaffPool;

  async prints(actor: Actor, { page, pageSize }: InputOf<typeof noticeApi.prints>) {
    const { manager } = this.database.reader;
    const [rows, total] = await manager.findAndCount(NoticePrintRow, {
      where: { organisationId: actor.organisationId },
      order: { at: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const [people, units] = await Promise.all([
      personNames(
        manager,
        rows.map(({ personId }) => personId),
      ),
      organisationNames(
        manager,
        rows.flatMap(({ unitId }) => unitId ?? []),
      ),
    ]);
    const items = rows.map(({ id, lifts, unitId, personId, at }) => ({
      ...{ id, lifts, parts: partsOf(lifts), at },
      unitName: (unitId && units.get(unitId)) || '',
      by: people(personId),
    }));
    return { items, total, page, pageSize };
  }

  /** In the order given. While nobody knows which company answers for a lift, nobody's people or telephone are named. */
  async facts(lifts: Lift[], ctx: Ctx): Promise<NoticeFacts[]> {
    const { manager } = this.database.reader;
    const companies = [...new Set(lifts.flatMap(({ companyId }) => companyId ?? []))];
    const [phones, maintainers, officers] = await Promise.all([
      this.phonesOf(manager, companies),
      this.maintainersOf(manager, companies, lifts, dayOf(ctx.at)),
      manager.findBy(LiftOfficer, {
        liftId: In(lifts.map(({ id }) => id)),
        post: 'safety_officer',
        untilDay: IsNull(),
      }),
    ]);
    const facts: NoticeFacts[] = [];
    for (const { id, companyId, ownerId } of lifts) {
      const token = await this.codeService.currentToken(manager, id);
      if (token === null) throw AppError.notFound();
      const lift = await this.disclosureQuery.publicLift(token, ctx);
      const isKnown = companyId !== null && lift.companyName !== companyChanging;
      facts.push({
        ...{ token, lift },
        companyPhone: isKnown ? (phones.get(companyId) ?? '') : '',
        maintainers: isKnown ? (maintainers.get(id) ?? []) : [],
        hasSafetyOfficer: officers.some((one) => one.liftId === id && one.ownerId === ownerId),
      });
    }
    return facts;
  }

  private async phonesOf(manager: EntityManager, companies: string[]): Promise<Map<string, string>> {
    const profiles = await manager.findBy(OrganisationProfile, { organisationId: In(companies) });
    return new Map(
      profiles.map(({ organisationId, phonesSealed }) => {
        const { emergencyPhone } = openPhones(this.cipher, phonesSealed);
        return [organisationId, emergencyPhone];
      }),
    );
  }

  private async maintainersOf(
    manager: EntityManager,
    companies: string[],
    lifts: Lift[],
    day: string,
  ): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const companyId of companies) {
      const roster = await this.staffPool.roster(manager, companyId, day);
      const theirs = lifts.filter((lift) => lift.companyId === companyId);
      const people = await this.liftStaffQuery.maintainers(manager, roster, theirs);
      for (const [liftId, able] of people)
        found.set(
          liftId,
          able.map(({ name }) => name),
        );
    }
    return found;
  }
}
