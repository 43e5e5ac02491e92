import type { DepartmentMeaning, TreeNode } from '@lifttrust/shared-types/directory/directory.rules';
import type { OrganisationKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';
import { DirectoryDepartment } from './directory-department.entity';

/** The departments that exist, by their ids. */
export async function treeOf(manager: EntityManager): Promise<Map<string, TreeNode & { name: string }>> {
  const rows: (TreeNode & { name: string })[] = await manager.query(
    'SELECT id, parent_id AS parentId, name FROM directory_department WHERE gone_at IS NULL',
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the mapped departments stand for; an organisation that is closed is stood for by nothing. */
export async function departmentMeanings(manager: EntityManager): Promise<Map<string, DepartmentMeaning>> {
  const rows: (DepartmentMeaning & { departmentId: string })[] = await manager.query(
    `SELECT m.department_id AS departmentId, m.organisation_id AS organisationId, m.role AS role,
            o.kind AS kind, o.division_code AS divisionCode
     FROM directory_department_mapping m
     JOIN organisation o ON o.id = m.organisation_id
     WHERE o.closed_on IS NULL`,
  );
  return new Map(rows.map(({ departmentId, ...meaning }) => [departmentId, meaning]));
}

export interface MappedRow {
  departmentId: string;
  organisationId: string;
  organisationName: string;
  kind: OrganisationKind;
  divisionCode: string;
  role: string | null;
  mappedAt: number;
  mappedBy: string;
  reason: string;
}

/** Mappings of departments with the names a page shows. */
export async function mappedDepartments(manager: EntityManager): Promise<MappedRow[]> {
  const rows: MappedRow[] = await manager.query(
    `SELECT m.department_id AS departmentId, o.id AS organisationId, o.name AS organisationName, o.kind AS kind,
            o.division_code AS divisionCode, m.role AS role, m.mapped_at AS mappedAt, p.name AS mappedBy,
            m.reason AS reason
     FROM directory_department_mapping m
     JOIN organisation o ON o.id = m.organisation_id
     JOIN person p ON p.id = m.mapped_by`,
  );
  return rows.map((row) => ({ ...row, mappedAt: Number(row.mappedAt) }));
}

export interface Holding {
  roleId: string;
  userId: string;
}

/** Which roles these members hold. */
export async function holdingsOf(manager: EntityManager, userIds: string[]): Promise<Map<string, string[]>> {
  const held = new Map<string, string[]>();
  if (userIds.length === 0) return held;
  const places = marks(userIds);
  const rows: Holding[] = await manager.query(
    `SELECT h.role_id AS roleId, h.user_id AS userId FROM directory_role_holder h
     JOIN directory_role r ON r.id = h.role_id
     WHERE r.gone_at IS NULL AND h.user_id IN (${places}) ORDER BY h.role_id`,
    userIds,
  );
  for (const { roleId, userId } of rows) held.set(userId, [...(held.get(userId) ?? []), roleId]);
  return held;
}

/** How many hold each role. */
export async function holderCounts(manager: EntityManager): Promise<Map<string, number>> {
  const rows: { roleId: string; count: number }[] = await manager.query(
    'SELECT role_id AS roleId, COUNT(*) AS count FROM directory_role_holder GROUP BY role_id',
  );
  return new Map(rows.map(({ roleId, count }) => [roleId, Number(count)]));
}

/** Everybody whose place is in one of these departments or below; the tree is walked in memory. */
export function below(tree: ReadonlyMap<string, TreeNode>, departmentId: string): Set<string> {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of tree.values())
    if (parentId !== null) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  const found = new Set([departmentId]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return found;
}

/** Members of each department and how many they are. */
export async function peopleByDepartment(manager: EntityManager): Promise<Map<string, string[]>> {
  const rows: { id: string; departmentIds: string }[] = await manager.query(
    'SELECT id, department_ids AS departmentIds FROM directory_person WHERE gone_at IS NULL',
  );
  const found = new Map<string, string[]>();
  for (const { id, departmentIds } of rows) {
    for (const department of JSON.parse(departmentIds) as string[]) {
      const members = found.get(department);
      if (members) members.push(id);
      else found.set(department, [id]);
    }
  }
  return found;
}

export const departmentNamed = (manager: EntityManager, id: string) =>
  manager.findOneBy(DirectoryDepartment, { id });
