import type { EntityManager } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import type { Actor } from '../kernel/actor';
import { marks } from '../kernel/marks';
import type { MaintenanceRecord } from '../record/record.entity';

export interface AtTheVisit {
  technicianIds: string[];
  deviceIds: string[];
  /** Those of them who still work for the record's company. */
  thereStill: string[];
}

/** Who did the work of a record, on which devices, and who of them can still sign for the company. */
export async function atTheVisit(
  manager: EntityManager,
  { visitId, companyId }: Pick<MaintenanceRecord, 'visitId' | 'companyId'>,
): Promise<AtTheVisit> {
  const presences = (await manager.findBy(Presence, { visitId })).filter(
    ({ startedAt }) => startedAt !== null,
  );
  const technicianIds = presences.map(({ personId }) => personId);
  const places = marks(technicianIds);
  const rows: { id: string }[] =
    technicianIds.length === 0
      ? []
      : await manager.query(
          `SELECT DISTINCT person_id AS id FROM assignment WHERE organisation_id = ? AND role = 'technician'
           AND until_day IS NULL AND ended_at IS NULL AND person_id IN (${places})`,
          [companyId, ...technicianIds],
        );
  return {
    technicianIds,
    deviceIds: presences.flatMap(({ deviceId }) => deviceId ?? []),
    thereStill: rows.map(({ id }) => id),
  };
}

export const isCompanyAdmin = (actor: Actor, { companyId }: { companyId: string }): boolean =>
  actor.role === 'company_admin' && actor.organisationId === companyId;
