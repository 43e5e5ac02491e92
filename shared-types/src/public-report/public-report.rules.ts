import { type Calendar, workingDaysAfter, workingDaysBetween } from '../calendar/calendar.rules';
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { addDays, dayOf } from '../kernel/time';

/** What the public says about a lift or about this platform (PUB-01). */
export const reportKinds = {
  complaint: '投诉',
  suggestion: '建议',
  evaluation: '评价',
  correction: '资料纠错',
  mismatch: '公示与实际不符',
  opinion: '对本平台的意见',
} as const;
export type ReportKind = keyof typeof reportKinds;

export const reportCategories = {
  running: '运行异常（异响、抖动、平层不准、门）',
  maintenance: '维保不到位',
  out_of_use: '停用很久没有修',
  management: '没人管、救援电话不通、电动车进梯',
  noise: '噪声',
  fee: '电梯费、物业费、维修资金',
  notice: '维保公示内容不实',
  sign: '使用标志过期或没有',
  wrong_code: '码贴错了电梯',
  page: '网页上的信息不对',
  people: '来维保的不是公示的人',
  register: '电梯登记资料',
  service: '服务质量',
  platform: '本平台的功能、内容或服务',
  other: '其他',
} as const;
export type ReportCategory = keyof typeof reportCategories;

/** What may be chosen for each kind; the first is the usual one. */
export const categoriesOf: Record<ReportKind, readonly ReportCategory[]> = {
  complaint: ['running', 'maintenance', 'out_of_use', 'management', 'noise', 'fee', 'other'],
  suggestion: ['management', 'maintenance', 'running', 'other'],
  evaluation: ['service'],
  correction: ['register'],
  mismatch: ['notice', 'sign', 'wrong_code', 'page', 'people', 'other'],
  opinion: ['platform'],
};

/**
 * 受理 → 转办 → 回复 → 反馈 → 评价. An evaluation is only kept; everything else ends with an answer to whoever reported.
 * @basis PUB-02
 */
export type ReportState =
  | 'received'
  | 'declined'
  | 'accepted'
  | 'routed'
  | 'answered'
  | 'fed_back'
  | 'rated'
  | 'recorded';

export const reportSteps: Steps<ReportState> = {
  received: ['accepted', 'declined', 'answered'],
  // Once, by an appeal.
  declined: ['accepted'],
  accepted: ['routed', 'answered'],
  routed: ['routed', 'accepted', 'answered'],
  answered: ['routed', 'fed_back'],
  fed_back: ['rated', 'accepted'],
  rated: ['accepted'],
  recorded: [],
};

/** Who answers: a unit, the district's office itself, or an authority outside, whose answer the office enters. */
export type RouteTo = 'company' | 'owner' | 'district' | 'authority';

/**
 * Where a report usually goes. Noise and fees are no matter of lift safety: they go to housing and the street office.
 * @basis PUB-02; PUB edge case: noise and fees → 住建, 街道
 */
export function suggestedRoute(
  kind: ReportKind,
  category: ReportCategory,
): { to: RouteTo; authority: string } {
  if (category === 'fee') return { to: 'authority', authority: '住房和城乡建设部门' };
  if (category === 'noise') return { to: 'authority', authority: '街道办事处（乡镇人民政府）' };
  if (kind === 'opinion' || kind === 'mismatch') return { to: 'district', authority: '' };
  if (category === 'management' || category === 'out_of_use') return { to: 'owner', authority: '' };
  if (category === 'running' || category === 'maintenance') return { to: 'company', authority: '' };
  return { to: 'district', authority: '' };
}

export interface Terms {
  acceptWorkingDays: number;
  replyWorkingDays: number;
}

export interface Clock {
  state: ReportState;
  receivedAt: number;
  /** Of the first time, or after an appeal of the second. */
  acceptedAt: number | null;
  appealedAt: number | null;
  fedBackAt: number | null;
}

/** Until when a report is accepted or declined; the day it came is not counted, days off are none. @basis PUB-02 */
export const acceptBy = (receivedAt: number, terms: Terms, calendar: Calendar): string =>
  workingDaysAfter(dayOf(receivedAt), terms.acceptWorkingDays, calendar);

/** Until when whoever reported has the answer; an appeal starts the term anew. @basis PUB-02 */
export const replyBy = (
  { acceptedAt, appealedAt }: Pick<Clock, 'acceptedAt' | 'appealedAt'>,
  terms: Terms,
  calendar: Calendar,
): string | null => {
  const from = Math.max(acceptedAt ?? 0, appealedAt ?? 0);
  return from === 0 ? null : workingDaysAfter(dayOf(from), terms.replyWorkingDays, calendar);
};

/**
 * Which term has passed, recomputed from the times whenever somebody asks: nothing stored can hide that it was late.
 * @basis PUB-02
 */
