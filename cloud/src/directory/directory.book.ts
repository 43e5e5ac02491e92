import { Inject, Singleton } from '@midwayjs/core';
import { In, type QueryDeepPartialEntity } from 'typeorm';
import type { Department, Member, MemberInFull, DirectoryRole as RoleRead } from '../adapters/directory/port';
import { Cipher } from '../kernel/cipher';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { DirectoryDepartment } from './directory-department.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryRole } from './directory-role.entity';
import { DirectoryRoleHolder } from './directory-role-holder.entity';

/** When the reading began, and in which sync (null: because of an event). */
export interface Reading {
  at: number;
  syncId: string | null;
}

/** What a reading found otherwise than it was kept. */
export interface Found {
  id: string;
  kind: 'added' | 'changed';
  name: string;
  text: string;
  departmentIds: string[];
}

/** Lists of a department's people say nothing of it. */
const untold = { realNamed: null, realNamedAt: null };

const bySqlLength = (text: string, most: number) => [...text].slice(0, most).join('');

/**
 * The address book as last read. Whatever arrives late never overwrites what was read later; what is unchanged is
 * only marked as seen. Phones are sealed, found again by their blind index.
 */
@Singleton()
export class DirectoryBook {
  @Inject() cipher: Cipher;

  async putPeople(tx: Transaction, members: Member[], reading: Reading): Promise<Found[]> {
    const once = new Map(members.map((member) => [member.userId, member]));
    if (once.size === 0) return [];
    const stored = await tx.manager.findBy(DirectoryPerson, { id: In([...once.keys()]) });
    const known = new Map(stored.map((row) => [row.id, row]));
    const found: Found[] = [];
    const added: QueryDeepPartialEntity<DirectoryPerson>[] = [];
    for (const member of once.values()) {
      const before = known.get(member.userId);
      const content = this.contentOf(member);
      if (before && (before.readAt > reading.at || (before.content === content && before.goneAt === null)))
        continue;
      const row = { ...this.rowOf(member), content, isDue: true, readAt: reading.at, goneAt: null };
      found.push(foundPerson(member, before, row));
      if (before) await tx.manager.update(DirectoryPerson, { id: member.userId }, row);
      else added.push({ ...row, ...untold, id: member.userId, personId: null, seenBy: reading.syncId });
    }
    await insertRows(tx.manager, DirectoryPerson, added);
    const change = reading.syncId ? { seenBy: reading.syncId } : { readAt: reading.at };
    const met = [...once.keys()].filter((id) => known.has(id));
    if (met.length > 0) await tx.manager.update(DirectoryPerson, { id: In(met) }, change);
    return found;
  }

  /** One member as read alone: also whether they are real-named, and their roles. */
  async putMember(tx: Transaction, member: MemberInFull, reading: Reading): Promise<Found[]> {
    const before = await tx.manager.findOneBy(DirectoryPerson, { id: member.userId });
    if (before && before.readAt > reading.at) return [];
    const found = await this.putPeople(tx, [member], reading);
    await tx.manager.delete(DirectoryRoleHolder, { userId: member.userId });
    const holds = member.roleIds.map((roleId) => ({ roleId, userId: member.userId, seenBy: reading.syncId }));
    await insertRows(tx.manager, DirectoryRoleHolder, holds);
    const told = { realNamed: member.realNamed, realNamedAt: reading.at, isDue: true };
    await tx.manager.update(DirectoryPerson, { id: member.userId }, told);
    return found;
  }

  /** Only whether somebody is real-named; a later reading stands. */
  async putRealName(tx: Transaction, userId: string, realNamed: boolean | null, at: number): Promise<void> {
    const change = 'UPDATE directory_person SET real_named = ?, real_named_at = ?';
    await tx.manager.query(`${change} WHERE id = ? AND (real_named_at IS NULL OR real_named_at < ?)`, [
      ...[realNamed === null ? null : Number(realNamed), at, userId, at],
    ]);
  }

  /** No longer a member. False: was none before. */
  async personGone(tx: Transaction, userId: string, reading: Reading): Promise<boolean> {
    const before = await tx.manager.findOneBy(DirectoryPerson, { id: userId });
    if (!before || before.goneAt !== null || before.readAt > reading.at) return false;
    const change = { goneAt: tx.at, readAt: reading.at, isDue: true };
    await tx.manager.update(DirectoryPerson, { id: userId }, change);
    await tx.manager.delete(DirectoryRoleHolder, { userId });
    return true;
  }

