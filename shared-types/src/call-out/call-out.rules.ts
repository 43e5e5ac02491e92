/**
 * 急修: what may follow what between the report of a fault and its end, what is late, and what a repair must show.
 * All instants are epoch milliseconds, all days `YYYY-MM-DD` in Asia/Shanghai.
 *
 * @basis TSG T5002-2017 五(四); 沪市监特种〔2020〕286号 二(四); 泉鲤市监规〔2024〕1号 三(五), 四(四) (RULES §13)
 */
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { daysBetween } from '../kernel/time';

/** In the order in which they follow (REP-02). `merged`: the same fault had been reported already. */
export const callOutStates = {
  reported: '已报修',
  dispatched: '已派单',
  accepted: '已接单',
  arrived: '已到场',
  in_progress: '处理中',
  waiting_parts: '停梯待件',
  finished: '已完工，待使用单位确认',
  confirmed: '使用单位已确认',
  closed: '已关闭',
  merged: '已并入另一报修',
} as const;
export type CallOutState = keyof typeof callOutStates;

/**
 * @basis REP-02; refusing sends it back to the company, waiting for parts is followed by a new arrival, a return of the
 * owner by more work. A manufacturer's own service (`accepted` → `finished`) has no account here and checks in nowhere.
 */
export const callOutSteps: Steps<CallOutState> = {
  reported: ['dispatched', 'accepted', 'merged'],
  dispatched: ['dispatched', 'accepted', 'reported', 'merged'],
  accepted: ['dispatched', 'accepted', 'arrived', 'waiting_parts', 'finished', 'reported', 'merged'],
  arrived: ['in_progress', 'dispatched', 'accepted', 'merged'],
  in_progress: ['waiting_parts', 'finished', 'dispatched', 'accepted'],
  waiting_parts: ['arrived', 'dispatched', 'accepted', 'finished'],
  finished: ['confirmed', 'closed', 'in_progress', 'accepted'],
  confirmed: ['closed'],
  closed: [],
  merged: [],
};

/** A further report of the same lift joins what is in one of these. */
export const openStates: readonly CallOutState[] = [
  'reported',
  'dispatched',
  'accepted',
  'arrived',
  'in_progress',
  'waiting_parts',
];
export const isOpen = (state: CallOutState): boolean => openStates.includes(state);

/** So many people at most are sent to one repair: it is the work of a few, each of whom shows who they are. */
export const mostSent = 6;

/** Who told of a fault (REP-01). */
export const reportSources = {
  public: '乘客',
  owner: '使用单位',
  company: '维保单位',
  regulator: '监管部门',
  machine: '设备上报',
} as const;
export type ReportSource = keyof typeof reportSources;

/** What somebody sees who knows nothing of lifts. */
export const faultSigns = {
  door: '门开关不正常',
  stopped: '停着不动',
  noise: '异响或抖动',
  levelling: '停靠不平',
  button: '按钮或显示失灵',
  light: '照明或通风坏了',
  alarm: '报警或对讲不通',
  water: '进水',
  step: '扶梯梯级或扶手带异常',
  other: '其他',
} as const;
export type FaultSign = keyof typeof faultSigns;

/** What is wrong with the lift, in the reporter's own words too where there are any. */
export const faultInWords = ({ sign, text }: { sign: FaultSign; text: string }): string =>
  text ? `${faultSigns[sign]}：${text}` : faultSigns[sign];

/** First level of causes, as in the reports of rescue centres (CODES §8). */
export const faultCauses = {
  door: '门系统',
  control: '电气控制系统',
  traction: '曳引系统',
  guide: '导向系统',
  car: '轿厢',
  balance: '重量平衡系统',
  drive: '电力拖动系统',
  safety: '安全保护系统',
  use: '使用管理',
  outside: '外部原因',
  none: '未发现故障',
} as const;
export type FaultCause = keyof typeof faultCauses;

/** What photographs of a repair show. */
export const repairSlots = {
  arrival: '到场时的电梯',
  fault: '故障部位',
  old_part: '换下的旧件',
  new_part: '换上的新件',
  finished: '完工后的电梯',
} as const;
export type RepairSlot = keyof typeof repairSlots;

/** What of it a city decides. */
export interface CallOutTimes {
  acceptMinutes: number;
  arriveMinutes: number;
  unansweredHours: number;
  repairHours: number;
  confirmDays: number;
}

export interface CallOutClock {
  state: CallOutState;
  reportedAt: number;
  acceptedAt: number | null;
  arrivedAt: number | null;
  finishedAt: number | null;
  /** A manufacturer's service does it: nobody checks in. */
  byService: boolean;
  /** The day on which the stopped lift is expected to run again; null: it is not stopped. */
  expectedOn: string | null;
}

