import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import type { EntityManager } from 'typeorm';
import { areaBounds, isWholeTable } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { countRows, type Total } from '../kernel/paged';

export interface Reach {
  sql: string;
  values: unknown[];
}

/** Which assignments (`a`, in organisations `o`) an actor reads: those of an area, or of the one organisation. */
export async function assignmentReach(manager: EntityManager, actor: Actor): Promise<Reach> {
  if (!actsByArea(actor.role)) return { sql: 'a.organisation_id = ?', values: [actor.organisationId] };
  if (actor.divisionCode === '') return { sql: '1 = 0', values: [] };
  if (await isWholeTable(manager, actor, 'organisation')) return { sql: '1 = 1', values: [] };
  return { sql: '(o.division_code >= ? AND o.division_code < ?)', values: areaBounds(actor.divisionCode) };
}

/** Counts assignments (`a`) under conditions, with the tables that these speak of and no others. */
export function countAssignments(manager: EntityManager, where: string, values: unknown[]): Promise<Total> {
  const tables = [
    'assignment a',
    ...(/\bp\./.test(where) ? ['person p ON p.id = a.person_id'] : []),
    ...(/\bo\./.test(where) ? ['organisation o ON o.id = a.organisation_id'] : []),
  ];
  const select = `SELECT 1 FROM ${tables.join(' JOIN ')} WHERE ${where}`;
  return countRows((sql, given) => manager.query(sql, given), select, values);
}
