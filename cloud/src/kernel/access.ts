import type { Access, Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
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
  company_admin: 'company',
  technician: 'company',
  owner_officer: 'owner',
  owner_admin: 'owner',
  unit_admin: 'none',
  inspector: 'none',
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

const nothing = { sql: '1 = 0', parameters: {} };

/** An area by its prefix, and what has become part of it: past records keep the code of their day. */
function areaClause(code: string, alias: string): { sql: string; parameters: Record<string, string> } {
  const former = formerAreas(code);
  const own = `${alias}.division_code LIKE :division`;
  if (former.length === 0) return { sql: own, parameters: { division: `${code}%` } };
  const others = former.map((_, index) => `${alias}.division_code LIKE :formerDivision${index}`);
  return {
    sql: `(${[own, ...others].join(' OR ')})`,
    parameters: Object.fromEntries([
      ['division', `${code}%`],
      ...former.map((one, index) => [`formerDivision${index}`, `${one}%`]),
    ]),
  };
}

/** The same rule as a condition for lists: SQL over the aliased columns and its parameters. */
export function coverClause(
  actor: Actor,
  alias: string,
): { sql: string; parameters: Record<string, string> } {
  const organisation = actor.organisationId;
  switch (bases[actor.role]) {
    case 'area':
      if (actor.divisionCode === '') return nothing;
      return areaClause(actor.divisionCode, alias);
    case 'company':
      return { sql: `${alias}.company_id = :organisation`, parameters: { organisation } };
    case 'owner':
      return { sql: `${alias}.owner_id = :organisation`, parameters: { organisation } };
    case 'none':
      return nothing;
  }
}
