import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import { type Clause, coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { PublicReport } from './public-report.entity';

/**
 * What a reader may know of: an office everything of its area; a unit what was passed on to it, its company also the
 * corrections of its lifts, since it may confirm them (PUB-04, PUB-06).
 */
export function scopeOf(actor: Actor, alias: string): Clause {
  if (actsByArea(actor.role)) return coverClause(actor, alias);
  const parameters = { organisation: actor.organisationId };
  const routed = `${alias}.route_organisation_id = :organisation`;
  const corrections = `${alias}.kind = 'correction' AND ${alias}.company_id = :organisation`;
  if (actor.role === 'technician') return { sql: `(${corrections})`, parameters };
  if (actor.role === 'company_admin') return { sql: `(${routed} OR (${corrections}))`, parameters };
  return { sql: routed, parameters };
}

/** The unit that a report was passed on to, as against the office that sees all of it. */
export const isUnit = (actor: Actor): boolean => !actsByArea(actor.role);

/** @throws not_found for what the reader may not know of */
export async function knownReport(
  manager: EntityManager,
  reportId: string,
  actor: Actor,
): Promise<PublicReport> {
  const { sql, parameters } = scopeOf(actor, 'r');
  const report = await manager
    .createQueryBuilder(PublicReport, 'r')
    .where('r.id = :reportId', { reportId })
    .andWhere(sql, parameters)
    .getOne();
  if (!report) throw AppError.notFound();
  return report;
}
