import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import {
  type LiftOfficers,
  OfficerPost,
  type officerApi,
} from '@lifttrust/shared-types/officer/officer.contract';
import { dutySince, officerItem, standingOf } from '@lifttrust/shared-types/officer/officer.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { Person } from '../person/person.entity';
import { LiftOfficer } from './lift-officer.entity';
import { OfficerReports } from './officer.reports';
import { certifiedAmong, toOfficer } from './officer.view';
import { reportedNow } from './officer-report.entity';

const held = (post: string) =>
  `EXISTS (SELECT 1 FROM lift_officer lo WHERE lo.lift_id = lift.id AND lo.owner_id = lift.owner_id
    AND lo.post = '${post}' AND lo.until_day IS NULL)`;
const inUse = "lift.state = 'in_use'";
const red = `(${inUse} AND NOT ${held('safety_officer')})`;
const incomplete = `(${inUse} AND NOT (${held('safety_officer')} AND ${held('responsible')}))`;

/** Lifts with their people, and which of them lack somebody: worked out from data whenever it is asked. */
@Singleton()
export class OfficerQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() officerReports: OfficerReports;

  async matrix(actor: Actor, input: InputOf<typeof officerApi.matrix>, at: number) {
    const { page, pageSize, q, only } = input;
    const { manager } = this.database.reader;
    const today = dayOf(at);
    const within = () => {
      const cover = coverClause(actor, 'lift');
      return manager
        .createQueryBuilder(Lift, 'lift')
        .where(cover.sql, cover.parameters)
        .andWhere('lift.ownerId IS NOT NULL')
        .andWhere(inUse);
    };
    const query = within();
    if (q) withText(query, q);
    if (only === 'red') query.andWhere(red);
    if (only === 'late') this.late(query, today);
    if (only === 'reported') query.andWhere(reportedNow('lift'));
    if (only === 'reported_late') query.andWhere(reportedNow('lift', 'r.is_late = 1'));
    const [lifts, total] = await query
      .orderBy(`CASE WHEN ${red} THEN 0 ELSE 1 END`)
      .addOrderBy('lift.id')
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getManyAndCount();
    const [reds, lates] = [
      await within().andWhere(red).getCount(),
      await this.late(within(), today).getCount(),
    ];
    return { items: await this.rows(manager, lifts, today), total, page, pageSize, red: reds, late: lates };
  }

  private late(query: SelectQueryBuilder<Lift>, today: string): SelectQueryBuilder<Lift> {
    const firstDay = addDays(today, -this.cityService.parameters.owner.reportDays);
    return query.andWhere(incomplete).andWhere(
      `(lift.owner_since IS NULL OR lift.owner_since < :firstDay)
         AND (lift.in_use_since IS NULL OR lift.in_use_since < :firstDay)
         AND (lift.owner_since IS NOT NULL OR lift.in_use_since IS NOT NULL OR lift.created_at < :firstInstant)`,
      { firstDay, firstInstant: startOfDay(firstDay) },
    );
  }

  private async rows(manager: EntityManager, lifts: Lift[], today: string): Promise<LiftOfficers[]> {
    const ids = lifts.map(({ id }) => id);
    const standing = await manager.findBy(LiftOfficer, { liftId: In(ids), untilDay: IsNull() });
    const personIds = standing.map(({ personId }) => personId);
    const people = await manager.findBy(Person, { id: In(personIds) });
    const certified = await certifiedAmong(manager, personIds, today);
    const reports = await this.officerReports.ofLifts(manager, lifts);
    const names = await organisationNames(
      manager,
      lifts.map(({ ownerId }) => ownerId),
    );
    const { reportDays } = this.cityService.parameters.owner;
    return lifts.map((lift) => {
      const officers = standing.filter(
        ({ liftId, ownerId }) => liftId === lift.id && ownerId === lift.ownerId,
      );
      const posts = officers.map(({ post }) => OfficerPost.parse(post));
      const sinceDay = dutySince(lift, dayOf(lift.createdAt));
      return {
        liftId: lift.id,
        rescueCode: lift.rescueCode,
        place: lift.place,
        ownNumber: lift.ownNumber,
        ownerName: names.get(lift.ownerId ?? '') ?? '',
        officers: officers.map((row) => toOfficer(row, people, certified)),
        ...standingOf({ state: lift.state, sinceDay, posts }, reportDays, today),
        report: reports.get(lift.id) ?? null,
      };
    });
  }

  /** Whoever holds a role in the owner's organisation today, with how many of its lifts they answer for. */
  async people(actor: Actor, at: number) {
    const { manager } = this.database.reader;
    const today = dayOf(at);
    const rows: { id: string; name: string; lifts: number | string; certificates: number | string }[] =
      await manager.query(
        `SELECT p.id AS id, p.name AS name,
         (SELECT COUNT(*) FROM certificate c WHERE c.person_id = p.id AND c.item = ?
          AND c.valid_until >= ? AND c.ended_on IS NULL) AS certificates,
         (SELECT COUNT(DISTINCT lo.lift_id) FROM lift_officer lo
          WHERE lo.person_id = p.id AND lo.owner_id = ? AND lo.until_day IS NULL) AS lifts
       FROM person p WHERE p.id IN (SELECT a.person_id FROM assignment a WHERE a.organisation_id = ?
         AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)) ORDER BY p.name, p.id`,
        [officerItem, today, actor.organisationId, actor.organisationId, today, today],
      );
    return {
      items: rows.map(({ id, name, lifts, certificates }) => ({
        id,
        name,
        lifts: Number(lifts),
        holdsCertificate: Number(certificates) > 0,
      })),
    };
  }
}

function withText(query: SelectQueryBuilder<Lift>, text: string): void {
  query.andWhere(
    "(lift.place LIKE :words ESCAPE '!' OR lift.own_number LIKE :words ESCAPE '!' OR lift.rescue_code LIKE :code ESCAPE '!')",
    { words: containing(text), code: containing(normaliseCode(text)) },
  );
}
