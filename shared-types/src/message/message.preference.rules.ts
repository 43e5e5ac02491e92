/**
 * When a message may ring, when it waits for the morning, who hears of it when nobody looks. The inbox has every message at
 * once whatever is decided here.
 *
 * @basis ours; which kinds nobody may switch off rests on the rule named beside each kind.
 */
import type { Role } from '../kernel/access';
import type { Refusal } from '../kernel/app-error';
import { addDays, dayOf, startOfDay, timeInWords } from '../kernel/time';
import { priorityOf } from './message.channel.rules';
import type { KindPreference, MessageKind, QuietHours } from './message.contract';

/** Kinds that must reach whoever answers for them, and the rule that says so. */
export const duties: Partial<Record<MessageKind, string>> = {
  'record.to_confirm': '使用单位在维保当日签字（SIG-02，广州 三(二)1(5)）',
  'record.returned': '退回的记录须按期答复（SIG-06）',
  'record.unsigned': '没有同意默认确认的记录一直等签字（SIG-04，广州 四(三)）',
  'record.unsigned_long': '没有同意默认确认的记录一直等签字（SIG-04，广州 四(三)）',
  'record.dispute_referred': '退回的争议须按期处理（SIG-06）',
  'record.dispute_decided': '退回的争议须按期处理（SIG-06）',
  'call_out.reported': '及时排除故障（REP-01，TSG T5002-2017 第五条（四））',
  'call_out.dispatched': '及时排除故障（REP-01，TSG T5002-2017 第五条（四））',
  'call_out.declined': '及时排除故障（REP-01，TSG T5002-2017 第五条（四））',
  'call_out.stopped': '一时修不好须书面告知使用单位（REP-03）',
  'call_out.to_confirm': '修好后由使用单位确认（REP-02）',
  'call_out.returned': '修好后由使用单位确认（REP-02）',
  'call_out.unanswered': '报修须及时反馈（REP-08，沪市监特种〔2020〕286号 二(四)）',
  'call_out.expected_passed': '停用待修须如期排除（REP-03）',
  'contract.to_confirm': '合同由使用单位确认（本平台规则）',
  'contract.gap': '电梯不得没有维保单位（本平台规则）',
  'contract.defects': '接手时发现的问题须处理（本平台规则）',
  'device.change_asked': '账号安全（本平台规则）',
  'device.change_decided': '账号安全（本平台规则）',
  'factor.changed': '账号安全（本平台规则）',
  'factor.reset': '账号安全（本平台规则）',
  'session.wechat_released': '账号安全（本平台规则）',
  'face.filing_duty': '达到人数须备案（人脸识别技术应用安全管理办法）',
  'face.review_waits': '身份核验有办理期限（本平台规则）',
  'paper.expired': '须持证作业（特种设备安全法 第十四条）',
  'plan.late': '至少每 15 日维保一次（PLAN-01，特种设备安全监察条例 第三十一条）',
  'plan.overdue': '至少每 15 日维保一次（PLAN-01，特种设备安全监察条例 第三十一条）',
  'message.escalated': '别人没有按时处理的事（本平台规则）',
};

/** Nothing is lost when these wait for the morning. */
const low: ReadonlySet<string> = new Set<MessageKind>([
  'task.late',
  'paper.expiring',
  'contract.expiring',
  'contract.entry',
  'officer.missing',
  'face.stored_near',
  'face.calibration',
]);

export const urgencyOf = (kind: string): KindPreference['urgency'] => {
  if (priorityOf(kind) === 0) return 'safety';
  return low.has(kind) ? 'low' : 'prompt';
};

/** On which rule it rests that a kind may not be switched off; null: the person chooses. Safety always rings. */
export const dutyOf = (kind: string): string | null => {
  if (priorityOf(kind) === 0) return '关系人身安全';
  return (duties as Partial<Record<string, string>>)[kind] ?? null;
};

/** What somebody has chosen for themselves; absent: nothing yet. */
export interface Chosen {
  quiet: QuietHours | null;
  digest: boolean;
  muted: readonly string[];
}
export const unchosen: Chosen = { quiet: null, digest: true, muted: [] };

/** What the city has decided. */
export interface CityHours {
  quietHours: QuietHours | null;
  digestAt: string | null;
}

/** Longer, and what a day's work hangs on would come too late. */
const longestQuietMinutes = 12 * 60;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** @returns refusals of a choice; empty: it may be kept. */
export function refuseChoice(choice: Chosen): Refusal[] {
  const refusals: Refusal[] = [];
  const kept = choice.muted.filter((kind) => dutyOf(kind) !== null);
  if (kept.length > 0)
    refusals.push({ code: 'message.duty', message: '这类消息依规定必须收，不能关掉提醒。' });
  const { quiet } = choice;
  if (quiet) {
    const span = (minutesOf(quiet.until) - minutesOf(quiet.from) + 1440) % 1440;
    if (span === 0 || span > longestQuietMinutes)
      refusals.push({ code: 'message.quiet_too_long', message: '免打扰时间最长 12 小时。' });
  }
  return refusals;
}

const instantAt = (day: string, time: string): number => startOfDay(day) + minutesOf(time) * 60_000;

/** When quiet hours that hold now are over (epoch ms); null: it is not quiet. */
export function quietUntil(now: number, hours: QuietHours | null): number | null {
  if (!hours) return null;
  const [time, day] = [timeInWords(now), dayOf(now)];
  const isOvernight = hours.until <= hours.from;
  const isQuiet = isOvernight
    ? time >= hours.from || time < hours.until
    : time >= hours.from && time < hours.until;
  if (!isQuiet) return null;
  return instantAt(isOvernight && time >= hours.from ? addDays(day, 1) : day, hours.until);
}

/** The next time of a morning's digest, never now. */
export function nextDigest(now: number, digestAt: string): number {
  const today = instantAt(dayOf(now), digestAt);
  return today > now ? today : instantAt(addDays(dayOf(now), 1), digestAt);
}

/** What becomes of a message on the ways besides the inbox. */
export type Handling = { way: 'now'; at: number } | { way: 'digest'; at: number } | { way: 'inbox' };

/** @param now epoch ms */
export function handlingOf(kind: string, now: number, chosen: Chosen, city: CityHours): Handling {
  const urgency = urgencyOf(kind);
  if (urgency === 'safety') return { way: 'now', at: now };
  if (chosen.muted.includes(kind) && dutyOf(kind) === null) return { way: 'inbox' };
  if (urgency === 'low' && chosen.digest && city.digestAt !== null)
    return { way: 'digest', at: nextDigest(now, city.digestAt) };
  return { way: 'now', at: quietUntil(now, chosen.quiet ?? city.quietHours) ?? now };
}

/** Who hears of it next when nobody of those before has looked, in this order. */
export const chains: Partial<Record<MessageKind, readonly Role[]>> = {
  'record.returned': ['company_admin', 'regulator'],
  'device.change_asked': ['company_admin', 'regulator'],
  'contract.defects': ['company_admin', 'regulator'],
  'plan.late': ['company_admin', 'regulator'],
};

/** The role that hears at a step, from 0; null: the chain is at its end, or there is none. */
export const nextInChain = (kind: string, step: number): Role | null =>
  (chains as Partial<Record<string, readonly Role[]>>)[kind]?.[step] ?? null;