/** What is late. Marks of acceptance and arrival stay for ever, since they are computed from times that nobody types. */
export interface CallOutLate {
  accept: boolean;
  arrive: boolean;
  unanswered: boolean;
  repair: boolean;
  expected: boolean;
  confirm: boolean;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const never: CallOutLate = {
  accept: false,
  arrive: false,
  unanswered: false,
  repair: false,
  expected: false,
  confirm: false,
};

/**
 * What is late at an instant; the last moment of a term is still in time. While a lift is stopped by notice and the day
 * it names has not passed, its repair is not late: waiting thirty days for a part is no storm of reminders.
 * @basis TSG T5002-2017 五(四) “及时排除故障”; 沪市监特种〔2020〕286号 二(四) (REP-01, REP-08); terms are the city's
 */
export function lateness(
  clock: CallOutClock,
  { now, today }: { now: number; today: string },
  times: CallOutTimes,
): CallOutLate {
  if (clock.state === 'merged') return never;
  const since = (at: number | null) => (at ?? now) - clock.reportedAt;
  const isWorkOpen = isOpen(clock.state);
  const isStopped = isWorkOpen && clock.expectedOn !== null;
  const isPast = isStopped && today > (clock.expectedOn ?? '');
  return {
    accept: since(clock.acceptedAt) > times.acceptMinutes * minuteMs,
    arrive:
      !clock.byService &&
      (clock.arrivedAt !== null || isWorkOpen) &&
      since(clock.arrivedAt) > times.arriveMinutes * minuteMs,
    unanswered: isWorkOpen && clock.acceptedAt === null && since(null) > times.unansweredHours * hourMs,
    repair: isWorkOpen && !isStopped && since(null) > times.repairHours * hourMs,
    expected: isPast,
    confirm: clock.state === 'finished' && now - (clock.finishedAt ?? now) > times.confirmDays * 24 * hourMs,
  };
}

/** Is somebody behind with it now? Past marks of acceptance and arrival alone make nothing overdue. */
export const isOverdue = ({ unanswered, repair, expected }: CallOutLate): boolean =>
  unanswered || repair || expected;

/**
 * How many full terms of 24 hours nobody has answered: 0 before the first has passed; from 1 on another office hears.
 * @basis REP-08 (沪市监特种〔2020〕286号 二(四) “及时反馈处置结果”)
 */
export const unansweredTerms = (
  clock: Pick<CallOutClock, 'state' | 'reportedAt' | 'acceptedAt'>,
  now: number,
  { unansweredHours }: Pick<CallOutTimes, 'unansweredHours'>,
): number =>
  isOpen(clock.state) && clock.acceptedAt === null && now - clock.reportedAt > unansweredHours * hourMs
    ? Math.floor((now - clock.reportedAt) / (unansweredHours * hourMs))
    : 0;

/** When the next full term without an answer has passed, at whatever instant of one term it is asked (REP-08). */
export const nextUnansweredAt = (
  reportedAt: number,
  now: number,
  { unansweredHours }: Pick<CallOutTimes, 'unansweredHours'>,
): number => {
  const termMs = unansweredHours * hourMs;
  return reportedAt + (Math.floor((now - reportedAt) / termMs) + 1) * termMs + 1;
};

/** As many faults as make a lift one to look at (REP-07). */
export const isFocus = (faults: number, { focusFaults }: { focusFaults: number }): boolean =>
  faults >= focusFaults;

/** A part put in, as far as the rules ask. */
export interface PartFacts {
  name: string;
  isSafety: boolean;
  maker: string;
  typeTestNumber: string;
  hasOldPhoto: boolean;
}

/**
 * Safety components are replaced by such whose type test can be looked up, and the old one is shown.
 * @basis REP-06; TSG T7007-2022 (type tests of safety components)
 */
export function refusePart({ name, isSafety, maker, typeTestNumber, hasOldPhoto }: PartFacts): Refusal[] {
  if (!isSafety) return [];
  const refusals: Refusal[] = [];
  const refuse = (what: string, field: string, message: string) =>
    refusals.push({ code: `call_out.part_${what}`, field, message: `“${name}”是安全部件：${message}` });
  if (maker.trim() === '') refuse('maker_missing', 'maker', '请写明制造单位。');
  if (typeTestNumber.trim() === '') refuse('type_test_missing', 'typeTestNumber', '请写明型式试验证书编号。');
  if (!hasOldPhoto) refuse('old_photo_missing', 'oldPhotoId', '请拍下换下的旧件。');
  return refusals;
}

export interface FinishFacts {
  outcome: 'repaired' | 'no_fault';
  cause: FaultCause;
  byService: boolean;
  slots: readonly RepairSlot[];
  /** Everybody on the spot has shown who they are, by face or otherwise. */
  identified: boolean;
  parts: number;
  hasServiceReport: boolean;
}

/**
 * Everything that keeps a repair from being handed over, at once.
 * @basis 泉鲤市监规〔2024〕1号 四(四): a repair needs position, identity and photographs as maintenance does (REP-02)
 */
export function refuseFinish(facts: FinishFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if ((facts.outcome === 'no_fault') !== (facts.cause === 'none')) {
    const message =
      facts.outcome === 'no_fault'
        ? '没有发现故障的，原因请选“未发现故障”。'
        : '修好了故障的，请选择故障原因。';
    refusals.push({ code: 'call_out.cause_contradicts', field: 'cause', message });
  }
  if (facts.outcome === 'no_fault' && facts.parts > 0)
    refusals.push({
      code: 'call_out.parts_without_fault',
      field: 'outcome',
      message: '已登记更换部件，不能按“未发现故障”完工。',
    });
  if (facts.byService) {
    if (!facts.hasServiceReport)
      refusals.push({
        code: 'call_out.service_report_missing',
        field: 'fileIds',
        message: '由制造单位等修理的，请上传对方的修理单。',
      });
    return refusals;
  }
  if (!facts.identified)
    refusals.push({ code: 'call_out.identity_missing', message: '请先到场扫码，到场的人都要核验身份。' });
  const needed: RepairSlot[] = ['fault', 'finished'];
  for (const slot of needed.filter((one) => !facts.slots.includes(one)))
    refusals.push({
      code: 'call_out.photo_missing',
      field: slot,
      message: `还缺一张照片：${repairSlots[slot]}。`,
    });
  return refusals;
}

/** So far ahead a stopped lift's return may be announced; longer waits are announced again. */
export const longestStopDays = 180;

/**
 * @basis 赣州 第二十五条(四): what cannot be removed quickly is answered by a written solution, and the lift stands still
 * until it has been removed (REP-03, REP-04)
 */
export function refuseStop({ today, expectedOn }: { today: string; expectedOn: string }): Refusal[] {
  if (expectedOn < today)
    return [
      {
        code: 'call_out.expected_in_past',
        field: 'expectedOn',
        message: '预计恢复使用的日期不能早于今天。',
      },
    ];
  return daysBetween(today, expectedOn) > longestStopDays
    ? [
        {
          code: 'call_out.expected_too_far',
          field: 'expectedOn',
          message: `预计恢复使用的日期不能晚于 ${longestStopDays} 天；到期前可以再更新。`,
        },
      ]
    : [];
}

/**
 * A major repair is told to the authority before it begins, done under a permit, and inspected before the lift runs.
 * @basis 特种设备安全法 第二十二、二十三、二十五条 (REP-06): permit, 施工告知, 监督检验
 */
export function refuseMajor(facts: {
  permit: readonly Refusal[];
  /** The manufacturer's or another firm's own permit, as written on its papers. */
  servicePermit: string | null;
  noticeOn: string;
  today: string;
}): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.servicePermit === null) refusals.push(...facts.permit);
  else if (facts.servicePermit.trim() === '')
    refusals.push({
      code: 'call_out.service_permit_missing',
      field: 'permitNumber',
      message: '请先登记修理单位的许可证编号，再办理重大修理。',
    });
  if (facts.noticeOn > facts.today)
    refusals.push({
      code: 'call_out.notice_in_future',
      field: 'noticeOn',
      message: '施工告知日期不能晚于今天；告知以后才能施工。',
    });
  return refusals;
}

/**
 * Whoever repaired does not confirm for the owner.
 * @basis SIG-07 (a technician may never sign for the owner)
 */
export const refuseConfirm = (personId: string, technicianIds: readonly string[]): Refusal | null =>
  technicianIds.includes(personId)
    ? { code: 'call_out.own_work', message: '参加这次修理的人员不能替使用单位确认。' }
    : null;

const phoneOrId = /(?<!\d)(1\d{10}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx])(?!\d)/;

/**
 * What anybody may read names no telephone and no identity number.
 * @basis 个人信息保护法 第六条; DIS-04
 */
export const refusePublicText = (field: string, text: string): Refusal[] =>
  phoneOrId.test(text)
    ? [
        {
          code: 'call_out.personal_data',
          field,
          message: '这段话报修人和公众看得到，请去掉电话号码和证件号码。',
        },
      ]
    : [];
