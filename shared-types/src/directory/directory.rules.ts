import { actsByArea, type Role } from '../kernel/access';
import type { Refusal } from '../kernel/app-error';
import { type OrganisationKind, rolesOfKind } from '../organisation/organisation.kinds';

/** A department of the corporation's address book; the root has no parent. */
export interface TreeNode {
  id: string;
  parentId: string | null;
}

export interface DepartmentMeaning {
  organisationId: string;
  kind: OrganisationKind;
  divisionCode: string;
  /** What its people are when no role of theirs says otherwise. */
  role: Role | null;
}

export interface RoleMeaning {
  /** The area in which the role means this. */
  divisionCode: string;
  role: Role;
}

export interface Grant {
  organisationId: string;
  role: Role;
}

/** Nobody's tree is deeper; a circle in broken data must end somewhere. */
const deepest = 50;

/**
 * The mapped department that a department lies in, itself first: what is mapped nearer decides. Null: none.
 * @basis 鲤城区电梯质量安全监管平台工作方案 四（二）: 监管部门在钉钉后台分配账号
 */
export function mappedAbove(
  departmentId: string,
  tree: ReadonlyMap<string, TreeNode>,
  isMapped: (id: string) => boolean,
): string | null {
  let id: string | null = departmentId;
  for (let step = 0; id !== null && step < deepest; step += 1) {
    if (isMapped(id)) return id;
    id = tree.get(id)?.parentId ?? null;
  }
  return null;
}

/** Of several meanings of one role that of the smallest area around the organisation counts; null: none does. */
function meaningFor(meanings: readonly RoleMeaning[], divisionCode: string): Role | null {
  const around = meanings
    .filter((meaning) => divisionCode.startsWith(meaning.divisionCode))
    .sort((a, b) => b.divisionCode.length - a.divisionCode.length);
  return around[0]?.role ?? null;
}

/**
 * The roles somebody holds by their place in the address book: for each department that stands for an organisation
 * those of their roles which people of such an organisation may hold, else the department's own.
 * @basis 鲤城区电梯质量安全监管平台工作方案 四（二）; ORG-02
 */
export function grantsOf(
  member: { departmentIds: readonly string[]; roleIds: readonly string[] },
  tree: ReadonlyMap<string, TreeNode>,
  departments: ReadonlyMap<string, DepartmentMeaning>,
  roles: ReadonlyMap<string, readonly RoleMeaning[]>,
): Grant[] {
  const found = new Map<string, Grant>();
  for (const departmentId of member.departmentIds) {
    const above = mappedAbove(departmentId, tree, (id) => departments.has(id));
    const meaning = above === null ? undefined : departments.get(above);
    if (!meaning) continue;
    const allowed = rolesOfKind[meaning.kind];
    const held = member.roleIds
      .map((id) => meaningFor(roles.get(id) ?? [], meaning.divisionCode))
      .filter((role): role is Role => role !== null && allowed.includes(role));
    const own = meaning.role !== null && allowed.includes(meaning.role) ? [meaning.role] : [];
    for (const role of held.length > 0 ? held : own) {
      const grant = { organisationId: meaning.organisationId, role };
      found.set(`${grant.organisationId} ${role}`, grant);
    }
  }
  return [...found.values()];
}

/** Few leave in a day. More at once looks like a right withdrawn or a department hidden, not like people leaving. */
const mayLeaveAtOnce = 20;
const mayLeaveShare = 0.1;

/** More than 20 people and more than a tenth of all gone at once: a person has to say that it is true. */
export const isMassLeaving = (known: number, gone: number): boolean =>
  gone > mayLeaveAtOnce && gone > known * mayLeaveShare;

export type AccountsOpenedBy = 'regulator' | 'company';

/** Who wants to give or take which role where. */
export interface Assigning {
  actor: { role: Role; organisationId: string; divisionCode: string };
  organisation: { id: string; kind: OrganisationKind; divisionCode: string };
  role: Role;
  openedBy: AccountsOpenedBy;
}

const isAdminRole = (kind: OrganisationKind, role: Role) => rolesOfKind[kind][0] === role;

/** Is the organisation the actor's own, or in the area the actor administers? What is neither does not exist. */
export const mayKnow = ({ actor, organisation }: Pick<Assigning, 'actor' | 'organisation'>): boolean =>
  actsByArea(actor.role)
    ? actor.divisionCode !== '' && organisation.divisionCode.startsWith(actor.divisionCode)
    : actor.organisationId === organisation.id;

/**
 * The chain of accounts: the regulator opens the administrators of units, each unit's administrator gives rights to
 * its own people; administrators are opened by units themselves only where the city says so.
 * @basis 鲤城区电梯质量安全监管平台工作方案 四（二）; 广州市 2021 三（一）1–3; ORG-02
 */
export function refuseAssigning({ actor, organisation, role, openedBy }: Assigning): Refusal | null {
  if (!rolesOfKind[organisation.kind].includes(role))
    return { code: 'account.role_not_of_kind', field: 'role', message: '这类单位的人员没有这种身份。' };
  const isAdmin = isAdminRole(organisation.kind, role);
  if (actor.role === 'regulator_admin') {
    if (isAdmin || organisation.kind === 'regulator') return null;
    return {
      code: 'account.units_own_people',
      field: 'role',
      message: '监管管理员开通单位管理员；单位里的其他人员由单位管理员自己分配。',
    };
  }
  if (isAdmin && openedBy === 'regulator')
    return {
      code: 'account.admin_by_regulator',
      field: 'role',
      message: '单位管理员由监管部门开通，请联系辖区监管管理员。',
    };
  return null;
}