export function lateness(
  clock: Clock,
  today: string,
  terms: Terms,
  calendar: Calendar,
): 'none' | 'accept' | 'reply' {
  const { state, fedBackAt } = clock;
  if (state === 'recorded' || state === 'declined') return 'none';
  if (state === 'received') return today > acceptBy(clock.receivedAt, terms, calendar) ? 'accept' : 'none';
  const until = replyBy(clock, terms, calendar);
  if (until === null) return 'none';
  const isDone = state === 'fed_back' || state === 'rated';
  const on = isDone && fedBackAt !== null ? dayOf(fedBackAt) : today;
  return on > until ? 'reply' : 'none';
}

/** Working days that are left after today, the last day of the term counted; 0 on that day and when it is over. @basis PUB-02 */
export const workingDaysLeft = (today: string, until: string, calendar: Calendar): number =>
  workingDaysBetween(addDays(today, 1), until, calendar).length;

/** Whatever began on this day or before is late today: a list asks the database for it by one instant. */
export function latestLateDay(today: string, workingDays: number, calendar: Calendar): string {
  let day = today;
  do day = addDays(day, -1);
  while (workingDaysAfter(day, workingDays, calendar) >= today);
  return day;
}

export interface NewReport {
  kind: ReportKind;
  category: ReportCategory;
  text: string;
  hasLift: boolean;
  hasTicket: boolean;
  stars: number | null;
  proposedFields: number;
  agreesToBeNamed: boolean;
  hasPhone: boolean;
}

/**
 * Every reason at once.
 * @basis PUB-01, PUB-04, PUB-05
 */
export function refuseReport(report: NewReport): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (code: string, field: string, message: string) => refusals.push({ code, field, message });
  const { kind, text } = report;
  if (!categoriesOf[kind].includes(report.category))
    refuse('public_report.category_wrong', 'category', '请重新选择问题类别。');
  if (kind !== 'opinion' && !report.hasLift)
    refuse('public_report.lift_missing', 'code', '请先扫电梯上的码，再提交。');
  if (kind === 'evaluation' && !report.hasTicket)
    refuse('public_report.scan_needed', 'ticket', '评价要在电梯旁扫码后 30 分钟内提交，请重新扫码。');
  if (kind === 'evaluation' && report.stars === null)
    refuse('public_report.stars_missing', 'stars', '请选择一到五颗星。');
  if (kind === 'correction' && report.proposedFields === 0)
    refuse('public_report.nothing_proposed', 'proposal', '请填写哪一项不对、应当是什么。');
  const needsText = kind !== 'evaluation' && kind !== 'correction';
  if (needsText && [...text.trim()].length < 2)
    refuse('public_report.text_missing', 'text', '请简单说明情况，至少两个字。');
  if (report.agreesToBeNamed && !report.hasPhone)
    refuse('public_report.phone_missing', 'callbackPhone', '同意被联系的，请留下电话号码。');
  return refusals;
}

const hidden = (digits: string): string => `${digits.slice(0, 3)}****${digits.slice(-2)}`;

/**
 * The same words without numbers that lead to a person: telephones, identity cards, plates. Names are left to the
 * person who reads it before anybody else does.
 * @basis PUB-06, 个人信息保护法 第六条; PUB edge case: a complaint names a person
 */
export const withoutNumbers = (text: string): string =>
  text
    .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, hidden)
    .replace(/(?<!\d)\d{15}(?!\d)/g, hidden)
    .replace(/(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)/g, (found) =>
      hidden(found.replace(/\D/g, '').slice(-11)),
    )
    .replace(/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g, (found) => hidden(found.replace(/\D/g, '')))
    .replace(/[\u4e00-\u9fff][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])/g, '（车牌）');

export interface Around {
  /** Evaluations and complaints about one company from one device, and from one address, in the last week. */
  fromDevice: number;
  fromAddress: number;
}

/**
 * Looks like a competitor's or a campaign's work: a person looks before it counts anywhere. It is taken all the same.
 * @basis PUB edge case: competitor spam
 */
export function suspicionOf({ fromDevice, fromAddress }: Around): 'none' | 'same_device' | 'same_address' {
  if (fromDevice >= 3) return 'same_device';
  return fromAddress >= 30 ? 'same_address' : 'none';
}

/** An appeal is made once, within so many days of the answer or of not being accepted. @basis PUB-02, ours */
export function refuseAppeal(
  {
    state,
    fedBackAt,
    appealedAt,
  }: { state: ReportState; fedBackAt: number | null; appealedAt: number | null },
  now: number,
  appealDays: number,
): Refusal | null {
  if (appealedAt !== null)
    return {
      code: 'public_report.appealed_once',
      message: '已经复议过一次了。如仍不同意，可以拨打 12315 或 12345。',
    };
  const isOpen = state === 'fed_back' || state === 'rated' || state === 'declined';
  if (!isOpen || fedBackAt === null)
    return { code: 'public_report.not_answered_yet', message: '还没有答复，暂时不能申请复议。' };
  if (dayOf(now) > addDays(dayOf(fedBackAt), appealDays))
    return {
      code: 'public_report.appeal_too_late',
      message: `已超过答复后 ${appealDays} 天，不能再复议；有新情况请重新提交。`,
    };
  return null;
}
