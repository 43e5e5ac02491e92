import type { CompletedVisit } from '@lifttrust/shared-types/plan/plan.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

/** What counts for a lift's clocks around the day on which an obstacle had gone (DECISIONS 25). */
export interface AroundTheEnd {
  /** The latest visit of each class before that day: all that clocks need. */
  before: CompletedVisit[];
  /** The day of the first visit on or after it; null: none yet. */
  firstOn: string | null;
}

/** For many lifts at once: an explanation may speak of hundreds. */
export async function visitsAround(
  manager: EntityManager,
  liftIds: readonly string[],
  endedOn: string,
): Promise<Map<string, AroundTheEnd>> {
  const found = new Map(liftIds.map((id): [string, AroundTheEnd] => [id, { before: [], firstOn: null }]));
  if (liftIds.length === 0) return found;
  const places = marks(liftIds);
  const counting = `FROM record WHERE lift_id IN (${places}) AND validity IN ('valid', 'suspect')`;
  const before: { liftId: string; class: string; at: number | string }[] = await manager.query(
    `SELECT lift_id AS liftId, class, MAX(completed_at) AS at ${counting} AND completed_on < ?
     GROUP BY lift_id, class`,
    [...liftIds, endedOn],
  );
  for (const { liftId, at, ...row } of before)
    found.get(liftId)?.before.push({ class: MaintenanceClass.parse(row.class), completedAt: Number(at) });
  const after: { liftId: string; day: string }[] = await manager.query(
    `SELECT lift_id AS liftId, MIN(completed_on) AS day ${counting} AND completed_on >= ? GROUP BY lift_id`,
    [...liftIds, endedOn],
  );
  for (const { liftId, day } of after) {
    const around = found.get(liftId);
    if (around) around.firstOn = day;
  }
  return found;
}
