import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { LedgerService } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { entrySummary } from '../record/record.entries';

const shownDays = 14;
const soonDays = 3;
const AboutRecord = z.object({ recordId: z.string() });

interface CountRow {
  name: string;
  number: number | string;
}

/** What the regulator sees on opening the console; counted from data at each call. */
@Singleton()
export class SupervisionQuery {
  @Inject() database: Database;
  @Inject() ledgerService: LedgerService;

  async overview(ctx: Ctx) {
    const actor = requireActor(ctx);
    const today = dayOf(ctx.at);
    const lifts = await this.liftCounts(actor, today);
    const records = await this.recordCounts(actor);
    return {
      ...lifts,
      suspect: records.get('validity:suspect') ?? 0,
      invalid: records.get('validity:invalid') ?? 0,
      awaitingOwner: records.get('owner:pending') ?? 0,
      returned: records.get('owner:returned') ?? 0,
      reviewsWaiting: await this.reviewsWaiting(actor),
      recordsByDay: await this.recordsByDay(actor, today),
      asOf: ctx.at,
    };
  }

  async timeline(liftId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const lift = await this.database.reader.manager.findOneBy(Lift, { id: liftId });
    mustCover(actor, lift);
    if (!lift) throw AppError.notFound();
    const entries = await this.ledgerService.entriesOf(liftId);
    const events = entries.map((entry) => {
      const about = AboutRecord.safeParse(JSON.parse(entry.open));
      return { ...entrySummary(entry), recordId: about.success ? about.data.recordId : null };
    });
    return { events: events.reverse() };
  }

  private async liftCounts(actor: Actor, today: string) {
    const [row]: { lifts: number; overdue: number | null; soon: number | null }[] =
      await this.database.reader.query(
        `SELECT COUNT(*) AS lifts, SUM(CASE WHEN due_on < ? THEN 1 ELSE 0 END) AS overdue,
              SUM(CASE WHEN due_on >= ? AND due_on <= ? THEN 1 ELSE 0 END) AS soon
       FROM lift WHERE division_code LIKE ? AND state = 'in_use'`,
        [today, today, addDays(today, soonDays), like(actor)],
      );
    return {
      lifts: Number(row?.lifts ?? 0),
      overdue: Number(row?.overdue ?? 0),
      dueSoon: Number(row?.soon ?? 0),
    };
  }

  private async recordCounts(actor: Actor): Promise<Map<string, number>> {
    const rows: CountRow[] = await this.database.reader.query(
      `SELECT 'validity' AS axis, validity AS name, COUNT(*) AS number FROM record WHERE division_code LIKE ? GROUP BY validity
       UNION ALL SELECT 'owner', owner_answer, COUNT(*) FROM record WHERE division_code LIKE ? GROUP BY owner_answer`,
      [like(actor), like(actor)],
    );
    return new Map(rows.map((row) => [`${'axis' in row ? row.axis : ''}:${row.name}`, Number(row.number)]));
  }

  private async reviewsWaiting(actor: Actor): Promise<number> {
    const [row]: { number: number }[] = await this.database.reader.query(
      `SELECT COUNT(*) AS number FROM face_review WHERE state = 'waiting' AND division_code LIKE ?`,
      [like(actor)],
    );
    return Number(row?.number ?? 0);
  }

  private async recordsByDay(actor: Actor, today: string) {
    const first = addDays(today, 1 - shownDays);
    const rows: { day: string; validity: string; number: number }[] = await this.database.reader.query(
      `SELECT completed_on AS day, validity, COUNT(*) AS number FROM record
       WHERE division_code LIKE ? AND completed_on >= ? GROUP BY completed_on, validity`,
      [like(actor), first],
    );
    const count = (day: string, validity: string) =>
      Number(rows.find((row) => row.day === day && row.validity === validity)?.number ?? 0);
    return Array.from({ length: shownDays }, (_, index) => addDays(first, index)).map((day) => ({
      day,
      valid: count(day, 'valid'),
      suspect: count(day, 'suspect'),
      invalid: count(day, 'invalid'),
    }));
  }
}

const like = (actor: Actor) => (actor.divisionCode === '' ? '\u0000' : `${actor.divisionCode}%`);
