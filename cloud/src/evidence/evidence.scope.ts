import { isOpen } from '@lifttrust/shared-types/evidence/evidence.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import { areaClause, type Clause, coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { areaOf } from '../organisation/organisation.scope';
import { CallUpRow } from './call-up.entity';

/** Lifts and records that somebody may call up: a regulator's by its area, an inspector's by the body's. */
export async function callableClause(manager: EntityManager, actor: Actor, alias: string): Promise<Clause> {
  if (actor.role !== 'inspector') return coverClause(actor, alias);
  return areaClause(await areaOf(actor, manager), alias);
}

const called = `SELECT mine.call_up_id FROM called_record mine WHERE`;

/**
 * Call-ups that somebody may know of: their own organisation's; a district's, those of its records; a company's and an
 * owner's, those of its records once they are shown.
 */
export function knownClause(actor: Actor, at: number): { sql: string; parameters: Record<string, unknown> } {
  const { sql, parameters } = coverClause(actor, 'mine');
  const concerned = `c.id IN (${called} ${sql})`;
  const isParty = ['company_admin', 'owner_admin', 'owner_officer'].includes(actor.role);
  return {
    sql: isParty ? `(${concerned} AND c.shown_from <= :now)` : `(c.organisation_id = :self OR ${concerned})`,
    parameters: { ...parameters, now: at, self: actor.organisationId },
  };
}

/** @throws not_found where the actor may not know of it */
export async function knownCallUp(
  manager: EntityManager,
  callUpId: string,
  actor: Actor,
  at: number,
): Promise<CallUpRow> {
  const { sql, parameters } = knownClause(actor, at);
  const found = await manager
    .createQueryBuilder(CallUpRow, 'c')
    .where('c.id = :callUpId', { callUpId })
    .andWhere(sql, parameters)
    .getOne();
  if (!found) throw AppError.notFound();
  return found;
}

/** Of the actor's own organisation: whoever only knows of a call-up does not read under it. */
export async function ownCallUp(manager: EntityManager, callUpId: string, actor: Actor): Promise<CallUpRow> {
  const { organisationId } = actor;
  const found = await manager.findOneBy(CallUpRow, { id: callUpId, organisationId });
  if (!found) throw AppError.notFound();
  return found;
}

/** @throws forbidden `evidence.over` once it is closed or its days are over */
export function mustBeOpen(row: CallUpRow, at: number): CallUpRow {
  if (isOpen(row, at)) return row;
  throw new AppError(
    'forbidden',
    'evidence.over',
    '这次调阅已经办结或到期，不能再查看记录。确有需要的，请重新调阅并写明事由。',
  );
}
