import type { z } from '@lifttrust/shared-types/kernel/zod';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { meaningOf, reasonOf, troubleOf } from '../dingtalk/dingtalk.codes';
import type { DingtalkToken } from '../dingtalk/dingtalk.token';
import { Pace } from '../dingtalk/pace';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import {
  CreatedShape,
  DepartmentShape,
  HolderSlice,
  MemberInFullShape,
  MemberShape,
  MemberSlice,
  Reply,
  RoleSlice,
} from './dingtalk.shapes';
import type {
  Created,
  Department,
  Directory,
  DirectoryRole,
  Member,
  MemberInFull,
  NewMember,
  Slice,
} from './port';

/** The most that one answer may hold (user/list: 100). */
const most = 100;
/** Waits after "too often", one after another; afterwards it is a temporary trouble of whoever asked. */
const pausesMs = [1000, 2000, 4000, 8000, 15_000, 30_000];
const jitter = (ms: number) => ms * (0.75 + Math.random() / 2);
/** 60104: the telephone belongs to a member already. 40103: the person was invited and has to agree. */
const codes = { phoneTaken: 60104, invited: 40103 };

type Body = Record<string, string | number | boolean>;

/**
 * DingTalk's address book. Calls leave at the corporation's pace; "too often" makes everybody wait, longer each time;
 * a token taken back is renewed once; silence is repeated with jitter by the outside service.
 * @basis DingTalk open platform, 通讯录管理 (topapi/v2/department, topapi/v2/user, topapi/role)
 */
export class DingtalkDirectory implements Directory {
  calls = 0;
  private readonly pace: Pace;

  constructor(
    private readonly access: Pick<DingtalkAccess, 'oapi' | 'rate'>,
    private readonly token: DingtalkToken,
    private readonly outside: OutsideService,
  ) {
    this.pace = new Pace(access.rate);
  }

  async department(id: string): Promise<Department | null> {
    const result = await this.ask('/topapi/v2/department/get', { dept_id: Number(id) }, DepartmentShape);
    return result && toDepartment(result);
  }

  async departmentsBelow(id: string): Promise<Department[]> {
    const shape = DepartmentShape.array();
    const found = await this.ask('/topapi/v2/department/listsub', { dept_id: Number(id) }, shape);
    return (found ?? []).map(toDepartment);
  }

  async members(departmentId: string, from: number): Promise<Slice<Member>> {
    const body = { dept_id: Number(departmentId), cursor: from, size: most };
    const slice = await this.ask('/topapi/v2/user/list', body, MemberSlice);
    if (!slice) return { items: [], next: null };
    return {
      items: slice.list.map(toMember),
      next: slice.has_more ? (slice.next_cursor ?? from + most) : null,
    };
  }

  async member(userId: string): Promise<MemberInFull | null> {
    const found = await this.ask('/topapi/v2/user/get', { userid: userId }, MemberInFullShape);
    if (!found) return null;
    const roleIds = (found.role_list ?? []).map(({ id }) => id);
    return { ...toMember(found), realNamed: found.real_authed ?? null, roleIds };
  }

  async roles(from: number): Promise<Slice<DirectoryRole>> {
    const slice = await this.ask('/topapi/role/list', { offset: from, size: most }, RoleSlice);
    if (!slice) return { items: [], next: null };
    const items = slice.list.flatMap(({ name: group, roles }) =>
      roles.map(({ id, name }) => ({ id, name, group })),
    );
    return { items, next: slice.hasMore ? from + most : null };
  }

  async holders(roleId: string, from: number): Promise<Slice<string>> {
    const body = { role_id: Number(roleId), offset: from, size: most };
    const slice = await this.ask('/topapi/role/simplelist', body, HolderSlice);
    if (!slice) return { items: [], next: null };
    const next = slice.hasMore ? (slice.nextCursor ?? from + most) : null;
    return { items: slice.list.map(({ userid }) => userid), next };
  }

