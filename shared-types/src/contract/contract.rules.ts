import type { Refusal } from '../kernel/app-error';
import { addDays, daysBetween, laterOf } from '../kernel/time';

/**
 * One company's claim to one lift by one contract. Days are `YYYY-MM-DD` in Asia/Shanghai, both ends included. What
 * was entered, confirmed or ended counts from the day on which that was recorded, never before: so the answer for a
 * day that is over stays the same for ever (CON-01, edge case of contracts signed retroactively).
 */
export interface Claim {
  contractId: string;
  companyId: string;
  from: string;
  until: string;
  enteredOn: string;
  /** The owner's word for this contract and lift. */
  confirmedOn: string | null;
  /** Ended early: the last day, which may lie before the contract's first one (refused, replaced). */
  endsOn: string | null;
  endRecordedOn: string | null;
}

export interface Claims {
  /** Who maintains the lift according to the register, until a contract that stands has begun. */
  registered: string | null;
  claims: readonly Claim[];
}

/**
 * - `company`: exactly one answers for the lift; others may `wait` for the owner's word
 * - `gap`: 无维保单位
 * - `dispute`: several claim it and the owner has not decided
 */
export type Responsibility =
  | { state: 'company'; companyId: string; contractId: string | null; waiting: string[] }
  | { state: 'gap'; waiting: string[] }
  | { state: 'dispute'; companyIds: string[] };

const isKnown = (day: string | null, today: string): boolean => day !== null && day <= today;

/** Does the contract run on a day, as far as was recorded by then? */
export function coversDay(claim: Claim, day: string): boolean {
  if (claim.enteredOn > day || claim.from > day) return false;
  const endsOn = isKnown(claim.endRecordedOn, day) ? claim.endsOn : null;
  return day <= (endsOn !== null && endsOn < claim.until ? endsOn : claim.until);
}

/** Has the contract run on that day or any day before? */
const hasRun = (claim: Claim, day: string): boolean => {
  const first = laterOf(claim.from, claim.enteredOn);
  return first <= day && coversDay(claim, first);
};

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Whose word alone is enough: the owner confirmed it, the register says the same, or nobody else was there. */
const stands = (claim: Claim, registered: string | null, day: string): boolean =>
  isKnown(claim.confirmedOn, day) || registered === null || registered === claim.companyId;

/**
 * Exactly one company answers for a lift at any instant. A contract that the owner confirmed goes before one that
 * nobody confirmed, and so does the register's company: an entry of one's own cannot stop a competitor's work. Of
 * several that nobody confirmed none counts until the owner decides (CON-05).
 * @basis TSG T5002-2017 第四条 (a maintenance company by contract); 特种设备安全法 第四十五条 (CON-01, CON-04, CON-05)
 */
export function responsibleOn({ registered, claims }: Claims, day: string): Responsibility {
  const running = claims.filter((claim) => coversDay(claim, day));
  const companies = unique(running.map((claim) => claim.companyId));
  const others = (companyId: string) => companies.filter((id) => id !== companyId);
  const confirmed = running.filter((claim) => isKnown(claim.confirmedOn, day));
  const chosen = unique(confirmed.map((claim) => claim.companyId));
  if (chosen.length > 1) return { state: 'dispute', companyIds: chosen };
  const [only] = confirmed;
  if (only)
    return {
      state: 'company',
      companyId: only.companyId,
      contractId: only.contractId,
      waiting: others(only.companyId),
    };
  const isSuperseded = claims.some((claim) => hasRun(claim, day) && stands(claim, registered, day));
  if (registered !== null && !isSuperseded)
    return { state: 'company', companyId: registered, contractId: null, waiting: others(registered) };
  if (companies.length > 1) return { state: 'dispute', companyIds: companies };
  const [claim] = running;
  if (!claim) return { state: 'gap', waiting: [] };
  return { state: 'company', companyId: claim.companyId, contractId: claim.contractId, waiting: [] };
}

const sameAnswer = (a: Responsibility, b: Responsibility): boolean =>
  a.state === b.state && (a.state !== 'company' || b.state !== 'company' || a.companyId === b.companyId);

/**
 * Since which day the answer of `day` has been the same; null when it was so before anything was recorded.
 * @basis CON-04 (the day from which a lift has had nobody)
 */
export function standingSince(facts: Claims, day: string): string | null {
  const now = responsibleOn(facts, day);
  const turns = facts.claims.flatMap(({ from, until, enteredOn, confirmedOn, endsOn, endRecordedOn }) => [
    from,
    enteredOn,
    addDays(until, 1),
    ...(confirmedOn ? [confirmedOn] : []),
    ...(endsOn ? [addDays(endsOn, 1)] : []),
    ...(endRecordedOn ? [endRecordedOn] : []),
  ]);
  const newestFirst = [...new Set(turns)].filter((turn) => turn <= day).sort((a, b) => (a < b ? 1 : -1));
  return newestFirst.find((turn) => !sameAnswer(now, responsibleOn(facts, addDays(turn, -1)))) ?? null;
}

/**
 * Whom to call when people are trapped: everybody who claims the lift, the responsible company first (CON-05).
 * @basis CON-05: emergency dispatch calls both
 */
export function emergencyCompaniesOn(facts: Claims, day: string): string[] {
  const responsible = responsibleOn(facts, day);
  if (responsible.state === 'dispute') return responsible.companyIds;
  if (responsible.state === 'gap') return responsible.waiting;
  return [responsible.companyId, ...responsible.waiting];
}

/**
 * May the company begin work on the lift now? What it began before 24:00 of its last day it may finish; the caller
 * asks only at the beginning of work.
 * @basis CON-01, CON-05; TSG T5002-2017 第四条
 */
