import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { ClockFacts, Pause } from '@lifttrust/shared-types/plan/plan.clock.rules';
import type { EntityManager } from 'typeorm';

/** What a lift's clocks start from besides its records, and when they stood still. */
export type ClockStart = Pick<ClockFacts, 'enteredOn' | 'contractFrom' | 'startedOn' | 'pauses'>;

interface Row {
  id: string;
  createdAt: number | string;
  contractFrom: string | null;
  kind: Pause['kind'] | null;
  fromDay: string;
  toDay: string;
}

/**
 * The starts of lifts that a condition on `lift l` picks, by lift. A pause that still lasts is left out: the clocks
 * keep what they say until the lift is used again, and plans and warnings pass the lift by meanwhile.
 */
export async function clockStarts(
  manager: EntityManager,
  which: { sql: string; values: readonly unknown[] },
): Promise<Map<string, ClockStart>> {
  const rows: Row[] = await manager.query(
    `SELECT l.id AS id, l.created_at AS createdAt, p.kind AS kind, p.from_day AS fromDay, p.to_day AS toDay,
            (SELECT MIN(c.from_day) FROM contract_lift c WHERE c.lift_id = l.id) AS contractFrom
     FROM lift l LEFT JOIN lift_pause p ON p.lift_id = l.id AND p.to_day IS NOT NULL
     WHERE ${which.sql} ORDER BY l.id, p.from_day`,
    [...which.values],
  );
  const found = new Map<string, ClockStart & { pauses: Pause[] }>();
  for (const { id, createdAt, contractFrom, kind, fromDay, toDay } of rows) {
    const start = found.get(id) ?? {
      ...{ enteredOn: dayOf(Number(createdAt)), contractFrom, startedOn: null },
      pauses: [],
    };
    if (kind) start.pauses.push({ kind, from: fromDay, to: toDay });
    found.set(id, start);
  }
  return found;
}
