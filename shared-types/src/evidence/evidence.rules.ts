/**
 * Who calls up sealed records for what, how long they may read them, and from when company and owner hear of it.
 *
 * @basis 广州市监局 2021-04-08 五(二)(四): electronic records are called up by supervision and inspection (SUP-05); PIPL 51
 * (IMM-06: every read and export is logged). Purposes, terms and the silence about running cases are ours.
 */
import type { Role } from '../kernel/access';

/** Why records are called up. */
export const callUpPurposeWords = {
  periodic_inspection: '定期检验',
  supervision_inspection: '监督检验',
  testing: '自行检测',
  supervision: '监督检查',
  complaint: '投诉举报核查',
  enforcement: '执法办案',
  accident: '事故调查',
} as const;
export type CallUpPurpose = keyof typeof callUpPurposeWords;

const inspections: readonly CallUpPurpose[] = ['periodic_inspection', 'supervision_inspection', 'testing'];
const supervisions: readonly CallUpPurpose[] = ['supervision', 'complaint', 'enforcement', 'accident'];

/** What somebody of a role may call records up for; nothing for everybody else. */
export function purposesOf(role: Role): readonly CallUpPurpose[] {
  if (role === 'inspector') return inspections;
  return role === 'regulator' || role === 'regulator_admin' ? supervisions : [];
}

const dayMs = 86_400_000;

export interface CallUpTerms {
  /** Days for which records stay open to whoever called them up. */
  openDays: number;
  /** Days for which a running case is not shown to company and owner; 0 shows it at once. */
  hiddenDays: number;
}

/** A case under way: whoever is looked into must not be warned by reading that somebody looks. */
export const isQuiet = (purpose: CallUpPurpose): boolean =>
  purpose === 'enforcement' || purpose === 'accident';

/** @returns epoch ms from which company and owner see that their records were called up */
export const shownFrom = (purpose: CallUpPurpose, at: number, { hiddenDays }: CallUpTerms): number =>
  isQuiet(purpose) ? at + hiddenDays * dayMs : at;

/** @returns epoch ms until which the records may be read and the file downloaded */
export const openUntil = (at: number, { openDays }: CallUpTerms): number => at + openDays * dayMs;

/** May records still be read under this call-up? A later need is a call-up of its own, with a purpose of its own. */
export const isOpen = (callUp: { endsAt: number; closedAt: number | null }, at: number): boolean =>
  callUp.closedAt === null && at < callUp.endsAt;
