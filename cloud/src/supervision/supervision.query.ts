import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { soonDays } from '@lifttrust/shared-types/plan/plan.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type Belonging, mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { formerAreas } from '../kernel/area-history';
import { Database } from '../kernel/database';
import { DueCounterQuery } from '../lift/due-counter.query';
import { acceptedByCompany } from '../lift/explained.query';
import { organisationNames } from '../lift/lift-names.query';
import { entrySummary } from '../record/record.entries';

const shownDays = 14;
const shownCompanies = 20;
const AboutRecord = z.object({ recordId: z.string() });

interface TimelineRow {
  seq: number | string | null;
  kind: string;
  at: number | string;
  hash: string;
  open: string;
  closed: string | null;
}

function toEvent({ seq, at, closed, ...entry }: TimelineRow) {
  const about = AboutRecord.safeParse(JSON.parse(entry.open));
  const stored = {
    ...entry,
    seq: seq === null ? null : Number(seq),
    at: Number(at),
    closed: closed ?? undefined,
  };
  return { ...entrySummary(stored), recordId: about.success ? about.data.recordId : null };
}

/** What the regulator sees on opening the console; from counters and indices, never by walking through all records. */
@Singleton()
export class SupervisionQuery {
  @Inject() database: Database;
  @Inject() dueCounterQuery: DueCounterQuery;

  async overview(ctx: Ctx) {
    const actor = requireActor(ctx);
    const today = dayOf(ctx.at);
    const { divisionCode } = actor;
    const [lifts, companies, counts, recordsByDay] = await Promise.all([
      this.dueCounterQuery.sums(divisionCode, today, addDays(today, soonDays)),
      this.overdueByCompany(actor, today),
      this.counts(actor),
      this.recordsByDay(actor, today),
    ]);
    return { ...lifts, overdueByCompany: companies, ...counts, recordsByDay, asOf: ctx.at };
  }

  private async overdueByCompany(actor: Actor, today: string) {
    const { divisionCode } = actor;
    const area = areaOf(actor, 'l');
    const accepted = await acceptedByCompany(this.database.reader.manager, area, today);
    const rows = await this.dueCounterQuery.overdueByCompany(divisionCode, today);
    const shown = rows.slice(0, shownCompanies);
    const names = await organisationNames(
      this.database.reader.manager,
      shown.map((row) => row.companyId),
    );
    return shown.map(({ companyId, overdue }) => ({
      companyName: names.get(companyId) ?? '',
      overdue,
      accepted: accepted.get(companyId) ?? 0,
    }));
  }

  async timeline(liftId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { reader } = this.database;
    const [lift]: Belonging[] = await reader.query(
      'SELECT company_id AS companyId, owner_id AS ownerId, division_code AS divisionCode FROM lift WHERE id = ?',
      [liftId],
    );
    mustCover(actor, lift);
    // A submission tells its line in the open part; its closed part, the longest text of all, stays where it is.
    const rows: TimelineRow[] = await reader.query(
      `SELECT seq, kind, at, hash, open_text AS open, CASE WHEN kind = 'record.submitted' THEN NULL ELSE closed_text END AS closed
       FROM ledger_entry WHERE lift_id = ? ORDER BY CASE WHEN seq IS NULL THEN 1 ELSE 0 END DESC, seq DESC, id DESC`,
      [liftId],
    );
    return { events: rows.map(toEvent) };
  }

  /** What waits for somebody, each by its own index; of the records in good order nobody asks how many. */
  private async counts(actor: Actor) {
    const area = areaOf(actor);
    const part = (table: string, column: string) =>
      `(SELECT COUNT(*) FROM ${table} WHERE ${column} = ? AND ${area.sql})`;
    // What is void was not found invalid, and waits for nobody's signature.
    const voided = `(SELECT COUNT(*) FROM amendment WHERE kind = 'void' AND state = 'sealed' AND ${area.sql})`;
    const unanswered = `(SELECT COUNT(*) FROM amendment a JOIN record r ON r.id = a.record_id
      WHERE a.kind = 'void' AND a.state = 'sealed' AND r.owner_answer = ? AND ${area.sql.replaceAll('division_code', 'a.division_code')})`;
    const [row]: Record<Counted, number>[] = await this.database.reader.query(
      `SELECT ${part('record', 'validity')} AS suspect, ${part('record', 'validity')} AS invalid,
         ${part('record', 'owner_answer')} AS awaitingOwner, ${part('record', 'owner_answer')} AS returned,
         ${part('face_review', 'state')} AS reviewsWaiting, ${unanswered} AS voidUnanswered, ${voided} AS voided`,
      [
        ...['suspect', 'invalid', 'pending', 'returned', 'waiting', 'pending'].flatMap((word) => [
          word,
          ...area.codes,
        ]),
        ...area.codes,
      ],
    );
    const number = (name: Counted) => Number(row?.[name] ?? 0);
    return {
      suspect: number('suspect'),
      invalid: number('invalid') - number('voided'),
      awaitingOwner: number('awaitingOwner') - number('voidUnanswered'),
      returned: number('returned'),
      reviewsWaiting: number('reviewsWaiting'),
    };
  }

  private async recordsByDay(actor: Actor, today: string) {
    const first = addDays(today, 1 - shownDays);
    const area = areaOf(actor);
    const rows: { day: string; validity: string; number: number }[] = await this.database.reader.query(
      `SELECT completed_on AS day, validity, COUNT(*) AS number FROM record
       WHERE ${area.sql} AND completed_on >= ? AND standing <> 'voided' GROUP BY completed_on, validity`,
      [...area.codes, first],
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

type Counted =
  | 'suspect'
  | 'invalid'
  | 'awaitingOwner'
  | 'returned'
  | 'reviewsWaiting'
  | 'voidUnanswered'
  | 'voided';

/** The actor's area and what has become part of it: records keep the code of their day. */
function areaOf({ divisionCode }: Actor, table?: string): { sql: string; codes: string[] } {
  const column = table ? `${table}.division_code` : 'division_code';
  if (divisionCode === '') return { sql: '1 = 0', codes: [] };
  const codes = [divisionCode, ...formerAreas(divisionCode)].map((code) => `${code}%`);
  return { sql: `(${codes.map(() => `${column} LIKE ?`).join(' OR ')})`, codes };
}
