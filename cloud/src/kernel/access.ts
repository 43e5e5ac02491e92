import type { Access, Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import { type Actor, type Ctx, requireActor } from './actor';
import { formerAreas } from './area-history';

/** First half of every permission: may this role call this endpoint at all? Ownership is the service's half. */
export function refuseRole(access: Access, ctx: Ctx): void {
  if (access === 'public') return;
  const actor = requireActor(ctx);
  if (access[actor.role] === undefined) {
    throw new AppError('forbidden', 'kernel.role_not_allowed', '您的身份不能做这件事。请联系本单位管理员。');
  }
}

/** What a lift or a record belongs to, as far as permission goes. */
export interface Belonging {
  companyId: string | null;
  ownerId: string | null;
  divisionCode: string;
}

/** What a role's reach is measured by: its area, the company that maintains, the owner, or nothing of a lift's. */
type Basis = 'area' | 'company' | 'owner' | 'none';
const bases: Record<Role, Basis> = {
  regulator: 'area',
  regulator_admin: 'area',
  reviewer: 'area',
  auditor: 'area',
  hotline_operator: 'area',
  company_admin: 'company',
  technician: 'company',
  owner_officer: 'owner',
  owner_admin: 'owner',
  unit_admin: 'none',
  inspector: 'none',
  rescuer: 'none',
};

const inDivision = (actor: Actor, subject: Belonging) =>
  actor.divisionCode !== '' &&
  [actor.divisionCode, ...formerAreas(actor.divisionCode)].some((code) =>
    subject.divisionCode.startsWith(code),
  );

/** Second half: does this actor's organisation or division cover the subject? */
export function covers(actor: Actor, subject: Belonging): boolean {
  switch (bases[actor.role]) {
    case 'area':
      return inDivision(actor, subject);
    case 'company':
      return subject.companyId === actor.organisationId;
    case 'owner':
      return subject.ownerId === actor.organisationId;
    case 'none':
      return false;
  }
}

/** Outsiders learn nothing: what is not theirs does not exist. */
export function mustCover(actor: Actor, subject: Belonging | null | undefined): void {
  if (!subject || !covers(actor, subject)) throw AppError.notFound();
}

export interface Clause {
  sql: string;
  parameters: Record<string, string>;
}

const nothing: Clause = { sql: '1 = 0', parameters: {} };
/** No condition: of a table that the reader may see whole. */
export const everything: Clause = { sql: '1 = 1', parameters: {} };

/**
 * The codes of an area: from its own to the first that no longer begins with it. Said as a range and not as a pattern,
 * since SQLite has no index for patterns.
 * @param code digits; not empty
 */
export function areaBounds(code: string): [from: string, before: string] {
  return [code, `${code.slice(0, -1)}${String.fromCharCode(code.charCodeAt(code.length - 1) + 1)}`];
}

/** Rows of an area, by `division_code`; none for the empty code. */
export function areaClause(code: string, alias: string, codes: readonly string[] = [code]): Clause {
  if (code === '') return nothing;
  const bounds = codes.map(areaBounds);
  const column = `${alias}.division_code`;
  const parts = bounds.map((_, at) => `(${column} >= :areaFrom${at} AND ${column} < :areaBefore${at})`);
  return {
    sql: parts.length === 1 ? parts.join() : `(${parts.join(' OR ')})`,
    parameters: Object.fromEntries(
      bounds.flatMap(([from, before], at) => [
        [`areaFrom${at}`, from],
        [`areaBefore${at}`, before],
      ]),
    ),
  };
}

/** Codes this long are those of a district: it never is the whole register of a city. */
const districtDigits = 6;

/**
 * Does everything in a table lie in an actor's area? Its first and its last code say so: the index answers at once.
 * @param table has an index that begins with `division_code`, which is never null there
 */
export async function isWholeTable(manager: EntityManager, actor: Actor, table: string): Promise<boolean> {
  const { divisionCode } = actor;
  if (bases[actor.role] !== 'area' || divisionCode === '' || divisionCode.length >= districtDigits)
    return false;
  const [ends]: { low: string | null; high: string | null }[] = await manager.query(
    `SELECT (SELECT MIN(division_code) FROM ${table}) AS low, (SELECT MAX(division_code) FROM ${table}) AS high`,
  );
  const isInside = (code: string | null | undefined) =>
    typeof code === 'string' && code.startsWith(divisionCode);
  return isInside(ends?.low) && isInside(ends?.high);
}

/** As `coverClause`, but whoever may see the whole table is not asked about each of its rows. */
export async function scopeClause(
  manager: EntityManager,
  actor: Actor,
  alias: string,
  table: string,
): Promise<Clause> {
  return (await isWholeTable(manager, actor, table)) ? everything : coverClause(actor, alias);
}

/** The same rule as a condition for lists: SQL over the aliased columns and its parameters. */
export function coverClause(actor: Actor, alias: string): Clause {
  const organisation = actor.organisationId;
  switch (bases[actor.role]) {
    case 'area':
      // With what has become part of it: past records keep the code of their day.
      return areaClause(actor.divisionCode, alias, [actor.divisionCode, ...formerAreas(actor.divisionCode)]);
    case 'company':
      return { sql: `${alias}.company_id = :organisation`, parameters: { organisation } };
    case 'owner':
      return { sql: `${alias}.owner_id = :organisation`, parameters: { organisation } };
    case 'none':
      return nothing;
  }
}
