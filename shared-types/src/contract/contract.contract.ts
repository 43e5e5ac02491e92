import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCard } from '../lift/lift.contract';

/** How far a contract has come; whether it runs today is computed from its days. */
export const contractStates = {
  entered: '待使用单位确认',
  confirmed: '使用单位已确认',
  refused: '使用单位不认可',
  ended: '已提前终止',
} as const;
export const ContractState = z.enum(['entered', 'confirmed', 'refused', 'ended']);
export type ContractState = z.infer<typeof ContractState>;

/** How a new company stands with entering its data after a change of company (CON-02). */
export const EntryState = z.enum(['running', 'warned', 'alarmed', 'listed', 'done', 'done_late']);
export type EntryState = z.infer<typeof EntryState>;
export const entryWords: Record<EntryState, string> = {
  running: '录入中',
  warned: '请尽快录入',
  alarmed: '今天是最后一天',
  listed: '超期未录入',
  done: '已录入',
  done_late: '逾期后录入',
};

/** What a new company still owes: 接收确认, 绑定, 首次安排. */
export const EntryPart = z.enum(['acceptance', 'binding', 'visit']);
export type EntryPart = z.infer<typeof EntryPart>;
export const entryPartWords: Record<EntryPart, string> = {
  acceptance: '接收确认',
  binding: '扫码绑定',
  visit: '安排首次维保',
};

export const ResponsibilityState = z.enum(['company', 'gap', 'dispute']);
export type ResponsibilityState = z.infer<typeof ResponsibilityState>;
export const responsibilityWords: Record<ResponsibilityState, string> = {
  company: '由一家维保单位负责',
  gap: '无维保单位',
  dispute: '两家维保单位的合同重叠',
};

/** Does the company's permit cover the lift on every day of the contract (CON-07)? */
export const coverageWords = { covered: '许可范围内', not_covered: '超出许可范围', unknown: '未核' } as const;
export const Coverage = z.object({
  state: z.enum(['covered', 'not_covered', 'unknown']),
  reason: z.string(),
});
export type Coverage = z.infer<typeof Coverage>;

export const ContractCard = z.object({
  id: Ulid,
  number: z.string(),
  company: NamedRef,
  owner: NamedRef,
  from: Day,
  until: Day,
  signedOn: Day,
  state: ContractState,
  /** Effective day before the day of entry: flagged, days that are over stay as they were reported. */
  retroactive: z.boolean(),
  lifts: z.number().int(),
  enteredAt: Instant,
});
export type ContractCard = z.infer<typeof ContractCard>;

export const ContractLiftView = z.object({
  lift: LiftCard,
  from: Day,
  until: Day,
  /** Ended early for this lift; the last day. */
  endsOn: Day.nullable(),
  confirmedOn: Day.nullable(),
  /** Who answers for the lift today, in one word, and whether it is this contract's company. */
  today: ResponsibilityState,
  isOurs: z.boolean(),
  coverage: Coverage,
  takeover: z
    .object({
      state: EntryState,
      dueOn: Day,
      missing: z.array(EntryPart),
      acceptedAt: Instant.nullable(),
      isSafe: z.boolean().nullable(),
      defects: z.array(z.string()),
    })
    .nullable()
    .describe('变更维保单位后的接收与录入；续签时为空'),
});
export type ContractLiftView = z.infer<typeof ContractLiftView>;

export const ContractDetail = ContractCard.extend({
  content: z.string(),
  frequency: z.string(),
  terms: z.string(),
  price: z.string(),
  decision: z.string(),
  items: z.array(ContractLiftView),
  may: z.object({ decide: z.boolean(), end: z.boolean(), accept: z.boolean() }),
});
export type ContractDetail = z.infer<typeof ContractDetail>;

/** A lift as it may be put into a contract: found by what is written on it, never by browsing others' lifts. */
export const LiftChoice = z.object({ lift: LiftCard, identifier: z.string(), isOurs: z.boolean() });
export type LiftChoice = z.infer<typeof LiftChoice>;

export const LateEntry = z.object({
  lift: LiftCard,
  contractId: Ulid,
  company: NamedRef,
  effectiveOn: Day,
  dueOn: Day,
  day: z.number().int().describe('生效之日起第几天，生效当天为 0'),
  state: EntryState,
  missing: z.array(EntryPart),
});
export type LateEntry = z.infer<typeof LateEntry>;

export const Trouble = z.object({
  lift: LiftCard,
  state: z.enum(['gap', 'dispute']),
  since: Day.nullable().describe('合同之外登记缺失的，没有起始日'),
  companies: z.array(NamedRef),
});
export type Trouble = z.infer<typeof Trouble>;

