import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

/** How many unfinished call-outs each person has. */
export async function openOf(
  manager: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const rows: { personId: string; open: number | string }[] = await manager.query(
    `SELECT m.person_id AS personId, COUNT(*) AS open FROM call_out_member m
       JOIN call_out c ON c.id = m.call_out_id
      WHERE m.person_id IN (${marks(personIds)}) AND m.left_at IS NULL
        AND c.state IN ('dispatched', 'accepted', 'arrived', 'in_progress', 'waiting_parts')
      GROUP BY m.person_id`,
    [...personIds],
  );
  return new Map(rows.map(({ personId, open }) => [personId, Number(open)]));
}
