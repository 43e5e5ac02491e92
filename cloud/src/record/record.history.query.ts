import type { CompletedVisit } from '@lifttrust/shared-types/plan/plan.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { type EntityManager, In } from 'typeorm';
import { MaintenanceRecord } from './record.entity';

/** What has been done at a lift and counts for its clocks (DECISIONS 25), newest first; deep enough for a year. */
export async function historyOf(manager: EntityManager, liftId: string): Promise<CompletedVisit[]> {
  const records = await manager.find(MaintenanceRecord, {
    // Whole rows of sixty records are a lot to read.
    select: { id: true, class: true, completedAt: true },
    where: { liftId, validity: In(['valid', 'suspect']) },
    order: { completedAt: 'DESC' },
    take: 60,
  });
  return records.map((record) => ({
    class: MaintenanceClass.parse(record.class),
    completedAt: record.completedAt,
  }));
}
