import { createHash } from 'node:crypto';
import { z } from '@lifttrust/shared-types/kernel/zod';

export type SubjectKind = 'person' | 'department' | 'role';

/** "Something about these has changed": what, is read from the address book itself. */
export interface AddressBookEvent {
  id: string;
  kind: string;
  corpId: string;
  /** userid of whoever did it, empty when not told. */
  operator: string;
  bornAt: number;
  subjects: { kind: SubjectKind; id: string }[];
}

const Text = z.union([z.string(), z.number()]).transform(String);
const Texts = z.union([z.array(Text), Text.transform((one) => [one])]).default([]);

const Fields = z.object({
  userid: Texts,
  useridlist: Texts,
  deptid: Texts,
  labelidlist: Texts,
  optstaffid: Text.default(''),
  timestamp: Text.optional(),
  eventtime: Text.optional(),
  eventid: Text.optional(),
  bizid: Text.optional(),
});

/** The kinds that matter here; anything else is thanked for and left alone. */
const kinds = new Set([
  'user_add_org',
  'user_modify_org',
  'user_leave_org',
  'user_active_org',
  'org_admin_add',
  'org_admin_remove',
  'org_dept_create',
  'org_dept_modify',
  'org_dept_remove',
  'label_user_change',
  'label_conf_add',
  'label_conf_del',
  'label_conf_modify',
]);

const lowered = (body: unknown): unknown =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
    : {};

/**
 * One event, from either way it may come (HTTP writes `UserId`, a stream `userId`). Null: nothing that concerns the
 * address book. @basis DingTalk open platform, 事件订阅, 通讯录事件
 */
export function eventOf(
  kind: string,
  body: unknown,
  told: { id?: string | undefined; corpId: string; bornAt?: number | undefined },
): AddressBookEvent | null {
  const read = Fields.safeParse(lowered(body));
  if (!kinds.has(kind) || !read.success) return null;
  const { userid, useridlist, deptid, labelidlist, ...rest } = read.data;
  const isAboutRole = kind.startsWith('label_conf');
  const subjects = [
    ...[...userid, ...useridlist].map((id) => ({ kind: 'person' as const, id })),
    ...deptid.map((id) => ({ kind: 'department' as const, id })),
    ...(isAboutRole ? labelidlist : []).map((id) => ({ kind: 'role' as const, id })),
  ].filter(({ id }) => /^[\w.@-]{1,64}$/.test(id));
  const bornAt = told.bornAt ?? (Number(rest.timestamp ?? rest.eventtime) || 0);
  const marks = JSON.stringify([kind, bornAt, subjects]);
  const id = told.id ?? rest.eventid ?? rest.bizid ?? createHash('sha256').update(marks).digest('hex');
  return {
    id: id.slice(0, 64),
    kind,
    corpId: told.corpId,
    operator: rest.optstaffid.slice(0, 64),
    bornAt,
    subjects,
  };
}
