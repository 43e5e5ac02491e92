import type { Access } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { type Actor, type Ctx, requireActor } from './actor';

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

const inDivision = (actor: Actor, subject: Belonging) =>
  actor.divisionCode !== '' && subject.divisionCode.startsWith(actor.divisionCode);

/** Second half: does this actor's organisation or division cover the subject? */
export function covers(actor: Actor, subject: Belonging): boolean {
  switch (actor.role) {
    case 'regulator':
    case 'reviewer':
      return inDivision(actor, subject);
    case 'company_admin':
    case 'technician':
      return subject.companyId === actor.organisationId;
    case 'owner_officer':
      return subject.ownerId === actor.organisationId;
  }
}

/** Outsiders learn nothing: what is not theirs does not exist. */
export function mustCover(actor: Actor, subject: Belonging | null | undefined): void {
  if (!subject || !covers(actor, subject)) throw AppError.notFound();
}

/** The same rule as a condition for lists: SQL over the aliased columns and its parameters. */
export function coverClause(
  actor: Actor,
  alias: string,
): { sql: string; parameters: Record<string, string> } {
  switch (actor.role) {
    case 'regulator':
    case 'reviewer':
      return actor.divisionCode === ''
        ? { sql: '1 = 0', parameters: {} }
        : {
            sql: `${alias}.division_code LIKE :division`,
            parameters: { division: `${actor.divisionCode}%` },
          };
    case 'company_admin':
    case 'technician':
      return {
        sql: `${alias}.company_id = :organisation`,
        parameters: { organisation: actor.organisationId },
      };
    case 'owner_officer':
      return { sql: `${alias}.owner_id = :organisation`, parameters: { organisation: actor.organisationId } };
  }
}
