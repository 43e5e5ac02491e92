import type { TreeNode } from '@lifttrust/shared-types/directory/directory.rules';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { AuditEntry } from '../kernel/audit-entry.entity';
import type { Transaction } from '../kernel/unit-of-work';
import type { Provenance } from '../person/assignment.service';
import { Person } from '../person/person.entity';

interface Holding {
  departmentIds: readonly string[];
  roleIds: readonly string[];
}

const Told = z.object({ reason: z.string() }).catch({ reason: '' });
const actions = ['directory.department_mapped', 'directory.role_mapped'];
/** No tree is deeper (see directory.rules). */
const deepest = 50;

const unknown: Provenance = {
  source: 'dingtalk_sync',
  operatorId: null,
  operatorName: '',
  reason: '部门与角色对应',
};

/** Who said last what a member's departments and roles mean: theirs is the reason for what it changed. */
@Singleton()
export class DirectoryReasons {
  async ofMappings(
    tx: Transaction,
    all: Holding[],
    tree: ReadonlyMap<string, TreeNode>,
  ): Promise<(member: Holding) => Provenance> {
    const subjects = [...new Set(all.flatMap((member) => subjectsOf(member, tree)))];
    const acts = await tx.manager.find(AuditEntry, {
      where: { subjectId: In(subjects), action: In(actions) },
      order: { id: 'DESC' },
    });
    const people = await tx.manager.findBy(Person, {
      id: In(acts.flatMap(({ personId }) => personId ?? [])),
    });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return (member) => {
      const concerned = new Set(subjectsOf(member, tree));
      const act = acts.find(({ subjectId }) => concerned.has(subjectId));
      if (!act) return unknown;
      const operatorName = names.get(act.personId ?? '') ?? '';
      const { reason } = Told.parse(act.detail);
      return { ...unknown, operatorId: act.personId, operatorName, reason: `${unknown.reason}：${reason}` };
    };
  }
}

/** What a mapping may have been about: their roles, their departments and those above. */
function subjectsOf({ departmentIds, roleIds }: Holding, tree: ReadonlyMap<string, TreeNode>): string[] {
  const found = [...roleIds];
  for (const departmentId of departmentIds) {
    let id: string | null = departmentId;
    for (let level = 0; id !== null && level < deepest; level += 1) {
      found.push(id);
      id = tree.get(id)?.parentId ?? null;
    }
  }
  return found;
}
