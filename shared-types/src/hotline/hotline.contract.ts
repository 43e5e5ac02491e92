import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Situation } from '../rescue/help.contract';
import { callBackOutcomes, callers, callKinds, foundBy } from './hotline.words';

const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
export const CallKindField = z.enum(keysOf(callKinds));
export const CallBackOutcomeField = z.enum(keysOf(callBackOutcomes));

const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d-]{3,20}$/, '电话号码不正确；来电不显示号码时可以不填。');

/** A lift as the desk looks for it while somebody speaks. */
export const DeskLift = z.object({
  id: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  rescueCode: z.string(),
  registrationCode: z.string(),
  useRegistration: z.string(),
  state: z.string(),
  divisionCode: z.string(),
  companyName: z.string(),
  ownerName: z.string(),
  position: z.object({ lng: z.number(), lat: z.number(), crs: Crs }).nullable(),
  foundBy: z.enum(keysOf(foundBy)),
  /** An entrapment of it that is not over yet: a further call belongs to it. */
  openEntrapmentId: Ulid.nullable(),
  /** Its numbers also stand on the plate of this other lift: codes were swapped, and no new plate is up yet. */
  alsoPrintedAt: z
    .object({ id: Ulid, place: z.string(), ownNumber: z.string(), rescueCode: z.string() })
    .nullable(),
});
export type DeskLift = z.infer<typeof DeskLift>;

export const CallBack = z.object({
  id: Ulid,
  at: Instant,
  by: z.string(),
  outcome: CallBackOutcomeField,
  satisfaction: z.number().int().min(1).max(5).nullable().describe('回访满意度 1–5'),
  note: z.string(),
  /** The one that this puts right; the former stays to be seen. */
  corrects: Ulid.nullable(),
});
export type CallBack = z.infer<typeof CallBack>;

export const DeskCall = z.object({
  id: Ulid,
  takenAt: Instant,
  by: z.string().describe('接听人'),
  /** How long it rang, seconds, where the desk's telephone told. */
  waitedSeconds: z.number().int().nullable(),
  /** Masked; the number itself is another question, and asking it is logged. */
  phone: z.string(),
  hasPhone: z.boolean(),
  /** How many calls of the same number there were in the last day, this one included. */
  callsOfDay: z.number().int(),
  kind: CallKindField.nullable().describe('还没有登记结果时为空'),
  settledAt: Instant.nullable(),
  note: z.string(),
  lift: z.object({ id: Ulid, place: z.string(), ownNumber: z.string(), rescueCode: z.string() }).nullable(),
  entrapmentId: Ulid.nullable(),
  wantsCallBack: z.boolean(),
  callBacks: z.array(CallBack),
});
export type DeskCall = z.infer<typeof DeskCall>;

export const ShiftCase = z.object({
  id: Ulid,
  kind: z.enum(['entrapment', 'call', 'call_back']),
  /** Frozen as it was at the hand-over. */
  text: z.string(),
  since: Instant,
});
export type ShiftCase = z.infer<typeof ShiftCase>;

export const Shift = z.object({
  id: Ulid,
  givenAt: Instant,
  givenBy: z.string(),
  note: z.string(),
  cases: z.array(ShiftCase),
  takenAt: Instant.nullable(),
  takenBy: z.string().nullable(),
  takerNote: z.string(),
  may: z.object({ take: z.boolean() }),
});
export type Shift = z.infer<typeof Shift>;

const desk = { ...districtActors, hotline_operator: 'division' } as const;
const readers = { ...districtReaders, hotline_operator: 'division' } as const;
const params = z.object({ callId: Ulid });

