import { type Calendar, workingDaysAfter } from '../calendar/calendar.rules';
import type { CityParameters } from '../city/city.parameters';
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { addDays, dayInWords, dayOf, endOfDay } from '../kernel/time';
import type { OwnerAnswer } from '../record/record.contract';

const hourMs = 3_600_000;

/**
 * When a record that nobody answered counts as confirmed: never before the completion day has ended, the day on which
 * the owner signs; then as long as the city waits, by the clock, or by working days where it says so.
 * @basis 广州市监局 2021-04-08 三(二)1(5) (SIG-02, SIG-03; the time is a city parameter, DECISIONS 32)
 */
export function defaultsAt(
  completedAt: number,
  { defaultAfterHours, defaultAfterWorkingDays }: CityParameters['signing'],
  calendar: Calendar,
): number {
  const day = dayOf(completedAt);
  if (defaultAfterWorkingDays !== null)
    return endOfDay(workingDaysAfter(day, defaultAfterWorkingDays, calendar));
  return endOfDay(day) + defaultAfterHours * hourMs;
}

/** Agreement of an owner to default signing: whose word, when, and until when it stood. */
export interface ConsentFacts {
  givenAt: number;
  withdrawnAt: number | null;
}

export interface DefaultFacts {
  ownerAnswer: OwnerAnswer;
  completedAt: number;
  deadline: number;
  now: number;
  /** Everything the owner ever agreed to, in any order. */
  consents: readonly ConsentFacts[];
  /** When a notice of this record verifiably reached one of the owner's people; null: none did. */
  firstDeliveredAt: number | null;
}

export type DefaultObstacle = 'answered' | 'too_early' | 'no_consent' | 'not_delivered';

/** Agreed before the work was completed and not taken back before the deadline: revocable, for the future (SIG-04). */
export const consentStands = (
  consents: readonly ConsentFacts[],
  { completedAt, deadline }: Pick<DefaultFacts, 'completedAt' | 'deadline'>,
): boolean =>
  consents.some(
    ({ givenAt, withdrawnAt }) => givenAt <= completedAt && (withdrawnAt === null || withdrawnAt >= deadline),
  );

/**
 * Why a record may not be confirmed by silence; null when it may. A returned record never is, nor one whose owner did
 * not agree beforehand, nor one of which nobody was told.
 * @basis 广州市监局 2021-04-08 三(二)1(5)、四(三) (SIG-03…SIG-06)
 */
export function obstacleToDefault(facts: DefaultFacts): DefaultObstacle | null {
  if (facts.ownerAnswer !== 'pending') return 'answered';
  if (facts.now < facts.deadline) return 'too_early';
  if (!consentStands(facts.consents, facts)) return 'no_consent';
  const { firstDeliveredAt } = facts;
  return firstDeliveredAt === null || firstDeliveredAt >= facts.deadline ? 'not_delivered' : null;
}

/** Who may sign for an owner: its safety officers, whoever holds a post for the lift, and named delegates (SIG-07). */
export interface SignerFacts {
  role: string;
  /** Holds one of the three posts for this lift. */
  isNamed: boolean;
  delegations: readonly { fromDay: string; untilDay: string; endedOn: string | null }[];
  today: string;
}

/** @basis SIG-01, SIG-07; DECISIONS 32 */
export function signsAs({ role, isNamed, delegations, today }: SignerFacts): 'officer' | 'delegate' | null {
  if (role === 'owner_officer' || isNamed) return 'officer';
  const stands = delegations.some(
    (one) => one.fromDay <= today && today <= one.untilDay && (one.endedOn === null || today < one.endedOn),
  );
  return stands ? 'delegate' : null;
}

/** A delegation is for a time that can be overlooked. */
export const longestDelegationDays = 366;

export interface BatchFacts {
  exceptions: number;
  suspect: boolean;
  /** This person has had the record open. */
  opened: boolean;
}

/**
 * Many records with one signature, but never one whose exceptions the signer has not looked at.
 * @basis SIG-09
 */
export const refuseInBatch = ({ exceptions, suspect, opened }: BatchFacts): Refusal | null =>
  (exceptions > 0 || suspect) && !opened
    ? { code: 'signing.not_opened', message: '这份记录有处理、不合格或待核实的内容，请先打开看过再签。' }
    : null;

/** What follows a return, an axis of its own: neither validity nor clock depend on it (DECISIONS 25). */
export type DisputeState = 'open' | 'answered' | 'settled' | 'referred' | 'decided';
export const disputeSteps: Steps<DisputeState> = {
  open: ['answered', 'referred'],
  answered: ['settled', 'referred'],
  referred: ['decided', 'settled'],
  settled: [],
  decided: [],
};

/** Working days for the company to answer a return; then it is the regulator's. */
export const answerWorkingDays = 3;

/** @basis SIG-06 */
export const disputeDueOn = (returnedAt: number, calendar: Calendar): string =>
  workingDaysAfter(dayOf(returnedAt), answerWorkingDays, calendar);

/** Above this share of a month's records confirmed by silence an owner is shown to the regulator (74号令). */
export const remarkableDefaultShare = 0.5;

export const isRemarkable = ({ answered, defaulted }: { answered: number; defaulted: number }): boolean =>
  answered > 0 && defaulted / answered > remarkableDefaultShare;

/** An owner that signed, or let the time pass, may complain within so many days; the record keeps its state. */
export const complaintDays = 30;

/**
 * What is open to an owner that finds a fault after its answer has closed; empty while it may still return.
 * @basis SIG-06, edge cases of §7: “Owner rejects after default (within 30 days) → complaint, record keeps state”
 */
export function doorAfter(answer: OwnerAnswer, closedAt: number, now: number): string {
  if (answer === 'pending' || answer === 'returned') return '';
  const until = addDays(dayOf(closedAt), complaintDays);
  const why = answer === 'signed' ? '已经签字的记录不能再退回' : '确认期限已过，不能再退回';
  if (dayOf(now) > until) return `${why}。发现违法违规的，可以向所在地市场监督管理局举报。`;
  return `${why}。有异议的，可以在 ${dayInWords(until)}前向所在地市场监督管理局投诉（12315），记录本身保持原样。`;
}
