import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const TaskState = z.enum(['open', 'done', 'dropped']);
export type TaskState = z.infer<typeof TaskState>;
export const taskStateWords: Record<TaskState, string> = {
  open: '待办',
  done: '已办结',
  dropped: '已作废',
};

/** Where a task comes from, by the module that found the trouble. */
export const taskModuleWords: Record<string, string> = {
  message: '消息送达',
  paper: '证照',
  person: '人员',
  staff: '维保分工',
  contract: '维保合同',
  lift: '电梯资料',
  organisation: '单位资料',
  directory: '钉钉通讯录',
  officer: '使用单位人员',
  face: '人脸',
  record: '维保记录',
  archive: '月度档案包',
  duty: '值班',
};

export const TaskNote = z.object({ id: Ulid, by: z.string(), at: Instant, text: z.string() });
export type TaskNote = z.infer<typeof TaskNote>;

/** Something in the data that somebody has to put right, until when, and how it ended. */
export const Task = z.object({
  id: Ulid,
  /** `module.what`, e.g. `message.undelivered`. */
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  /** What it is about; the name is empty where there is none to show. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  /** Who has to act; null: the district's regulator. */
  organisation: NamedRef.nullable(),
  divisionCode: z.string(),
  dueOn: Day.nullable(),
  isLate: z.boolean(),
  /** Days until the deadline, negative when late; null without a deadline. */
  daysLeft: z.number().int().nullable(),
  state: TaskState,
  outcome: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  /** Null while open, or when the data themselves said that it was over. */
  closedBy: z.string().nullable(),
  may: z.object({ complete: z.boolean(), drop: z.boolean(), note: z.boolean() }),
});
export type Task = z.infer<typeof Task>;

export const TaskInFull = Task.extend({ notes: z.array(TaskNote) });
export type TaskInFull = z.infer<typeof TaskInFull>;

const admins = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
/** Auditor and reviewer read only. */
const readers = { ...districtReaders, ...admins } as const;
const actors = { ...districtActors, ...admins } as const;

const params = z.object({ taskId: Ulid });

export const taskApi = {
  list: endpoint({
    method: 'GET',
    path: '/tasks',
    summary: '数据任务：辖区内的，或本单位的。待办的按期限先后，其余最新在前。',
    access: readers,
    query: Paging.extend({
      state: TaskState.optional(),
      /** Module of the trouble, as in `kind`. */
      module: z
        .string()
        .regex(/^[a-z_]{2,30}$/)
        .optional(),
      late: z.enum(['true']).optional(),
    }),
    response: pageOf(Task).extend({
      /** Whatever the filter. */
      counts: z.object({ open: z.number().int(), late: z.number().int() }),
    }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/tasks/:taskId',
    summary: '一项数据任务和它的记事。',
    access: readers,
    params,
    response: TaskInFull,
  }),
  complete: endpoint({
    method: 'POST',
    path: '/tasks/:taskId/completion',
    summary: '办结一项数据任务，写明怎样改正的。',
    access: actors,
    params,
    body: z.object({ outcome: Sentence(200) }),
    response: TaskInFull,
  }),
  drop: endpoint({
    method: 'POST',
    path: '/tasks/:taskId/dropping',
    summary: '监管部门作废一项不必办的数据任务，写明理由。',
    access: districtActors,
    params,
    body: z.object({ reason: Sentence(200) }),
    response: TaskInFull,
  }),
  note: endpoint({
    method: 'POST',
    path: '/tasks/:taskId/notes',
    summary: '给一项数据任务记一笔进展。',
    access: actors,
    params,
    body: z.object({ text: Sentence(500) }),
    response: TaskInFull,
  }),
};
