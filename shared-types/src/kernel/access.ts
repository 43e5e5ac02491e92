/** The roles of this release. A person may hold several, in several organisations; a session holds one. */
export const roles = ['technician', 'company_admin', 'owner_officer', 'regulator', 'reviewer'] as const;
export type Role = (typeof roles)[number];

export const roleWords: Record<Role, string> = {
  technician: '维保人员',
  company_admin: '维保单位管理员',
  owner_officer: '使用单位电梯安全员',
  regulator: '监管人员',
  reviewer: '核验人员',
};

/**
 * How far a role reaches with one endpoint.
 * - `any`: no ownership involved
 * - `self`: the actor's own person
 * - `member`: a visit the actor takes part in
 * - `organisation`: what belongs to the actor's organisation (company or owner)
 * - `division`: what lies in the actor's administrative division
 */
export type Scope = 'any' | 'self' | 'member' | 'organisation' | 'division';

/** `public` needs no session; otherwise every role not named is refused. */
export type Access = 'public' | Partial<Record<Role, Scope>>;