export function refuseWork(responsible: Responsibility, companyId: string): Refusal | null {
  if (responsible.state === 'dispute')
    return {
      code: 'contract.overlap',
      message:
        '有两家维保单位的合同都包含这台电梯，使用单位确认由谁负责之前，双方都不能开始作业。请联系使用单位确认。',
    };
  if (responsible.state === 'company' && responsible.companyId === companyId) return null;
  const waits =
    responsible.state === 'company' && responsible.waiting.includes(companyId)
      ? '贵单位的合同还没有得到使用单位确认，确认后即可作业。'
      : '今天没有贵单位负责这台电梯的合同，不能开始作业。请联系本单位管理员核对合同期限。';
  return { code: 'contract.not_responsible', message: waits };
}

export interface Term {
  from: string;
  until: string;
  signedOn: string;
}

const longestYears = 10;

/** Dates as they cannot stand in a contract; all at once. @basis CON-01 (期限) */
export function refuseTerm({ from, until, signedOn }: Term, today: string): Refusal[] {
  const refusals: Refusal[] = [];
  if (until < from)
    refusals.push({
      code: 'contract.term_reversed',
      field: 'until',
      message: '到期日期早于生效日期，请核对合同期限。',
    });
  if (signedOn > today)
    refusals.push({
      code: 'contract.signed_in_future',
      field: 'signedOn',
      message: '签订日期还没有到，请在签订之后录入。',
    });
  if (daysBetween(from, until) > longestYears * 366)
    refusals.push({
      code: 'contract.term_too_long',
      field: 'until',
      message: `合同期限超过 ${longestYears} 年，请核对到期日期。`,
    });
  return refusals;
}

/** The last day of a contract that ends early: from the day before it began to before its own end. */
export const refuseLastDay = (
  lastDay: string,
  { from, until }: Pick<Term, 'from' | 'until'>,
): Refusal | null =>
  lastDay >= addDays(from, -1) && lastDay < until
    ? null
    : {
        code: 'contract.end_outside_term',
        field: 'lastDay',
        message: '提前终止的最后一天要在合同期限之内。',
      };

/** Allowed, and flagged: it changes nothing for days that are over. @basis CON edge case (倒签合同) */
export const isRetroactive = (from: string, enteredOn: string): boolean => from < enteredOn;

/**
 * Days for the new company to enter its data after a change of company, warned and alarmed before it is listed.
 * @basis 泉鲤市监规〔2024〕1号 四(三): within 15 days from the contract's effective date, from 2024-01-16 (CON-02)
 */
export const entryDays = { warn: 10, alarm: 15 } as const;

export const entryStates = ['running', 'warned', 'alarmed', 'listed', 'done', 'done_late'] as const;
export type EntryState = (typeof entryStates)[number];

/**
 * How a new company stands with entering its data. Day 0 is the effective day: warned from day 10, alarmed on day 15,
 * listed as 超期未录入 from day 16. `enteredOn`: the day on which the last piece arrived, null while something misses.
 * @basis 泉鲤市监规〔2024〕1号 四(三) (CON-02; day 10 is ours)
 */
export function entryState(effectiveOn: string, enteredOn: string | null, today: string): EntryState {
  const day = daysBetween(effectiveOn, enteredOn ?? today);
  if (enteredOn !== null) return day > entryDays.alarm ? 'done_late' : 'done';
  if (day > entryDays.alarm) return 'listed';
  if (day === entryDays.alarm) return 'alarmed';
  return day >= entryDays.warn ? 'warned' : 'running';
}

/** The last day for entering, until 24:00. @basis CON-02 */
export const entryDueOn = (effectiveOn: string): string => addDays(effectiveOn, entryDays.alarm);

/** Days before the contract's last day on which its parties are reminded. @basis CON-06 */
export const expirySteps = [90, 60, 30] as const;

/**
 * The step that has been reached and was not reminded of yet; a missed morning reminds on the next one, once.
 * @basis CON-06
 */
export function expiryReminder(until: string, reminded: number | null, today: string): number | null {
  const left = daysBetween(today, until);
  if (left < 0) return null;
  const [step] = expirySteps.filter((days) => left <= days).slice(-1);
  return step === undefined || (reminded !== null && reminded <= step) ? null : step;
}

/** What a company's permits say of a lift for a contract's days. */
export interface PermitCoverageFound {
  state: 'covered' | 'not_covered' | 'unknown';
  reason: string;
}

/**
 * The permits' objections in one word. A company without a registered permit is unknown, never covered.
 * @basis CON-07; 特种设备安全法 第四十五条
 */
export function coverageOf(objections: readonly Refusal[]): PermitCoverageFound {
  const [first] = objections;
  if (!first) return { state: 'covered', reason: '' };
  if (first.code === 'paper.permit_missing')
    return { state: 'unknown', reason: '还没有登记许可证，请核对许可项目、速度等级和有效期。' };
  return { state: 'not_covered', reason: first.message };
}

/** A permit that does not name this kind of lift stops the contract; one that ends earlier is shown until renewed. @basis CON-07 */
export const stopsContract = (objections: readonly Refusal[]): Refusal | null =>
  objections.find(({ code }) => code === 'paper.permit_not_covering') ?? null;

export interface Acceptance {
  isSafe: boolean;
  defects: readonly string[];
}

/** A lift that is not in order is taken over with what is wrong, or nobody could tell later. @basis CON-08; TSG T5002-2017 第五条 */
export function refuseAcceptance({ isSafe, defects }: Acceptance): Refusal | null {
  if (isSafe || defects.length > 0) return null;
  return {
    code: 'contract.defects_missing',
    field: 'defects',
    message: '接收时不符合安全要求的，请写明发现的问题，以免日后算在贵单位名下。',
  };
}
