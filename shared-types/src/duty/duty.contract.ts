import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const Span = z.object({ startsAt: Instant, endsAt: Instant });
export type Span = z.infer<typeof Span>;

/** Who answers the phone of duty and goes out, when and for which lifts. */
export const DutyRoster = z.object({
  id: Ulid,
  name: z.string(),
  organisation: NamedRef,
  /** Beginnings of division codes; with `lifts` empty too: all lifts of the unit. */
  areas: z.array(z.string()),
  lifts: z.array(NamedRef),
  /** Only who holds certificate T in force is entered. */
  needsCertificate: z.boolean(),
  /** Masked; empty where there is none. */
  phone: z.string(),
  onDuty: z.array(NamedRef),
  /** Hours of the coming seven days in which nobody is on duty. */
  gaps: z.array(Span),
  may: z.object({ change: z.boolean(), readPhone: z.boolean() }),
});
export type DutyRoster = z.infer<typeof DutyRoster>;

export const DutyShift = z.object({
  id: Ulid,
  roster: NamedRef,
  person: NamedRef,
  ...Span.shape,
  /** Whose shift it was before somebody else took it over. */
  standsInFor: NamedRef.nullable(),
});
export type DutyShift = z.infer<typeof DutyShift>;

/** How one monthly test of the phone of duty went. */
export const DutyTest = z.object({
  month: z.string(),
  attempt: z.number().int(),
  at: Instant,
  state: z.enum(['calling', 'waiting', 'answered', 'failed']),
  answeredBy: z.string(),
});
export type DutyTest = z.infer<typeof DutyTest>;
export const dutyTestWords: Record<DutyTest['state'], string> = {
  calling: '正在拨打',
  waiting: '已拨打，等接听的人填测试码',
  answered: '有人接听',
  failed: '没有人接听',
};

export const DutyWeek = z.object({
  roster: DutyRoster,
  /** Its Monday. */
  from: Day,
  shifts: z.array(DutyShift),
  gaps: z.array(Span),
  /** Who of the unit may be entered. */
  people: z.array(NamedRef.extend({ isQualified: z.boolean() })),
  /** Of the phone of duty, newest first. */
  tests: z.array(DutyTest),
});
export type DutyWeek = z.infer<typeof DutyWeek>;

const units = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
const desk = { ...districtActors, hotline_operator: 'division' } as const;
const readers = { ...districtReaders, hotline_operator: 'division', ...units } as const;
const standing = {
  technician: 'self',
  company_admin: 'self',
  owner_officer: 'self',
  owner_admin: 'self',
  rescuer: 'self',
  unit_admin: 'self',
} as const;

const roster = z.object({ rosterId: Ulid });
const shift = z.object({ shiftId: Ulid });
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 08:00 这样的格式。');

const RosterDraft = z.object({
  name: Sentence(60),
  areas: z
    .array(z.string().regex(/^\d{4,12}$/, '区划代码应为 4 至 12 位数字。'))
    .max(40)
    .default([]),
  liftIds: z.array(Ulid).max(500).default([]),
  needsCertificate: z.boolean().default(false),
  /** The phone of duty; absent: stays as it is. */
  phone: z.string().trim().max(20).optional(),
});

export const dutyApi = {
  list: endpoint({
    method: 'GET',
    path: '/duty-rosters',
    summary: '值班表：本单位的，或辖区内的；现在谁值班、今后七天哪些时候没有人。',
    access: readers,
    query: Paging.extend({ organisationId: Ulid.optional() }),
    response: pageOf(DutyRoster).extend({
      unitsWithout: z
        .number()
        .int()
        .nullable()
        .describe('辖区内负责在用电梯、却没有任何值班表的单位数；单位查看时为空'),
    }),
  }),
  week: endpoint({
    method: 'GET',
    path: '/duty-rosters/:rosterId',
    summary: '一张值班表的一周。',
    access: readers,
    params: roster,
    query: z.object({ from: Day.optional() }),
    response: DutyWeek,
  }),
  create: endpoint({
    method: 'POST',
    path: '/duty-rosters',
    summary: '建立一张值班表：管哪些区域或电梯、要不要持证、值班电话。',
    access: units,
    body: RosterDraft,
    response: DutyRoster,
  }),
  change: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/changes',
    summary: '修改值班表的范围、要求和值班电话。',
    access: units,
    params: roster,
    body: RosterDraft,
    response: DutyRoster,
  }),
  end: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/end',
    summary: '停用一张值班表；过去的班次保留。',
    access: units,
    params: roster,
    body: z.object({ reason: Sentence(300) }),
    response: Done,
  }),
  enter: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/shifts',
    summary: '给一个人排班：哪几天、几点到几点；结束不晚于开始的，到第二天。',
    access: units,
    params: roster,
    body: z.object({
      personId: Ulid,
      days: z.array(Day).min(1, '请选择日期。').max(62),
      from: Time,
      until: Time,
    }),
    response: z.object({ entered: z.number().int() }),
  }),
  takeOver: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/weeks',
    summary: '照着一周排另一周；已经排了的时段不重复。',
    access: units,
    params: roster,
    body: z.object({ from: Day, to: Day }),
    response: z.object({ entered: z.number().int(), left: z.number().int() }),
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/duty-shifts/:shiftId/cancellation',
    summary: '取消一个班次；正在值班的，到现在为止。',
    access: units,
    params: shift,
    body: z.object({ reason: Sentence(300) }),
    response: Done,
  }),
  standIn: endpoint({
    method: 'POST',
    path: '/duty-shifts/:shiftId/stand-in',
    summary: '换人顶班：从现在（或班次开始）起由另一人值班，原来的人留在记录里。',
    access: units,
    params: shift,
    body: z.object({ personId: Ulid, reason: Sentence(300) }),
    response: DutyShift,
  }),
  mine: endpoint({
    method: 'GET',
    path: '/duty-shifts/mine',
    summary: '我今后的班次，最近的在前。',
    access: standing,
    response: z.object({ items: z.array(DutyShift) }),
  }),
  answerTest: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/test-answers',
    summary: '接到平台的测试电话后，填电话里读的 6 位测试码。',
    access: {
      ...units,
      technician: 'organisation',
      owner_officer: 'organisation',
      rescuer: 'organisation',
    },
    limit: 'numbers',
    params: roster,
    body: z.object({ code: z.string().regex(/^\d{6}$/, '测试码是 6 位数字。') }),
    response: Done,
  }),
  readPhone: endpoint({
    method: 'POST',
    path: '/duty-rosters/:rosterId/phone-readings',
    summary: '查看值班电话和现在值班人员的电话；写明用途，会留痕。',
    access: { ...desk, ...units },
    params: roster,
    body: z.object({ purpose: Sentence(100) }),
    response: z.object({
      phone: z.string(),
      people: z.array(NamedRef.extend({ phone: z.string() })),
    }),
  }),
};
