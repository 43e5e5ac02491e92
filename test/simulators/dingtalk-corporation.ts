import { randomBytes } from 'node:crypto';

export interface SimulatedDepartment {
  dept_id: number;
  parent_id: number | null;
  name: string;
}

export interface SimulatedMember {
  userid: string;
  unionid: string;
  name: string;
  mobile: string;
  dept_id_list: number[];
  active: boolean;
  admin: boolean;
  real_authed: boolean;
}

export interface SimulatedRole {
  id: number;
  name: string;
  group: string;
  holders: Set<string>;
}

/** A corporation as its administrator sees it: departments, members, roles. Everybody is invented. */
export class Corporation {
  readonly corpId = 'dingexamplecorp';
  readonly departments = new Map<number, SimulatedDepartment>();
  readonly members = new Map<string, SimulatedMember>();
  readonly roles = new Map<number, SimulatedRole>();
  /** Who was a member once. */
  readonly left = new Set<string>();
  private count = 100;

  constructor() {
    this.departments.set(1, { dept_id: 1, parent_id: null, name: '示范市电梯安全' });
  }

  addDepartment(name: string, parentId = 1): number {
    this.count += 1;
    this.departments.set(this.count, { dept_id: this.count, parent_id: parentId, name });
    return this.count;
  }

  addRole(name: string, group = '岗位'): number {
    this.count += 1;
    this.roles.set(this.count, { id: this.count, name, group, holders: new Set() });
    return this.count;
  }

  addMember(name: string, departmentId: number, told: Partial<SimulatedMember> = {}): SimulatedMember {
    this.count += 1;
    const member = {
      userid: `user${this.count}`,
      unionid: `union${randomBytes(6).toString('hex')}`,
      name,
      mobile: `1009${String(this.count).padStart(7, '0')}`,
      dept_id_list: [departmentId],
      active: true,
      admin: false,
      real_authed: true,
      ...told,
    };
    this.members.set(member.userid, member);
    return member;
  }

  /** Something was changed in place. */
  changes = 0;
  touch(): void {
    this.changes += 1;
  }

  removeMember(userid: string): void {
    if (this.members.delete(userid)) this.left.add(userid);
    for (const role of this.roles.values()) role.holders.delete(userid);
  }

  /** Many members in as many departments as asked, for measuring. */
  fill(people: number, departments: number): void {
    const ids = Array.from({ length: departments }, (_, at) =>
      this.addDepartment(`部门${at}`, at < 20 ? 1 : 102 + (at % 20)),
    );
    for (let at = 0; at < people; at += 1) this.addMember(`成员${at}`, ids[at % ids.length] ?? 1);
  }
}