export const ResponsibilityStep = z.object({
  at: Instant,
  day: Day,
  state: ResponsibilityState,
  companyName: z.string().nullable(),
});
/** Who answered for a lift when; contracts of the asking side only, none of a competitor. */
export const LiftContracts = z.object({
  today: ResponsibilityState,
  company: NamedRef.nullable(),
  /** Emergency dispatch calls all of them (CON-05). */
  emergency: z.array(NamedRef),
  steps: z.array(ResponsibilityStep),
  contracts: z.array(ContractCard),
});
export type LiftContracts = z.infer<typeof LiftContracts>;

const params = z.object({ contractId: Ulid });
const company = { company_admin: 'organisation' } as const;
const owner = { owner_admin: 'organisation', owner_officer: 'organisation' } as const;
const readers = { ...districtReaders, ...company, ...owner } as const;

export const contractApi = {
  list: endpoint({
    method: 'GET',
    path: '/contracts',
    summary: '维保合同：本单位的，或辖区内的。',
    access: readers,
    query: Paging.extend({
      state: ContractState.optional(),
      /** `running` today · `ahead` not begun · `over` · `expiring` within 90 days */
      time: z.enum(['running', 'ahead', 'over', 'expiring']).optional(),
      q: z.string().trim().max(60).optional(),
    }),
    response: pageOf(ContractCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/contracts/:contractId',
    summary: '一份维保合同及其电梯。',
    access: readers,
    params,
    response: ContractDetail,
  }),
  liftChoices: endpoint({
    method: 'POST',
    path: '/contract-lift-searches',
    summary: '录入合同时找电梯：本单位的，或按电梯上的号码逐台找到的。',
    access: company,
    keyless: true,
    limit: 'look_up',
    body: z.object({
      /** Rescue codes, use registrations, equipment or registration codes; empty: the company's own lifts. */
      identifiers: z.array(z.string().trim().min(4).max(40)).max(100),
      q: z.string().trim().max(60).optional(),
    }),
    response: z.object({ items: z.array(LiftChoice), unknown: z.array(z.string()) }),
  }),
  enter: endpoint({
    method: 'POST',
    path: '/contracts',
    summary: '维保单位录入合同（附 PDF），交使用单位确认。',
    access: company,
    body: z.object({
      number: z.string().trim().max(60).default(''),
      lifts: z
        .array(z.object({ liftId: Ulid, identifier: z.string().trim().max(40).default('') }))
        .min(1, '请选择电梯。')
        .max(500, '一份合同最多 500 台，请分开录入。'),
      from: Day,
      until: Day,
      signedOn: Day,
      content: Sentence(2000),
      frequency: Sentence(120),
      terms: Sentence(4000),
      price: z.string().trim().max(60).default(''),
      fileId: Ulid,
    }),
    response: ContractDetail,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/contracts/:contractId/decision',
    summary: '使用单位确认由这家单位负责，或不认可这份合同。',
    access: owner,
    params,
    body: z.object({ accept: z.boolean(), reason: z.string().trim().max(300).default('') }),
    response: ContractDetail,
  }),
  end: endpoint({
    method: 'POST',
    path: '/contracts/:contractId/end',
    summary: '提前终止合同，写明最后一天和原因。',
    access: { ...company, owner_admin: 'organisation' },
    params,
    body: z.object({ lastDay: Day, reason: Sentence(300) }),
    response: ContractDetail,
  }),
  accept: endpoint({
    method: 'POST',
    path: '/contracts/:contractId/acceptances',
    summary: '接收确认：接手时电梯是否符合安全要求，发现了什么。',
    access: company,
    params,
    body: z.object({
      liftId: Ulid,
      isSafe: z.boolean(),
      defects: z.array(Sentence(200)).max(30).default([]),
    }),
    response: ContractDetail,
  }),
  lateEntries: endpoint({
    method: 'GET',
    path: '/late-entries',
    summary: '变更维保单位后还没有录完的电梯；超过 15 天的列入超期未录入。',
    access: { ...districtReaders, ...company },
    query: Paging.extend({ state: z.enum(['warned', 'alarmed', 'listed']).optional() }),
    response: pageOf(LateEntry),
  }),
  troubles: endpoint({
    method: 'GET',
    path: '/lifts-without-company',
    summary: '无维保单位、或两家合同重叠的电梯。',
    access: { ...districtReaders, ...company, ...owner },
    query: Paging.extend({ state: z.enum(['gap', 'dispute']).optional() }),
    response: pageOf(Trouble),
  }),
  ofLift: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/contracts',
    summary: '一台电梯由谁负责的经过，和看得到的合同。',
    access: readers,
    params: z.object({ liftId: Ulid }),
    response: LiftContracts,
  }),
};

/** Raw: the contract's PDF, for its two parties and the district. */
export const contractFilePath = (contractId: string) => `/api/contracts/${contractId}/file`;
