import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { OfficerReport } from '@lifttrust/shared-types/officer/officer.contract';
import { daysLate, dutySince, reportedThrough } from '@lifttrust/shared-types/officer/officer.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { marks } from '../kernel/marks';
import type { Transaction } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { Person } from '../person/person.entity';
import { DailyRound } from '../round/daily-round';
import { LiftOfficer } from './lift-officer.entity';
import { dutyKey, OfficerReportRow, reportedNow } from './officer-report.entity';

interface Whole {
  liftId: string;
  ownerId: string;
  ownerSince: string | null;
  inUseSince: string | null;
  createdAt: number | string;
}

/** Lifts whose namings are read together. */
const slice = 500;

const held = (post: string) =>
  `EXISTS (SELECT 1 FROM lift_officer lo WHERE lo.lift_id = l.id AND lo.owner_id = l.owner_id
    AND lo.post = '${post}' AND lo.until_day IS NULL)`;

/** When, by whom and how late an owner reported its people lift by lift; remembered once and for all (ORG-05). */
@Singleton()
export class OfficerReports {
  @Inject() cityService: CityService;
  @Inject() dailyRound: DailyRound;

  @Init()
  open(): void {
    // People named by an import, or before the lift came into use, count from the day they were named.
    this.dailyRound.on('officer.report', (tx) => this.record(tx));
  }

  /** Records which of these lifts, or of all, have had everybody they need; those recorded stay as they are. */
  async record(tx: Transaction, liftIds?: readonly string[]): Promise<void> {
    const lifts = await this.wholeUnrecorded(tx, liftIds);
    for (let at = 0; at < lifts.length; at += slice) await this.enter(tx, lifts.slice(at, at + slice));
  }

  /** How the present owners fulfilled their present duty, by lift. */
  async ofLifts(manager: EntityManager, lifts: readonly Lift[]): Promise<Map<string, OfficerReport>> {
    const duties = lifts.map((lift) =>
      dutyKey(lift.id, lift.ownerId ?? '', dutySince(lift, dayOf(lift.createdAt))),
    );
    const rows = await manager.findBy(OfficerReportRow, { duty: In(duties) });
    const people = await manager.findBy(Person, {
      id: In(rows.flatMap(({ reportedBy }) => reportedBy ?? [])),
    });
    return new Map(
      rows.map(({ liftId, reportBy, reportedAt, reportedBy }) => {
        const day = dayOf(reportedAt);
        const by = people.find(({ id }) => id === reportedBy);
        const late = daysLate(reportBy, day);
        return [liftId, { day, by: by ? { id: by.id, name: by.name } : null, daysLate: late }];
      }),
    );
  }

  private wholeUnrecorded(tx: Transaction, liftIds?: readonly string[]): Promise<Whole[]> {
    const among = liftIds ? ` AND l.id IN (${marks(liftIds)})` : '';
    return tx.manager.query(
      `SELECT l.id AS liftId, l.owner_id AS ownerId, l.owner_since AS ownerSince, l.in_use_since AS inUseSince,
         l.created_at AS createdAt
       FROM lift l WHERE l.state = 'in_use' AND l.owner_id IS NOT NULL${among}
         AND ${held('safety_officer')} AND ${held('responsible')} AND NOT ${reportedNow('l')}
       ORDER BY l.id`,
      [...(liftIds ?? [])],
    );
  }

  private async enter(tx: Transaction, lifts: readonly Whole[]): Promise<void> {
    const { reportDays } = this.cityService.parameters.owner;
    const namings = await tx.manager.findBy(LiftOfficer, { liftId: In(lifts.map(({ liftId }) => liftId)) });
    const rows = lifts.flatMap(({ liftId, ownerId, createdAt, ...since }) => {
      const sinceDay = dutySince(since, dayOf(Number(createdAt)));
      const own = namings.filter((one) => one.liftId === liftId && one.ownerId === ownerId);
      const through = reportedThrough(own, sinceDay);
      if (!through) return [];
      const reportBy = addDays(sinceDay, reportDays);
      const duty = dutyKey(liftId, ownerId, sinceDay);
      const isLate = dayOf(through.namedAt) > reportBy;
      const fulfilled = { reportedAt: through.namedAt, reportedBy: through.namedBy, isLate };
      return [{ duty, liftId, ownerId, sinceDay, reportBy, ...fulfilled }];
    });
    if (rows.length === 0) return;
    // Two who complete a lift at the same moment both mean the same; the first is remembered.
    await tx.manager.createQueryBuilder().insert().into(OfficerReportRow).values(rows).orIgnore().execute();
    await tx.auditAll(
      'officer.reported',
      'lift',
      rows.map(({ liftId, ownerId, reportBy, isLate }) => ({
        id: liftId,
        detail: { ownerId, reportBy, isLate },
      })),
    );
  }
}
