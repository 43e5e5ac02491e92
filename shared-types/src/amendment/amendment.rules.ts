import { type Calendar, workingDaysAfter } from '../calendar/calendar.rules';
import type { CityParameters } from '../city/city.parameters';
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { dayOf } from '../kernel/time';
import type { OwnerAnswer, RecordStanding, Validity } from '../record/record.contract';

export type AmendmentKind = 'amendment' | 'void';
export type AmendmentState =
  | 'waiting_technician'
  | 'waiting_company'
  | 'waiting_owner'
  | 'waiting_district'
  | 'sealed'
  | 'refused'
  | 'withdrawn';

const closings = ['sealed', 'refused', 'withdrawn'] as const;

/** Word by word; each open state may also be skipped where its word is not needed. */
export const amendmentSteps: Steps<AmendmentState> = {
  waiting_technician: ['waiting_company', 'waiting_owner', 'waiting_district', 'refused', 'withdrawn'],
  waiting_company: ['waiting_owner', 'waiting_district', 'refused', 'withdrawn'],
  waiting_owner: ['waiting_district', 'sealed', 'withdrawn'],
  waiting_district: ['sealed', 'refused', 'withdrawn'],
  sealed: [],
  refused: [],
  withdrawn: [],
};

export const isOpenAmendment = (state: AmendmentState): boolean =>
  !closings.some((closing) => closing === state);

export interface ProposalFacts {
  kind: AmendmentKind;
  standing: RecordStanding;
  validity: Validity;
  /** Another proposal about the same record waits for somebody. */
  hasOpen: boolean;
  corrections: number;
  cause: string | null;
}

/**
 * A mistake is corrected by a document beside the record, one at a time; what is being judged is not voided away, and
 * what no longer counts needs no correction.
 * @basis 广州市监局 2021-04-08 四(二) “不得以任何程度和任何形式更改”; IMM-01…IMM-03
 */
export function refuseProposal(facts: ProposalFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (code: string, message: string, field?: string) =>
    refusals.push(field ? { code, message, field } : { code, message });
  if (facts.standing === 'voided') refuse('amendment.voided', '这份记录已经作废，不能再更正或作废。');
  else if (facts.validity === 'invalid')
    refuse('amendment.record_invalid', '这份记录已判定为无效，不需要更正或作废。');
  if (facts.kind === 'void' && facts.validity === 'suspect')
    refuse('amendment.under_review', '这份记录有疑点待核实，核验人员判定之前不能作废。');
  if (facts.hasOpen)
    refuse('amendment.already_open', '这份记录已有一份更正或作废在办理，办完或撤回后才能再提出。');
  if (facts.kind === 'amendment' && facts.corrections === 0)
    refuse('amendment.nothing_corrected', '请写明要更正的内容。', 'corrections');
  if (facts.kind === 'void' && facts.cause === null)
    refuse('amendment.cause_missing', '请选择作废的原因。', 'cause');
  return refusals;
}

export interface ConsentFacts {
  kind: AmendmentKind;
  ownerAnswer: OwnerAnswer;
  hasOwner: boolean;
  /** One of those who did the work is still with the company and can sign. */
  technicianThere: boolean;
  technicianSigned: boolean;
  companyAgreed: boolean;
  ownerAgreed: boolean;
  /** The owner said no, or let the term pass. */
  ownerObjected: boolean;
  ownerTermOver: boolean;
  districtAgreed: boolean;
  /** Proposed later than the city's term after the work. */
  isLate: boolean;
}

/**
 * Whose word a proposal waits for. What technicians signed they sign again where it changes; the company answers for
 * it; and nothing changes a record on the company's word alone: the owner confirms, and where it was silent, objects or
 * the proposal comes late, the district decides. Silence never confirms an amendment.
 * @basis TSG T5002-2017 第七条 (signatures of both sides), from 2017-08-01; IMM-02 “reason, who, approver”; SIG-06
 */
export function nextWord(facts: ConsentFacts): AmendmentState {
  if (facts.kind === 'amendment' && facts.technicianThere && !facts.technicianSigned)
    return 'waiting_technician';
  if (!facts.companyAgreed) return 'waiting_company';
  const ownerSpeaks = facts.hasOwner && facts.ownerAnswer !== 'defaulted';
  const ownerIsDone = facts.ownerAgreed || facts.ownerObjected || facts.ownerTermOver;
  if (ownerSpeaks && !ownerIsDone) return 'waiting_owner';
  const needsDistrict = !facts.ownerAgreed || facts.isLate;
  return needsDistrict && !facts.districtAgreed ? 'waiting_district' : 'sealed';
}

/** Proposed after the city's term: it goes to the district besides. The day of completion is day 0. */
export const isLateProposal = (
  completedAt: number,
  proposedAt: number,
  { withinDays }: CityParameters['amendment'],
): boolean => proposedAt > completedAt + withinDays * 86_400_000;

/** The last day on which the owner's word is waited for. */
export const ownerTermOn = (
  asked: number,
  { ownerWorkingDays }: CityParameters['amendment'],
  calendar: Calendar,
): string => workingDaysAfter(dayOf(asked), ownerWorkingDays, calendar);
