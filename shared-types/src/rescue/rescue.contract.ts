import { Fix } from '../check-in/check-in.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { RescueStateField, Situation } from './help.contract';
import {
  DurationsField,
  Eta,
  EventField,
  FirstCauseField,
  OutcomeField,
  SideField,
  SourceField,
  Tier,
} from './rescue.fields';

export const EntrapmentCard = z.object({
  id: Ulid,
  liftId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  rescueCode: z.string(),
  divisionCode: z.string(),
  kind: z.enum(['trapped', 'hurt']),
  state: RescueStateField,
  outcome: OutcomeField.nullable(),
  source: SourceField,
  people: z.number().int().nullable(),
  isHurt: z.boolean(),
  isMedical: z.boolean(),
  isPanic: z.boolean(),
  hasChildren: z.boolean(),
  hasElderly: z.boolean(),
  reports: z.number().int(),
  tier: Tier.nullable(),
  reportedAt: Instant,
  acceptedAt: Instant.nullable(),
  departedAt: Instant.nullable(),
  etaAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  freedAt: Instant.nullable(),
  freedBy: SideField.nullable(),
  restoredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** Until when somebody must have accepted, and arrived. */
  respondBy: Instant,
  arriveBy: Instant,
  isResponseLate: z.boolean(),
  isArrivalLate: z.boolean(),
  evidence: z.enum(['none', 'waiting', 'complete', 'suspect']),
  evidenceDueAt: Instant.nullable(),
  durations: DurationsField,
  companyName: z.string(),
  ownerName: z.string(),
  /** How soon it is looked at in a power cut; larger is sooner. */
  triage: z.number(),
  /** A device that called for many lifts; for the desk to ask, never a reason not to come. */
  isDoubtful: z.boolean(),
});
export type EntrapmentCard = z.infer<typeof EntrapmentCard>;

/** Somebody who was called. */
export const Summoned = z.object({
  personId: Ulid,
  name: z.string(),
  organisation: z.string(),
  side: SideField,
  tier: Tier,
  state: z.enum(['called', 'accepted', 'declined']),
  calledAt: Instant,
  rings: z.number().int(),
  answeredAt: Instant.nullable(),
  reason: z.string(),
  etaAt: Instant.nullable(),
  departedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  arrivalProof: z.enum(['position', 'code', 'confirmed', 'on_site']).nullable(),
  planStartedAt: Instant.nullable(),
  /** Of whoever has to show afterwards that it was them; null: of nobody else, and before people are free. */
  identity: z.enum(['none', 'running', 'accepted', 'in_review', 'rejected']).nullable(),
});

export const TimelineEvent = z.object({
  id: Ulid,
  at: Instant,
  kind: EventField,
  by: z.string().describe('经办人；系统自动的为空'),
  organisation: z.string(),
  text: z.string(),
});

export const RescuePlan = z.object({
  organisation: NamedRef,
  side: SideField,
  text: z.string(),
  updatedAt: Instant,
});

export const Entrapment = EntrapmentCard.extend({
  position: z.object({ lng: z.number(), lat: z.number(), crs: Crs }).nullable(),
  notes: z.array(z.string()),
  summoned: z.array(Summoned),
  timeline: z.array(TimelineEvent),
  plans: z.array(RescuePlan),
  /** Six digits that whoever stands at the lift tells the rescuers; empty for whom they have to be told. */
  arrivalCode: z.string(),
  hasCallerPhone: z.boolean(),
  callAlso: z.array(z.enum(['119', '120'])),
  cause: z.object({ first: FirstCauseField, second: z.string() }).nullable(),
  part: z.string(),
  measures: z.string(),
  satisfaction: z.number().int().nullable(),
  callBack: z.string(),
  movedTo: Ulid.nullable(),
  freedPeople: z.number().int().nullable(),
  hurtPeople: z.number().int().nullable(),
  proofs: z.array(
    z.object({ personId: Ulid, name: z.string(), kind: z.enum(['identity', 'photo']), at: Instant }),
  ),
  may: z.object({
    accept: z.boolean(),
    decline: z.boolean(),
    depart: z.boolean(),
    /** Take an acceptance back, and say another time of arrival: until one is there. */
    withdraw: z.boolean(),
    changeEta: z.boolean(),
    arrive: z.boolean(),
    confirmArrival: z.boolean(),
    withdrawArrival: z.boolean(),
    start: z.boolean(),
    free: z.boolean(),
    restore: z.boolean(),
    startPlan: z.boolean(),
    prove: z.boolean(),
    report: z.boolean(),
    close: z.boolean(),
    correct: z.boolean(),
    /** Show by face or gesture that it was really them (DECISIONS 34). */
    identify: z.boolean(),
  }),
});
export type Entrapment = z.infer<typeof Entrapment>;

const party = {
  technician: 'organisation',
  company_admin: 'organisation',
  owner_officer: 'organisation',
  owner_admin: 'organisation',
  rescuer: 'organisation',
} as const;
const rescuers = {
  technician: 'organisation',
  company_admin: 'organisation',
  rescuer: 'organisation',
} as const;
/** Who looks at a district's rescues, and who acts at its desk. */
export const rescueReaders = { ...districtReaders, hotline_operator: 'division' } as const;
export const rescueDesk = { ...districtActors, hotline_operator: 'division' } as const;
const owners = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const params = z.object({ entrapmentId: Ulid });

