import type { Refusal } from '../kernel/app-error';
import { addDays, dayInWords, dayOf } from '../kernel/time';
import type { RecordStanding, Validity } from '../record/record.contract';

/**
 * What is said and decided about a doubtful record, in order. The validity itself stays an axis of the record; these
 * are the steps around it.
 */
export type ReviewStep = 'asked' | 'stated' | 'appealed' | 'upheld' | 'overturned';

/** The last day on which the unit may appeal, until 24:00: the day of the decision is not counted. */
export const appealUntil = (decidedAt: number, appealDays: number): string =>
  addDays(dayOf(decidedAt), appealDays);

/**
 * The reviewer asks and people explain while the doubt is open; afterwards there is the appeal (补充说明).
 * @basis CHK-16
 */
export const refuseStatement = (validity: Validity): Refusal | null =>
  validity === 'suspect'
    ? null
    : { code: 'validity.not_suspect', message: '这份记录已经没有待核实的疑点，不需要再补充说明。' };

const voided: Refusal = {
  code: 'validity.voided',
  message: '这份记录已经作废，作废就是最后的结论，不再申诉或改判。',
};

export interface AppealFacts {
  validity: Validity;
  standing: RecordStanding;
  /** When the record was declared invalid; null where it was not. */
  decidedAt: number | null;
  /** Somebody of the unit has appealed before. */
  appealed: boolean;
  now: number;
  appealDays: number;
}

/**
 * Against “invalid” the unit appeals once, within the city's days. Void and judgement never overtake each other: what is
 * under review or was found invalid is not voided (`refuseProposal`), the appeal comes first; and what was voided is
 * void for good, no appeal brings it back.
 * @basis CHK-16 “the unit may appeal once”; the days are the city parameter `validity.appealDays`
 */
export function refuseAppeal({
  validity,
  standing,
  decidedAt,
  appealed,
  now,
  appealDays,
}: AppealFacts): Refusal | null {
  if (standing === 'voided') return voided;
  if (appealed)
    return { code: 'validity.appealed_already', message: '这份记录已经申诉过，每份记录只能申诉一次。' };
  if (validity !== 'invalid' || decidedAt === null)
    return { code: 'validity.not_invalid', message: '这份记录没有被判为无效，不需要申诉。' };
  const until = appealUntil(decidedAt, appealDays);
  if (dayOf(now) <= until) return null;
  return { code: 'validity.appeal_late', message: `申诉期限到 ${dayInWords(until)} 24:00 为止，已经过了。` };
}

export interface AppealDecisionFacts {
  standing: RecordStanding;
  appealed: boolean;
  decided: boolean;
  /** Who decides now, and who declared the record invalid. */
  deciderId: string;
  firstDeciderId: string | null;
}

/**
 * An appeal is decided once and by somebody else than the first decision.
 * @basis CHK-16 (appeal); the other person is ours, as with a rejected identity (FACE)
 */
export function refuseAppealDecision(facts: AppealDecisionFacts): Refusal | null {
  if (facts.standing === 'voided') return voided;
  if (!facts.appealed) return { code: 'validity.no_appeal', message: '这份记录没有待处理的申诉。' };
  if (facts.decided)
    return { code: 'validity.appeal_decided', message: '这项申诉已经处理过了，请刷新查看。' };
  if (facts.deciderId === facts.firstDeciderId)
    return { code: 'validity.same_decider', message: '原决定是您作出的，申诉须由另一人处理。' };
  return null;
}
