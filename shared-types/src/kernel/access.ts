/** The roles of this release. A person may hold several, in several organisations; a session holds one. */
export const roles = [
  'technician',
  'company_admin',
  'owner_officer',
  'owner_admin',
  'unit_admin',
  'inspector',
  'rescuer',
  'regulator',
  'regulator_admin',
  'reviewer',
  'auditor',
  'hotline_operator',
] as const;
export type Role = (typeof roles)[number];

export const roleWords: Record<Role, string> = {
  technician: '维保人员',
  company_admin: '维保单位管理员',
  owner_officer: '使用单位电梯安全员',
  owner_admin: '使用单位管理员',
  unit_admin: '其他单位管理员',
  inspector: '检验检测人员',
  rescuer: '救援人员',
  regulator: '监管人员',
  regulator_admin: '监管管理员',
  reviewer: '核验人员',
  auditor: '审计人员',
  hotline_operator: '应急值班员',
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

/** The same reach for every role there is. */
export const everyRole = <S extends Scope>(scope: S): Record<Role, S> => ({
  technician: scope,
  company_admin: scope,
  owner_officer: scope,
  owner_admin: scope,
  unit_admin: scope,
  inspector: scope,
  rescuer: scope,
  regulator: scope,
  regulator_admin: scope,
  reviewer: scope,
  auditor: scope,
  hotline_operator: scope,
});

/** Who watches a district; the auditor looks and changes nothing. */
export const districtReaders = {
  regulator: 'division',
  regulator_admin: 'division',
  reviewer: 'division',
  auditor: 'division',
} as const;

/** Who acts for the district's supervision. */
export const districtActors = { regulator: 'division', regulator_admin: 'division' } as const;

/** What a role sees is decided by the area its organisation answers for. */
const areaRoles: readonly Role[] = [
  'regulator',
  'regulator_admin',
  'reviewer',
  'auditor',
  'hotline_operator',
];
export const actsByArea = (role: Role): boolean => areaRoles.includes(role);

/** An owner's officers and administrators, wherever both may do or see a thing. */
export const actsForOwner = (role: Role): boolean => role === 'owner_officer' || role === 'owner_admin';