export const rescueApi = {
  list: endpoint({
    method: 'GET',
    path: '/entrapments',
    summary: '困人：派给我的、本单位的或辖区内的；没有解救的在前。',
    access: { ...rescueReaders, ...party },
    query: Paging.extend({
      open: z.enum(['yes', 'no']).optional(),
      liftId: Ulid.optional(),
    }),
    response: pageOf(EntrapmentCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/entrapments/:entrapmentId',
    summary: '一起困人：情况、时间线、被叫人员、预案。',
    access: { ...rescueReaders, ...party },
    params,
    response: Entrapment,
  }),
  callers: endpoint({
    method: 'GET',
    path: '/entrapments/:entrapmentId/callers',
    summary: '报警人留下的电话；已接单的人员和救援中心可看，每次查看留痕。',
    access: { ...rescueDesk, ...rescuers },
    params,
    response: z.object({
      items: z.array(z.object({ at: Instant, source: SourceField, phone: z.string(), note: z.string() })),
    }),
  }),
  accept: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/acceptances',
    summary: '接单，可带预计多少分钟到达。',
    access: party,
    limit: 'never',
    params,
    body: z.object({ etaMinutes: Eta.optional() }),
    response: Entrapment,
  }),
  decline: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/refusals',
    summary: '不能前往，说明原因；接单、出发以后也可以说，没有别人前往时立即重新呼叫、升级。',
    access: party,
    limit: 'never',
    params,
    body: z.object({ reason: Sentence(100) }),
    response: Entrapment,
  }),
  depart: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/departures',
    summary: '出发，预计多少分钟到达。',
    access: rescuers,
    limit: 'never',
    params,
    body: z.object({ etaMinutes: Eta }),
    response: Entrapment,
  }),
  changeEta: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/arrival-times',
    summary: '接单以后更改预计到达时间；超过时限的立即升级。',
    access: rescuers,
    limit: 'never',
    params,
    body: z.object({ etaMinutes: Eta }),
    response: Entrapment,
  }),
  arrive: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/arrivals',
    summary: '到达现场：凭当前位置，或地下没有定位时凭现场人员报出的到场码。',
    access: rescuers,
    limit: 'never',
    params,
    body: z.object({
      fix: Fix.nullable().default(null),
      code: z
        .string()
        .regex(/^\d{6}$/, '到场码是六位数字。')
        .optional(),
    }),
    response: Entrapment,
  }),
  confirmArrival: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/arrival-confirmations',
    summary: '使用单位或救援中心确认救援人员已到（地下没有定位时）；有几人赶来的，写明到的是谁。',
    access: { ...owners, ...rescueDesk },
    limit: 'never',
    params,
    body: z.object({
      side: z.enum(['company', 'station', 'fire']),
      personIds: z.array(Ulid).max(20).default([]),
    }),
    response: Entrapment,
  }),
  start: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/rescue-starts',
    summary: '开始救援。',
    access: party,
    limit: 'never',
    params,
    response: Entrapment,
  }),
  free: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/freeings',
    summary: '解救完成：由谁解救、救出几人、有没有人受伤。',
    access: { ...party, ...rescueDesk },
    limit: 'never',
    params,
    body: z.object({
      by: z.enum(['company', 'owner', 'station', 'fire', 'self']).optional(),
      people: z.number().int().min(0).max(60),
      hurt: z.number().int().min(0).max(60).default(0),
    }),
    response: Entrapment,
  }),
  restore: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/restorations',
    summary: '电梯恢复运行。',
    access: rescuers,
    params,
    response: Entrapment,
  }),
  startPlan: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/plan-starts',
    summary: '启动本单位的救援预案。',
    access: party,
    limit: 'never',
    params,
    response: Entrapment,
  }),
  prove: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/proofs',
    summary: '解救之后补交现场照片；身份另由人脸或手势核验（没有登记的由本人工作设备确认）。',
    access: rescuers,
    device: 'trusted',
    params,
    body: z.object({
      fileIds: z.array(Ulid).min(1, '请至少交一张现场照片。').max(9, '最多 9 张。'),
    }),
    response: Entrapment,
  }),
  report: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/reports',
    summary: '填写原因（两级）、部件和处置措施；维保单位和救援站都没有到场的，由救援中心填写。',
    access: { ...rescuers, ...rescueDesk },
    params,
    body: z.object({
      first: FirstCauseField,
      second: z.string().max(40),
      part: z.string().trim().max(100).default(''),
      measures: Sentence(500),
    }),
    response: Entrapment,
  }),
  close: endpoint({
    method: 'POST',
    path: '/entrapments/:entrapmentId/closings',
    summary: '回访后结案；误报的说明情况，记录保留。',
    access: rescueDesk,
    params,
    body: z.object({
      outcome: z.enum(['rescued', 'mistaken']),
      satisfaction: z
        .number()
        .int()
        .min(1)
        .max(5)
        .nullable()
        .default(null)
        .describe('回访满意度 1–5；没有联系上为空'),
      callBack: Sentence(300),
    }),
    response: Entrapment,
  }),
  plans: endpoint({
    method: 'GET',
    path: '/rescue-plans',
    summary: '本单位的救援预案。',
    access: party,
    response: z.object({ text: z.string(), updatedAt: Instant.nullable(), by: z.string() }),
  }),
  setPlan: endpoint({
    method: 'POST',
    path: '/rescue-plans',
    summary: '更新本单位的救援预案；以前的版本保留。',
    access: { company_admin: 'organisation', rescuer: 'organisation', ...owners },
    body: z.object({ text: Sentence(4000) }),
    response: z.object({ text: z.string(), updatedAt: Instant.nullable(), by: z.string() }),
  }),
};

/** What a desk enters for somebody who called by telephone. */
export const DeskReport = Situation.extend({
  liftId: Ulid,
  source: z.enum(['phone', 'owner', 'car_alarm', 'police_110', 'fire_119']),
  kind: z.enum(['trapped', 'hurt']).default('trapped'),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d-]{5,20}$/, '电话号码不正确；也可以不填。')
    .optional(),
  /** When it happened, as the caller says; the report's own time is the service's. */
  occurredAt: Instant.optional(),
});
