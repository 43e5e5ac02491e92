import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { Organisation } from './organisation.entity';

/** What an inspection body visits: whoever maintains or owns lifts. */
export const inspectedKinds: readonly string[] = ['maintenance_company', 'owner'];

/** An organisation's own area: a regulator's by its session, an inspector's by the body it belongs to; else none. */
export async function areaOf(actor: Actor, manager: EntityManager): Promise<string> {
  if (actsByArea(actor.role)) return actor.divisionCode;
  if (actor.role !== 'inspector') return '';
  const body = await manager.findOneBy(Organisation, { id: actor.organisationId });
  return body?.divisionCode ?? '';
}

/** A unit that the actor may read: in their area, or their own. @throws not_found for everything else */
export async function readable(
  actor: Actor,
  organisationId: string,
  manager: EntityManager,
): Promise<Organisation> {
  const found = await manager.findOneBy(Organisation, { id: organisationId });
  if (!found) throw AppError.notFound();
  const area = await areaOf(actor, manager);
  const isInspected = actor.role !== 'inspector' || inspectedKinds.includes(found.kind);
  const isInArea = area !== '' && found.divisionCode.startsWith(area) && isInspected;
  const isOwn = actor.role !== 'inspector' && actor.organisationId === found.id;
  if (!isInArea && !isOwn) throw AppError.notFound();
  return found;
}
