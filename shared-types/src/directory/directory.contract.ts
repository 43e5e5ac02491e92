import { endpoint } from '../kernel/endpoint';
import { Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { OrganisationKind } from '../organisation/organisation.kinds';
import { Role } from '../session/session.contract';

const mapper = { regulator_admin: 'division' } as const;
const readers = { regulator_admin: 'division', auditor: 'division' } as const;
const ForeignId = (max: number) => z.string().regex(new RegExp(`^[\\w.@-]{1,${max}}$`), '编号格式不正确。');

export const SyncState = z.enum(['waiting', 'running', 'held', 'done', 'failed']);
export type SyncState = z.infer<typeof SyncState>;
export const syncStateWords: Record<SyncState, string> = {
  waiting: '等待开始',
  running: '正在读取',
  held: '等待确认',
  done: '已完成',
  failed: '没有读完',
};

export const Sync = z.object({
  id: Ulid,
  kind: z.enum(['full', 'reconcile']),
  state: SyncState,
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  departments: z.number().int(),
  people: z.number().int(),
  roles: z.number().int(),
  differences: z.number().int(),
  /** People no longer found; of a reading that is `held` they still keep their roles. */
  missing: z.number().int(),
  /** What went wrong and what to do, in words; empty when nothing did. */
  trouble: z.string(),
});
export type Sync = z.infer<typeof Sync>;

export const DirectoryState = z.object({
  /** Whether this installation has an address book, and how it hears of changes. */
  isConnected: z.boolean(),
  events: z.array(z.enum(['http', 'stream'])),
  isStreamOpen: z.boolean(),
  lastSync: Sync.nullable(),
  lastEventAt: Instant.nullable(),
  /** Events not yet worked off, and those given up (the next reconciliation heals them). */
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type DirectoryState = z.infer<typeof DirectoryState>;

export const MappedTo = z.object({
  organisation: NamedRef,
  kind: OrganisationKind,
  role: Role.nullable(),
  mappedAt: Instant,
  mappedBy: z.string(),
  reason: z.string(),
});

export const DepartmentNode = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  /** Members directly in it. */
  people: z.number().int(),
  mapping: MappedTo.nullable(),
});
export type DepartmentNode = z.infer<typeof DepartmentNode>;

export const RoleRow = z.object({
  id: z.string(),
  name: z.string(),
  group: z.string(),
  holders: z.number().int(),
  role: Role.nullable(),
});
export type RoleRow = z.infer<typeof RoleRow>;

export const DifferenceKind = z.enum(['added', 'changed', 'gone']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;
export const differenceWords: Record<DifferenceKind, string> = {
  added: '钉钉新增',
  changed: '钉钉有变化',
  gone: '钉钉已没有',
};
export const SubjectKind = z.enum(['person', 'department', 'role']);
export type SubjectKind = z.infer<typeof SubjectKind>;
export const subjectWords: Record<SubjectKind, string> = {
  person: '人员',
  department: '部门',
  role: '角色',
};

export const Difference = z.object({
  id: Ulid,
  kind: DifferenceKind,
  subjectKind: SubjectKind,
  name: z.string(),
  text: z.string(),
  foundAt: Instant,
  isRepaired: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

const reason = Sentence(300);

export const directoryApi = {
  state: endpoint({
    method: 'GET',
    path: '/directory',
    summary: '钉钉通讯录的接通、同步和事件情况。',
    access: readers,
    response: DirectoryState,
  }),
  syncs: endpoint({
    method: 'GET',
    path: '/directory/syncs',
    summary: '最近的同步和对账，最新在前。',
    access: readers,
    response: z.object({ items: z.array(Sync) }),
  }),
  sync: endpoint({
    method: 'POST',
    path: '/directory/syncs',
    summary: '现在读取一次完整通讯录。',
    access: mapper,
    response: z.object({ syncId: Ulid }),
  }),
  release: endpoint({
    method: 'POST',
    path: '/directory/syncs/:syncId/release',
    summary: '确认大批人员确已离开，收回他们的账号。',
    access: mapper,
    params: z.object({ syncId: Ulid }),
    body: z.object({ reason }),
    response: Done,
  }),
  differences: endpoint({
    method: 'GET',
    path: '/directory/differences',
    summary: '对账发现的差异，最新在前。',
    access: readers,
    query: Paging,
    response: pageOf(Difference),
  }),
  departments: endpoint({
    method: 'GET',
    path: '/directory/departments',
    summary: '部门树和各部门对应的单位；其他辖区的部门不出现。',
    access: readers,
    response: z.object({ items: z.array(DepartmentNode) }),
  }),
  mapDepartment: endpoint({
    method: 'POST',
    path: '/directory/departments/:departmentId/mapping',
    summary: '把部门对应到单位，或取消对应；下级部门随之。',
    access: mapper,
    params: z.object({ departmentId: ForeignId(20) }),
    body: z.object({ organisationId: Ulid.nullable(), role: Role.nullable(), reason }),
    response: Done,
  }),
  roles: endpoint({
    method: 'GET',
    path: '/directory/roles',
    summary: '钉钉角色和它们在本辖区对应的身份。',
    access: readers,
    response: z.object({ items: z.array(RoleRow) }),
  }),
  mapRole: endpoint({
    method: 'POST',
    path: '/directory/roles/:roleId/mapping',
    summary: '把钉钉角色对应到身份，或取消对应；只对本辖区的单位有效。',
    access: mapper,
    params: z.object({ roleId: ForeignId(20) }),
    body: z.object({ role: Role.nullable(), reason }),
    response: Done,
  }),
  organisations: endpoint({
    method: 'GET',
    path: '/directory/organisations',
    summary: '可以对应的本辖区单位，按名称查找。',
    access: mapper,
    query: z.object({ name: z.string().trim().max(60).default('') }),
    response: z.object({ items: z.array(NamedRef.extend({ kind: OrganisationKind })) }),
  }),
};