  async create({ name, phone, departmentId }: NewMember): Promise<Created> {
    const body = { name, mobile: phone, dept_id_list: departmentId };
    try {
      const made = await this.ask('/topapi/v2/user/create', body, CreatedShape, false);
      if (made) return { state: 'created', userId: made.userid };
    } catch (error) {
      if (codeOf(error) === String(codes.invited)) return { state: 'invited' };
      if (codeOf(error) !== String(codes.phoneTaken)) throw error;
    }
    const known = await this.ask('/topapi/v2/user/getbymobile', { mobile: phone }, CreatedShape);
    if (!known) throw this.refusal('refused', 'phone_unknown');
    return { state: 'known', userId: known.userid };
  }

  async rename(userId: string, name: string): Promise<void> {
    await this.ask('/topapi/v2/user/update', { userid: userId, name }, null);
  }

  async remove(userId: string): Promise<void> {
    await this.ask('/topapi/v2/user/delete', { userid: userId }, null);
  }

  /** The result as its shape; null when what was asked about does not exist. */
  private async ask<S extends z.ZodType>(
    path: string,
    body: Body,
    shape: S | null,
    mayRepeat = true,
  ): Promise<z.output<S> | null> {
    const reply = await this.heard(path, body, mayRepeat);
    if (!reply || shape === null) return null;
    const read = shape.safeParse(reply.result);
    if (!read.success) throw this.refusal('temporary', 'nonsense');
    return read.data;
  }

  private async heard(path: string, body: Body, mayRepeat: boolean): Promise<Reply | null> {
    let isTokenRenewed = false;
    for (let pauses = 0; ; ) {
      const token = await this.token.value();
      await this.pace.turn();
      const reply = await this.outside.call(mayRepeat, (signal) => this.post(path, token, body, signal));
      const meaning = meaningOf(reply);
      if (meaning === 'fine') return reply;
      if (meaning === 'absent') return null;
      const pause = pausesMs[pauses];
      if (meaning === 'token' && !isTokenRenewed) {
        isTokenRenewed = true;
        await this.token.drop(token);
      } else if (meaning === 'too_often' && pause !== undefined) {
        pauses += 1;
        this.pace.pause(jitter(pause));
      } else throw this.refusal(troubleOf[meaning], String(reasonOf(reply)), meaning);
    }
  }

  private async post(path: string, token: string, body: Body, signal: AbortSignal): Promise<Reply> {
    this.calls += 1;
    const address = new URL(path, this.access.oapi);
    address.searchParams.set('access_token', token);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body), signal });
    if (response.status >= 500) throw this.refusal('temporary', String(response.status));
    // Above the limit of an address (all interfaces together) DingTalk answers with a page of HTML.
    const read = Reply.safeParse(await response.json().catch(() => null));
    if (!read.success) throw this.refusal('temporary', 'nonsense');
    return read.data;
  }

  private refusal(trouble: OutsideError['trouble'], code: string, words = 'address book'): OutsideError {
    return new OutsideError('dingtalk', trouble, code, words);
  }
}

const codeOf = (error: unknown): string => (error instanceof OutsideError ? error.code : '');

const toDepartment = ({ dept_id, parent_id, name }: z.output<typeof DepartmentShape>): Department => ({
  id: dept_id,
  parentId: parent_id ?? null,
  name,
});

/** `+86-100…` and `86-100…` are the same telephone as `100…`. */
const plainPhone = (mobile: string | null | undefined): string | null =>
  mobile ? mobile.replace(/^\+?86-/, '').replace(/[\s-]/g, '') : null;

const toMember = (member: z.output<typeof MemberShape>): Member => ({
  userId: member.userid,
  unionId: member.unionid,
  name: member.name,
  phone: plainPhone(member.mobile),
  departmentIds: member.dept_id_list,
  isActive: member.active,
  isAdmin: member.admin,
});
