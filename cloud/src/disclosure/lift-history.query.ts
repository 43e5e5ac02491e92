import type { EntityManager } from 'typeorm';

/** A fault of the lift that a token leads to, for everybody: no reporter, nobody's words. */
export interface PublicFault {
  sign: string;
  reportedAt: number;
  finishedAt: number | null;
  /** repaired · no_fault; null while it is open. */
  outcome: string | null;
}

/** An entrapment, for everybody: nothing about who was inside. */
export interface PublicEntrapment {
  kind: string;
  outcome: string | null;
  reportedAt: number;
  arrivedAt: number | null;
  freedAt: number | null;
}

type Raw<T> = { [name in keyof T]: T[name] extends number | null ? T[name] | string : T[name] };
const instant = (value: number | string | null): number | null => (value === null ? null : Number(value));

/** The newest faults, newest first; reports that joined another one are that one. */
export async function faultsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicFault[]> {
  const rows: Raw<PublicFault>[] = await manager.query(
    `SELECT f.sign AS sign, f.reported_at AS reportedAt, f.finished_at AS finishedAt, f.outcome AS outcome
     FROM lift_code c JOIN call_out f ON f.lift_id = c.lift_id
     WHERE c.token = ? AND f.state <> 'merged' ORDER BY f.reported_at DESC LIMIT ${count}`,
    [token],
  );
  return rows.map((row) => ({
    ...row,
    reportedAt: Number(row.reportedAt),
    finishedAt: instant(row.finishedAt),
  }));
}

/** The newest entrapments, newest first; what was corrected to another lift happened there. */
export async function entrapmentsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicEntrapment[]> {
  const rows: Raw<PublicEntrapment>[] = await manager.query(
    `SELECT e.kind AS kind, e.outcome AS outcome, e.reported_at AS reportedAt, e.arrived_at AS arrivedAt,
            e.freed_at AS freedAt
     FROM lift_code c JOIN entrapment e ON e.lift_id = c.lift_id
     WHERE c.token = ? AND (e.outcome IS NULL OR e.outcome <> 'moved')
     ORDER BY e.reported_at DESC LIMIT ${count}`,
    [token],
  );
  return rows.map((row) => ({
    ...row,
    reportedAt: Number(row.reportedAt),
    arrivedAt: instant(row.arrivedAt),
    freedAt: instant(row.freedAt),
  }));
}
