import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { PaperCoverage } from '@lifttrust/shared-types/paperless/paperless.contract';
import { coverageOf } from '@lifttrust/shared-types/paperless/paperless.rules';
import { statutoryHalfMonthDays } from '@lifttrust/shared-types/plan/plan.rules';
import type { EntityManager } from 'typeorm';
import { groupedBy } from '../kernel/grouped-by';
import { marks } from '../kernel/marks';

interface Row {
  liftId: string;
  completedOn: string;
  receivedAt: number | string | null;
}

/** A list this long at most in one statement: beyond it MariaDB makes a table of it. */
const longestList = 900;

/**
 * How far one company's electronic records cover a period on each of some lifts. Records found invalid and voided ones do
 * not count; doubtful ones do until somebody has decided (DECISIONS 25).
 */
export async function coverageOfLifts(
  manager: EntityManager,
  { companyId, liftIds }: { companyId: string; liftIds: readonly string[] },
  period: { from: string; to: string },
  halfMonthDays: number,
): Promise<(liftId: string) => PaperCoverage> {
  const rows: Row[] = [];
  for (let at = 0; at < liftIds.length; at += longestList) {
    const ids = liftIds.slice(at, at + longestList);
    rows.push(
      ...(await manager.query(
        `SELECT lift_id AS liftId, completed_on AS completedOn, received_at AS receivedAt FROM record
         WHERE lift_id IN (${marks(ids)}) AND company_id = ?
           AND completed_on >= ? AND completed_on <= ? AND validity <> 'invalid' AND standing <> 'voided'`,
        [...ids, companyId, addDays(period.from, -statutoryHalfMonthDays), period.to],
      )),
    );
  }
  const byLift = groupedBy(rows, ({ liftId }) => liftId);
  return (liftId) => {
    const own = byLift.get(liftId) ?? [];
    const late = own.filter(
      ({ completedOn, receivedAt }) =>
        completedOn >= period.from && receivedAt !== null && dayOf(Number(receivedAt)) > completedOn,
    ).length;
    const counted = coverageOf(
      own.map(({ completedOn }) => completedOn),
      period,
      halfMonthDays,
    );
    return { ...counted, late };
  };
}
