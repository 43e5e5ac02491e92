import type { Corporation, SimulatedMember } from './dingtalk-corporation';

type Body = Record<string, unknown>;
type Answer = { errcode: number; errmsg: string; result?: unknown };

const fine = (result?: unknown): Answer => ({
  errcode: 0,
  errmsg: 'ok',
  ...(result === undefined ? {} : { result }),
});
const refused = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg });
const noUser = refused(60121, '找不到该用户');
const noDepartment = refused(60003, '部门不存在');

/** The address book interfaces as documented: `topapi/v2/department`, `topapi/v2/user`, `topapi/role`. */
export class DingtalkContacts {
  /** Who is created must agree first. */
  asksConsent = false;

  constructor(private readonly corporation: Corporation) {}

  /** Null: no such interface. */
  answer(path: string, body: Body): Answer | null {
    switch (path) {
      case '/topapi/v2/department/get':
        return this.department(Number(body.dept_id));
      case '/topapi/v2/department/listsub':
        return this.below(Number(body.dept_id ?? 1));
      case '/topapi/v2/user/list':
        return this.members(Number(body.dept_id), Number(body.cursor), Number(body.size));
      case '/topapi/v2/user/get':
        return this.member(String(body.userid));
      case '/topapi/v2/user/getbymobile':
        return this.byPhone(String(body.mobile));
      case '/topapi/v2/user/create':
        return this.create(body);
      case '/topapi/v2/user/update':
        return this.rename(String(body.userid), body.name);
      case '/topapi/v2/user/delete':
        return this.remove(String(body.userid));
      case '/topapi/role/list':
        return this.roles(Number(body.offset ?? 0), Number(body.size ?? 20));
      case '/topapi/role/simplelist':
        return this.holders(Number(body.role_id), Number(body.offset ?? 0), Number(body.size ?? 20));
      default:
        return null;
    }
  }

  private department(id: number): Answer {
    const found = this.corporation.departments.get(id);
    if (!found) return noDepartment;
    // The root has no parent.
    const { parent_id, ...rest } = found;
    return fine(parent_id === null ? rest : found);
  }

  private below(id: number): Answer {
    if (!this.corporation.departments.has(id)) return noDepartment;
    return fine([...this.corporation.departments.values()].filter(({ parent_id }) => parent_id === id));
  }

  private members(departmentId: number, cursor: number, size: number): Answer {
    if (!(size >= 1 && size <= 100)) return refused(400002, '参数错误：size');
    if (!this.corporation.departments.has(departmentId)) return noDepartment;
    const inside = this.membersOf(departmentId);
    const list = inside.slice(cursor, cursor + size).map(withoutRealName);
    const has_more = cursor + size < inside.length;
    return fine({ has_more, ...(has_more ? { next_cursor: cursor + size } : {}), list });
  }

  private index = new Map<number, SimulatedMember[]>();
  private indexed = '';

  /** Big corporations are looked through once, until somebody comes or goes. */
  private membersOf(departmentId: number): SimulatedMember[] {
    const { members } = this.corporation;
    if (members.size < 1000)
      return [...members.values()].filter(({ dept_id_list }) => dept_id_list.includes(departmentId));
    const now = `${members.size} ${this.corporation.changes}`;
    if (this.indexed !== now) {
      this.index = new Map();
      for (const member of members.values())
        for (const id of member.dept_id_list) {
          const inside = this.index.get(id) ?? [];
          inside.push(member);
          this.index.set(id, inside);
        }
      this.indexed = now;
    }
    return this.index.get(departmentId) ?? [];
  }

  private member(userid: string): Answer {
    const found = this.corporation.members.get(userid);
    if (!found) return noUser;
    const roles = [...this.corporation.roles.values()].filter(({ holders }) => holders.has(userid));
    return fine({
      ...found,
      role_list: roles.map(({ id, name, group }) => ({ id, name, group_name: group })),
    });
  }

  private byPhone(mobile: string): Answer {
    const found = [...this.corporation.members.values()].find((member) => member.mobile === mobile);
    return found ? fine({ userid: found.userid }) : noUser;
  }

  private create({ name, mobile, dept_id_list }: Body): Answer {
    if (this.byPhone(String(mobile)).errcode === 0) return refused(60104, '手机号码在企业中已存在');
    if (this.asksConsent) return refused(40103, '已发送邀请，对方同意后即可完成添加');
    const [first = '1'] = String(dept_id_list).split(',');
    const made = this.corporation.addMember(String(name), Number(first), {
      mobile: String(mobile),
      active: false,
    });
    return fine({ userid: made.userid });
  }

  private rename(userid: string, name: unknown): Answer {
    const found = this.corporation.members.get(userid);
    if (!found) return noUser;
    found.name = String(name);
    return fine();
  }

  private remove(userid: string): Answer {
    if (!this.corporation.members.has(userid)) return noUser;
    this.corporation.removeMember(userid);
    return fine();
  }

  private roles(offset: number, size: number): Answer {
    const all = [...this.corporation.roles.values()];
    const slice = all.slice(offset, offset + size);
    const groups = [...new Set(slice.map(({ group }) => group))].map((name, groupId) => ({
      groupId,
      name,
      roles: slice.filter(({ group }) => group === name).map(({ id, name: role }) => ({ id, name: role })),
    }));
    return fine({ hasMore: offset + size < all.length, list: groups });
  }

  private holders(roleId: number, offset: number, size: number): Answer {
    const role = this.corporation.roles.get(roleId);
    if (!role) return refused(60122, '角色不存在');
    const all = [...role.holders];
    const hasMore = offset + size < all.length;
    const list = all.slice(offset, offset + size).map((userid) => ({ userid, name: '' }));
    return fine({ hasMore, ...(hasMore ? { nextCursor: offset + size } : {}), list });
  }
}

/** 实名 is told about one member at a time only. */
const withoutRealName = ({ real_authed: _untold, ...member }: SimulatedMember) => member;
