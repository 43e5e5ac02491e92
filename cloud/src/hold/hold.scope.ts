import type { HeldKind, HeldThing } from '@lifttrust/shared-types/hold/hold.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import { coverClause, mustCover } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { areaToday } from '../kernel/area-history';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { MaintenanceRecord } from '../record/record.entity';

export interface Subject {
  subjectKind: HeldKind;
  subjectId: string;
}

/** A subject in reach: what it belongs to, and where it lies. */
interface Reached {
  thing: HeldThing;
  divisionCode: string;
}

/**
 * A lift or a record in the actor's area; a company that is registered there or maintains a lift there.
 * @throws not_found for everything else
 */
export function reachOf(manager: EntityManager, subject: Subject, actor: Actor): Promise<Reached> {
  const { subjectKind, subjectId } = subject;
  if (subjectKind === 'lift') return liftOf(manager, subjectId, actor);
  if (subjectKind === 'record') return recordOf(manager, subjectId, actor);
  return companyOf(manager, subjectId, actor);
}

async function liftOf(manager: EntityManager, id: string, actor: Actor): Promise<Reached> {
  const lift = await manager.findOneBy(Lift, { id });
  mustCover(actor, lift);
  if (!lift) throw AppError.notFound();
  const { divisionCode } = lift;
  const companyIds = lift.companyId ? [lift.companyId] : [];
  const thing = { liftId: id, recordId: null, companyIds, divisionCode: areaToday(divisionCode) };
  return { thing, divisionCode };
}

async function recordOf(manager: EntityManager, id: string, actor: Actor): Promise<Reached> {
  const record = await manager.findOneBy(MaintenanceRecord, { id });
  mustCover(actor, record);
  if (!record) throw AppError.notFound();
  const { liftId, companyId, divisionCode } = record;
  const thing = { liftId, recordId: id, companyIds: [companyId], divisionCode: areaToday(divisionCode) };
  return { thing, divisionCode };
}

/** Its work lies where its lifts are; to an office it is what lies in the office's area. */
async function companyOf(manager: EntityManager, id: string, actor: Actor): Promise<Reached> {
  const company = await manager.findOneBy(Organisation, { id, kind: 'maintenance_company' });
  if (!company) throw AppError.notFound();
  const { divisionCode } = actor;
  const isRegisteredHere = divisionCode !== '' && company.divisionCode.startsWith(divisionCode);
  if (!isRegisteredHere && !(await worksHere(manager, id, actor))) throw AppError.notFound();
  const thing = { liftId: null, recordId: null, companyIds: [id], divisionCode: areaToday(divisionCode) };
  return { thing, divisionCode };
}

/** Now or before: who has left the area is still answerable for what they did there. */
async function worksHere(manager: EntityManager, companyId: string, actor: Actor): Promise<boolean> {
  for (const entity of [Lift, MaintenanceRecord]) {
    const { sql, parameters } = coverClause(actor, 'one');
    const isThere = await manager
      .createQueryBuilder<Lift | MaintenanceRecord>(entity, 'one')
      .where('one.company_id = :companyId', { companyId })
      .andWhere(sql, parameters)
      .getExists();
    if (isThere) return true;
  }
  return false;
}

/** The id under which its history is sealed: a lift's and its records' the lift's, a company's its own. */
export async function sealedUnder(
  manager: EntityManager,
  { subjectKind, subjectId }: Subject,
): Promise<string> {
  if (subjectKind !== 'record') return subjectId;
  return (await manager.findOneByOrFail(MaintenanceRecord, { id: subjectId })).liftId;
}