/** The telephone of the rescue desk. Entrapments themselves are `rescueDeskApi`'s; a call leads to one. */
export const hotlineApi = {
  lifts: endpoint({
    method: 'GET',
    path: '/hotline/lifts',
    summary: '按识别码、注册代码、登记证编号、编号或地址查电梯，号码相符的在前，最多 20 台。',
    access: desk,
    query: z.object({ q: z.string().trim().min(1, '请填写要查的号码或地址。').max(80) }),
    response: z.object({ items: z.array(DeskLift) }),
  }),
  map: endpoint({
    method: 'GET',
    path: '/hotline/map',
    summary: '辖区的电梯分布：按经纬度格子归并的台数，不逐台给出。',
    access: readers,
    response: z.object({
      /** Centres of cells in GCJ-02 with the number of lifts in each; at most 1 500. */
      cells: z.array(z.object({ lng: z.number(), lat: z.number(), lifts: z.number().int() })),
      withPosition: z.number().int(),
      withoutPosition: z.number().int(),
    }),
  }),
  marks: endpoint({
    method: 'GET',
    path: '/hotline/marks',
    summary: '没有解救的困人在地图上的位置；没有坐标的不在内。',
    access: readers,
    response: z.object({
      items: z.array(z.object({ entrapmentId: Ulid, lng: z.number(), lat: z.number() })),
    }),
  }),
  take: endpoint({
    method: 'POST',
    path: '/hotline/calls',
    summary: '接听来电：记下时间、接听人和号码。',
    access: desk,
    limit: 'never',
    body: z.object({
      phone: Phone.optional(),
      /** When it began to ring, where the telephone tells. */
      ringAt: Instant.optional(),
    }),
    response: DeskCall,
  }),
  settle: endpoint({
    method: 'POST',
    path: '/hotline/calls/:callId/results',
    summary: '登记来电结果；困人求助同时报警派单，同一台电梯没有解救的并入原来的。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({
      kind: CallKindField,
      liftId: Ulid.nullable().default(null),
      note: z.string().trim().max(300, '最多 300 个字。').default(''),
      situation: Situation.omit({ note: true }).prefault({}),
      source: z.enum(keysOf(callers)).default('phone').describe('困人求助是谁打来的；别的来电不用填'),
      wantsCallBack: z.boolean().default(false),
    }),
    response: DeskCall,
  }),
  correct: endpoint({
    method: 'POST',
    path: '/hotline/calls/:callId/corrections',
    summary: '更正来电的类别或说明；原来写的留在审计里。困人报警本身在救援台更正。',
    access: desk,
    params,
    body: z.object({
      kind: CallKindField.exclude(['trapped']).optional(),
      note: z.string().trim().max(300, '最多 300 个字。').optional(),
      reason: Sentence(200),
    }),
    response: DeskCall,
  }),
  calls: endpoint({
    method: 'GET',
    path: '/hotline/calls',
    summary: '来电记录，最新在前。',
    access: readers,
    query: Paging.extend({
      kind: CallKindField.optional(),
      open: z
        .enum(['unsettled', 'own', 'call_back'])
        .optional()
        .describe('没有登记结果的；其中本人接的；等待回访的'),
      since: z.coerce.number().int().optional(),
      until: z.coerce.number().int().optional(),
    }),
    response: pageOf(DeskCall),
  }),
  phone: endpoint({
    method: 'GET',
    path: '/hotline/calls/:callId/phone',
    summary: '来电人的完整号码；每次查看留痕。',
    access: desk,
    params,
    response: z.object({ phone: z.string() }),
  }),
  callBack: endpoint({
    method: 'POST',
    path: '/hotline/calls/:callId/call-backs',
    summary: '登记一次回访的结果；填错了再登记一次并指明更正哪一条，原来的保留。',
    access: desk,
    params,
    body: z.object({
      outcome: CallBackOutcomeField,
      satisfaction: z.number().int().min(1).max(5).nullable().default(null),
      note: Sentence(300),
      corrects: Ulid.nullable().default(null),
    }),
    response: DeskCall,
  }),
  openCases: endpoint({
    method: 'GET',
    path: '/hotline/open-cases',
    summary: '交班时要移交的事项：没有结案的困人、没有登记结果的来电、等待回访的来电。',
    access: readers,
    response: z.object({ items: z.array(ShiftCase), waiting: Shift.nullable() }),
  }),
  shifts: endpoint({
    method: 'GET',
    path: '/hotline/shifts',
    summary: '交接班记录，最新在前。',
    access: readers,
    query: Paging,
    response: pageOf(Shift),
  }),
  handOver: endpoint({
    method: 'POST',
    path: '/hotline/shifts',
    summary: '交班：列出没有办结的事项并签字，等接班的人签收。',
    access: desk,
    body: z.object({ note: z.string().trim().max(500, '最多 500 个字。').default('') }),
    response: Shift,
  }),
  takeOver: endpoint({
    method: 'POST',
    path: '/hotline/shifts/:shiftId/acceptances',
    summary: '接班：逐件确认移交的事项并签字；交接由两个人各签一次。',
    access: desk,
    params: z.object({ shiftId: Ulid }),
    body: z.object({
      seen: z.array(Ulid).max(500).default([]),
      note: z.string().trim().max(500, '最多 500 个字。').default(''),
    }),
    response: Shift,
  }),
};
