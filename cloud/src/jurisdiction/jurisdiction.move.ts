import type { Transaction } from '../kernel/unit-of-work';

/**
 * What lives moves with its area; what happened stays where it happened: records, visits that are over, decided
 * requests and the log keep the code of their day, and so the figures of the past stay as they were published.
 */
const living: readonly { table: string; while?: string }[] = [
  { table: 'lift' },
  { table: 'due_counter' },
  { table: 'organisation' },
  { table: 'contract', while: "state IN ('entered', 'confirmed')" },
  { table: 'lift_responsibility' },
  { table: 'directory_department_mapping' },
  { table: 'task', while: "state = 'open'" },
  { table: 'change_request', while: "state = 'waiting'" },
  { table: 'face_review', while: "state = 'waiting'" },
  { table: 'visit', while: "state IN ('planned', 'checked_in')" },
  { table: 'delay_lift', while: "state = 'submitted'" },
  { table: 'dispute', while: "state IN ('open', 'answered', 'referred')" },
  { table: 'filing', while: "state IN ('waiting', 'returned')" },
];

/** Gives everything under one code another; returns how many lifts have moved. */
export async function moveArea(tx: Transaction, fromCode: string, toCode: string): Promise<number> {
  const [row]: { number: number | string }[] = await tx.manager.query(
    'SELECT COUNT(*) AS number FROM lift WHERE division_code LIKE ?',
    [`${fromCode}%`],
  );
  for (const { table, while: condition } of living) {
    // What lies in the new area already is at home, also where one code begins with the other.
    const open = condition ? ` AND ${condition}` : '';
    await tx.manager.query(
      `UPDATE ${table} SET division_code = ? WHERE division_code LIKE ? AND division_code NOT LIKE ?${open}`,
      [toCode, `${fromCode}%`, `${toCode}%`],
    );
  }
  return Number(row?.number ?? 0);
}