  /** Gives what was found otherwise; a department that moved matters to everybody in it. */
  async putDepartments(tx: Transaction, departments: Department[], reading: Reading): Promise<Found[]> {
    const found: Found[] = [];
    for (const { id, parentId, name: fullName } of departments) {
      const name = bySqlLength(fullName, 100);
      const before = await tx.manager.findOneBy(DirectoryDepartment, { id });
      const seen = reading.syncId ? { seenBy: reading.syncId } : {};
      if (before && before.readAt > reading.at) {
        await tx.manager.update(DirectoryDepartment, { id }, seen);
        continue;
      }
      const row = { parentId, name, readAt: reading.at, goneAt: null, ...seen };
      const told = { id, name, departmentIds: [id] };
      if (!before) {
        await tx.manager.insert(DirectoryDepartment, { ...row, id, peopleFrom: 0 });
        found.push({ ...told, kind: 'added', text: '新部门' });
      } else {
        await tx.manager.update(DirectoryDepartment, { id }, row);
        const text = changesOf(before, row);
        if (text) found.push({ ...told, kind: 'changed', text });
      }
    }
    return found;
  }

  async departmentGone(tx: Transaction, id: string): Promise<boolean> {
    const before = await tx.manager.findOneBy(DirectoryDepartment, { id });
    if (!before || before.goneAt !== null) return false;
    await tx.manager.update(DirectoryDepartment, { id }, { goneAt: tx.at });
    return true;
  }

  async putRoles(tx: Transaction, roles: RoleRead[], syncId: string): Promise<Found[]> {
    const found: Found[] = [];
    for (const { id, name: fullName, group } of roles) {
      const [name, groupName] = [bySqlLength(fullName, 60), bySqlLength(group, 60)];
      const before = await tx.manager.findOneBy(DirectoryRole, { id });
      const row = { name, groupName, seenBy: syncId, goneAt: null };
      if (before) await tx.manager.update(DirectoryRole, { id }, row);
      else await tx.manager.insert(DirectoryRole, { ...row, id, holdersBy: null });
      const told = { id, name, departmentIds: [] };
      if (!before || before.goneAt !== null) found.push({ ...told, kind: 'added', text: '新角色' });
      else if (before.name !== name) found.push({ ...told, kind: 'changed', text: `原名“${before.name}”` });
    }
    return found;
  }

  private contentOf(member: Member): string {
    const { unionId, name, phone, departmentIds, isActive, isAdmin } = member;
    const told = [unionId, name, phone, [...departmentIds].sort(), isActive, isAdmin];
    return this.cipher.fingerprint('directory', JSON.stringify(told));
  }

  private rowOf({ unionId, name, phone, departmentIds, isActive, isAdmin }: Member) {
    return {
      unionId,
      name: bySqlLength(name, 60),
      phoneSealed: phone === null ? null : this.cipher.encrypt(phone),
      phonePrint: phone === null ? null : this.cipher.fingerprint('phone', phone),
      departmentIds,
      isActive,
      isAdmin,
    };
  }
}

type Kept = Pick<DirectoryPerson, 'name' | 'phonePrint' | 'departmentIds'>;

function foundPerson(member: Member, before: DirectoryPerson | undefined, row: Kept): Found {
  const told = { id: member.userId, name: row.name, departmentIds: row.departmentIds };
  if (!before || before.goneAt !== null) return { ...told, kind: 'added', text: '新成员' };
  const sorted = (ids: string[]) => [...ids].sort().join();
  const changes = [
    before.name !== row.name && '姓名',
    before.phonePrint !== row.phonePrint && '手机号',
    sorted(before.departmentIds) !== sorted(row.departmentIds) && '部门',
  ].filter(Boolean);
  return {
    ...told,
    kind: 'changed',
    text: changes.length > 0 ? `${changes.join('、')}有变化` : '状态有变化',
  };
}

function changesOf(before: DirectoryDepartment, row: { parentId: string | null; name: string }): string {
  if (before.goneAt !== null) return '部门恢复';
  if (before.parentId !== row.parentId) return '换了上级部门';
  return before.name === row.name ? '' : `原名“${before.name}”`;
}
