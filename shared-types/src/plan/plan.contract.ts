import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, NamedRef, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import type { Tone } from '../kernel/tone';
import { z } from '../kernel/zod';
import { MaintenanceClass, VisitState } from '../visit/visit.contract';

/** `2026-03` */
export const PlanMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份应为 2026-03 这样的格式。');
const TeamId = z.string().min(1).max(40);

/** People who go together: a team of the company, or those who are named for the same lifts. */
export const Team = z.object({ id: TeamId, name: z.string(), people: z.array(NamedRef) });
export type Team = z.infer<typeof Team>;

const LiftWords = z.object({ liftId: Ulid, place: z.string(), ownNumber: z.string() });

/** What falls due beside the four classes, each with a clock of its own (PLAN-11, PLAN-12). */
export const PeriodicItemField = z.enum(['governor', 'water', 'heating', 'self_inspection']);

export const PeriodicDueItem = LiftWords.extend({
  item: PeriodicItemField,
  name: z.string(),
  dueOn: Day,
  isOverdue: z.boolean(),
  assumed: z.string().nullable().describe('缺少日期时从严推定的说明'),
  lastOn: Day.nullable(),
  text: z.string().describe('一句话：什么、哪天到期、随哪次维保完成'),
});
export type PeriodicDueItem = z.infer<typeof PeriodicDueItem>;

export const Proposed = LiftWords.extend({
  class: MaintenanceClass,
  plannedOn: Day,
  dueOn: Day.describe('法定截止日'),
  teamId: TeamId,
  people: z.array(NamedRef).describe('组长在前'),
  minutes: z.number(),
  why: z.array(z.string()).describe('为什么安排在这一天'),
});
export type Proposed = z.infer<typeof Proposed>;

/** What one does with an open day of the calendar. */
export const PlanDay = z.object({
  day: Day,
  working: z.boolean(),
  holiday: z.string().describe('节日名称；平常为空'),
  minutes: z.number().describe('当天安排的分钟数'),
});
export type PlanDay = z.infer<typeof PlanDay>;

export const Proposal = z.object({
  month: PlanMonth,
  visits: z.array(Proposed),
  unplanned: z.array(
    LiftWords.extend({
      dueOn: Day.nullable(),
      reason: z.enum(['no_date', 'suspended', 'template_missing', 'no_team', 'no_capacity', 'earlier_first']),
      text: z.string(),
    }),
  ),
  raises: z.array(LiftWords.extend({ visitId: Ulid, class: MaintenanceClass, why: z.string() })),
  days: z.array(PlanDay),
  peakToMean: z.number(),
  notes: z.array(z.string()),
  /** Periodic items that fall due until the end of the month, or have before. */
  periodic: z.array(PeriodicDueItem.extend({ plannedOn: Day.nullable().describe('随这一次维保完成') })),
  calendarPublished: z.boolean().describe('所涉年份的放假安排是否都已公布'),
  teams: z.array(Team),
});
export type Proposal = z.infer<typeof Proposal>;

/** How a planned visit stands: late (yellow) past its planned day, overdue (red) past the law's. */
export const PlanStateField = z.enum(['done', 'suspended', 'overdue', 'late', 'soon', 'fine', 'unknown']);
export const planStateWords: Record<z.infer<typeof PlanStateField>, string> = {
  done: '已完成',
  suspended: '停用',
  overdue: '超期',
  late: '过了计划日',
  soon: '即将到期',
  fine: '正常',
  unknown: '没有日期',
};
export const planStateTones: Record<z.infer<typeof PlanStateField>, Tone> = {
  done: 'success',
  suspended: 'plain',
  overdue: 'danger',
  late: 'warning',
  soon: 'brand',
  fine: 'plain',
  unknown: 'plain',
};

export const CalendarVisit = LiftWords.extend({
  visitId: Ulid,
  class: MaintenanceClass,
  state: VisitState,
  /** The day it was completed; until then the planned day. */
  day: Day,
  plannedOn: Day,
  dueOn: Day.nullable(),
  standing: PlanStateField,
  companyName: z.string(),
  teamId: TeamId.nullable().describe('仅本单位可见'),
  people: z.array(NamedRef).describe('组长在前'),
  minutes: z.number(),
});
export type CalendarVisit = z.infer<typeof CalendarVisit>;

export const PlanCalendar = z.object({
  month: PlanMonth,
  today: Day,
  days: z.array(
    PlanDay.extend({ planned: z.number().int(), done: z.number().int(), overdue: z.number().int() }),
  ),
  visits: z.array(CalendarVisit),
  /** Of the reader's own company; nobody else is shown who goes with whom. */
  teams: z.array(Team),
  /** Lifts that fall due in the month, or did before, without a planned visit. */
  missing: z.array(LiftWords.extend({ dueOn: Day, standing: PlanStateField, companyName: z.string() })),
  /** There are more than are shown. */
  isMore: z.boolean(),
  calendarPublished: z.boolean(),
});
export type PlanCalendar = z.infer<typeof PlanCalendar>;

export const Move = z.object({
  visitId: Ulid,
  from: Day.describe('看到的原计划日；已被别人改动时拒绝'),
  plannedOn: Day,
  teamId: TeamId.optional().describe('不写时仍由原来的人去'),
  people: z.array(Ulid).min(1).max(8).optional().describe('指定由谁去，组长在前；不写时由班组的人去'),
});
export type Move = z.infer<typeof Move>;

