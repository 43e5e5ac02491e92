import { isMainThread } from 'node:worker_threads';
import {
  type AreaChange,
  areaOn,
  formerCodes,
  successorsOf,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import type { EntityManager } from 'typeorm';
import { useAreaHistory } from '../kernel/area-history';

/** A worker thread has no services: it reads for itself what has become of areas, once for what it is about to do. */
export async function readAreasInThread(manager: EntityManager, today: string): Promise<void> {
  if (isMainThread) return;
  const changes: AreaChange[] = await manager.query(
    'SELECT act_id AS actId, from_code AS fromCode, to_code AS toCode, from_day AS fromDay FROM jurisdiction_change',
  );
  useAreaHistory({
    today: (code) => areaOn(code, changes, today),
    successors: (code) => successorsOf(code, changes, today),
    former: (code) => formerCodes(code, changes, today),
  });
}
