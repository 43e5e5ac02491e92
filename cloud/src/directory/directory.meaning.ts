import type {
  DepartmentMeaning,
  RoleMeaning,
  TreeNode,
} from '@lifttrust/shared-types/directory/directory.rules';
import { mappedAbove } from '@lifttrust/shared-types/directory/directory.rules';
import type { EntityManager } from 'typeorm';
import { departmentMeanings, treeOf } from './directory.query';
import { DirectoryRoleMapping } from './directory-role-mapping.entity';

/** What departments and roles of the address book mean here, as it stands now. */
export interface Meanings {
  tree: Map<string, TreeNode>;
  departments: Map<string, DepartmentMeaning>;
  roles: Map<string, RoleMeaning[]>;
}

export async function readMeanings(manager: EntityManager): Promise<Meanings> {
  const [tree, departments, mapped] = await Promise.all([
    treeOf(manager),
    departmentMeanings(manager),
    manager.find(DirectoryRoleMapping),
  ]);
  const roles = new Map<string, RoleMeaning[]>();
  for (const { roleId, divisionCode, role } of mapped) {
    const meaning = { divisionCode, role: role as RoleMeaning['role'] };
    roles.set(roleId, [...(roles.get(roleId) ?? []), meaning]);
  }
  return { tree, departments, roles };
}

/** The area of the organisation a department stands for; empty where it stands for none. */
export function divisionOf({ tree, departments }: Meanings, departmentIds: readonly string[]): string {
  for (const id of departmentIds) {
    const above = mappedAbove(id, tree, (candidate) => departments.has(candidate));
    const meaning = above === null ? undefined : departments.get(above);
    if (meaning) return meaning.divisionCode;
  }
  return '';
}