const Accepted = z.object({
  liftId: Ulid,
  class: MaintenanceClass,
  plannedOn: Day,
  dueOn: Day,
  teamId: TeamId,
  people: z.array(Ulid).min(1).max(8).optional(),
});

export const Replanned = Proposal.extend({
  moves: z.array(
    LiftWords.extend({
      visitId: Ulid,
      class: MaintenanceClass,
      from: Day,
      plannedOn: Day,
      teamId: TeamId,
      people: z.array(NamedRef),
      why: z.array(z.string()),
    }),
  ),
  /** Visits that are needed besides. */
  added: z.array(Proposed),
  /** Visits that are no longer needed. */
  dropped: z.array(LiftWords.extend({ visitId: Ulid, plannedOn: Day })),
});
export type Replanned = z.infer<typeof Replanned>;

const company = { company_admin: 'organisation' } as const;

/** At most so many visits are entered or moved by one call. */
export const mostAtOnce = 50;
/** A replan is taken whole or not at all; one that changes more is taken for fewer days at a time. */
export const mostReplanned = 300;
const upTo = (count: number) => `一次最多 ${count} 次。`;

export const planApi = {
  propose: endpoint({
    method: 'GET',
    path: '/plan/proposal',
    summary: '为一个月排出维保计划：只是建议，逐条说明理由，不保存。',
    access: company,
    query: z.object({ month: PlanMonth }),
    response: Proposal,
  }),
  accept: endpoint({
    method: 'POST',
    path: '/plan/acceptances',
    summary: '采用建议，一次最多 50 次维保；情况已经变化的全部列出，一次也不写入。',
    access: company,
    body: z.object({
      visits: z.array(Accepted).min(1, '请选择要采用的维保。').max(mostAtOnce, upTo(mostAtOnce)),
    }),
    response: z.object({ visits: z.array(z.object({ visitId: Ulid, liftId: Ulid, plannedOn: Day })) }),
  }),
  calendar: endpoint({
    method: 'GET',
    path: '/plan/calendar',
    summary: '一个月的维保日历：计划的、完成的和超期的；维保人员只看自己的。',
    access: {
      ...districtReaders,
      ...company,
      technician: 'self',
      owner_officer: 'organisation',
      owner_admin: 'organisation',
    },
    query: z.object({ month: PlanMonth, companyId: Ulid.optional() }),
    response: PlanCalendar,
  }),
  move: endpoint({
    method: 'POST',
    path: '/plan/moves',
    summary: '把还没有开始的维保改到另一天或另一班组，不能晚于法定截止日；改回去就是撤销。',
    access: company,
    body: z.object({
      moves: z.array(Move).min(1, '请选择要改的维保。').max(mostAtOnce, upTo(mostAtOnce)),
    }),
    response: z.object({
      visits: z.array(z.object({ visitId: Ulid, plannedOn: Day, dueOn: Day.nullable() })),
    }),
  }),
  replan: endpoint({
    method: 'GET',
    path: '/plan/replan',
    summary: '有人请假、班组缺勤或全部停工时重新排一个月：改动尽量少，只是建议，不保存。',
    access: company,
    query: z.object({
      month: PlanMonth,
      from: Day,
      to: Day,
      teamId: TeamId.optional().describe('哪个班组缺勤'),
      personId: Ulid.optional().describe('谁请假；都不写是本单位全部停工'),
    }),
    response: Replanned,
  }),
  acceptReplan: endpoint({
    method: 'POST',
    path: '/plan/replans',
    summary: '采用重新排的计划：改期、增加和取消一并生效；有一处已经变化就全部不写入，并逐条说明。',
    access: company,
    body: z.object({
      reason: Sentence(100).describe('为什么重排，如台风停工'),
      moves: z.array(Move).max(mostReplanned, upTo(mostReplanned)),
      added: z.array(Accepted).max(mostReplanned, upTo(mostReplanned)),
      dropped: z.array(z.object({ visitId: Ulid, plannedOn: Day })).max(mostReplanned, upTo(mostReplanned)),
    }),
    response: z.object({
      moved: z.number().int(),
      added: z.number().int(),
      dropped: z.number().int(),
    }),
  }),
  periodic: endpoint({
    method: 'GET',
    path: '/plan/periodic',
    summary: '周期项目（限速器校验、季节性项目、年度自行检查）：某月底之前到期的和已经超期的。',
    access: { ...company, owner_officer: 'organisation', owner_admin: 'organisation' },
    query: z.object({ month: PlanMonth }),
    response: z.object({ items: z.array(PeriodicDueItem), isMore: z.boolean() }),
  }),
  enterPeriodic: endpoint({
    method: 'POST',
    path: '/plan/periodic',
    summary: '登记周期项目已在某日完成；以前的登记保留。',
    access: company,
    body: z.object({
      item: PeriodicItemField,
      liftIds: z.array(Ulid).min(1, '请选择电梯。').max(200, '一次最多 200 台。'),
      doneOn: Day,
      governorSince: Day.optional().describe('限速器更换过的，写启用日期'),
      note: z.string().trim().max(200).default('').describe('报告编号等'),
    }),
    response: z.object({ lifts: z.number().int() }),
  }),
};
