import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';

export interface CompanyOverdue {
  /** Empty: lifts that no company maintains. */
  companyId: string;
  overdue: number;
}

export interface DueSums {
  lifts: number;
  overdue: number;
  dueSoon: number;
}

interface SumRow {
  lifts: number | string | null;
  overdue: number | string | null;
  soon: number | string | null;
}

/** A division's lifts, those of its parts included; an actor without a division sees none. */
const within = (divisionCode: string): string => (divisionCode === '' ? '\u0000' : `${divisionCode}%`);

/** Parameters: today, the division's code with `%`. The bench measures this very statement. */
export const overdueByCompanySql = `SELECT company_id AS companyId, SUM(number) AS overdue FROM due_counter
  WHERE due_on > '' AND due_on < ? AND division_code LIKE ?
  GROUP BY company_id HAVING SUM(number) > 0 ORDER BY overdue DESC, company_id`;

/** Sums of the overdue counters. `today` and other days: `YYYY-MM-DD` in Asia/Shanghai. */
@Singleton()
export class DueCounterQuery {
  @Inject() database: Database;

  /** Lifts in use past their due day, by company, most first. */
  async overdueByCompany(divisionCode: string, today: string): Promise<CompanyOverdue[]> {
    const rows: { companyId: string; overdue: number | string }[] = await this.database.reader.query(
      overdueByCompanySql,
      [today, within(divisionCode)],
    );
    return rows.map((row) => ({ companyId: row.companyId, overdue: Number(row.overdue) }));
  }

  /** Lifts in use of a division: all, past their due day, due between today and `soonUntil`. */
  async sums(divisionCode: string, today: string, soonUntil: string): Promise<DueSums> {
    const [row]: SumRow[] = await this.database.reader.query(
      `SELECT SUM(number) AS lifts,
              SUM(CASE WHEN due_on > '' AND due_on < ? THEN number ELSE 0 END) AS overdue,
              SUM(CASE WHEN due_on >= ? AND due_on <= ? THEN number ELSE 0 END) AS soon
       FROM due_counter WHERE division_code LIKE ?`,
      [today, today, soonUntil, within(divisionCode)],
    );
    return {
      lifts: Number(row?.lifts ?? 0),
      overdue: Number(row?.overdue ?? 0),
      dueSoon: Number(row?.soon ?? 0),
    };
  }
}
