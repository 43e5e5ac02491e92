import type { Refusal } from '../kernel/app-error';
import { dateInWords } from '../kernel/time';

/** What may be held: a lift with its work, a company with its work and its people, one record with its visit. */
export const heldKinds = ['lift', 'company', 'record'] as const;
export type HeldKind = (typeof heldKinds)[number];

export const heldKindWords: Record<HeldKind, string> = {
  lift: '电梯',
  company: '维保单位',
  record: '维保记录',
};

/** A hold in force. */
export interface Holding {
  subjectKind: HeldKind;
  subjectId: string;
  /** Of the office that placed it: nobody decides for another's area. */
  area: string;
}

/** What a thing belongs to that is about to be deleted; nulls are not known or do not apply. */
export interface HeldThing {
  liftId: string | null;
  recordId: string | null;
  companyIds: readonly string[];
  /** Null for what lies in no area, e.g. a person's scan: a hold on a company covers it wherever it is. */
  divisionCode: string | null;
}

/**
 * Is a thing under this hold? A company's work is held in the area of the office that placed the hold.
 * @basis 行政处罚法 第五十六条 (RET-01)
 */
export function isUnder(hold: Holding, thing: HeldThing): boolean {
  if (hold.subjectKind === 'lift') return thing.liftId === hold.subjectId;
  if (hold.subjectKind === 'record') return thing.recordId === hold.subjectId;
  const isInArea = thing.divisionCode === null || thing.divisionCode.startsWith(hold.area);
  return isInArea && thing.companyIds.includes(hold.subjectId);
}

/**
 * Whoever placed a hold releases it, or an office above them; an office below does not.
 * @basis 行政处罚法 第五十六条 (RET-01)
 */
export const mayRelease = (hold: Pick<Holding, 'area'>, divisionCode: string): boolean =>
  divisionCode !== '' && hold.area.startsWith(divisionCode);

/**
 * The same office does not hold the same thing twice under one number; another case, or another office, may.
 * @basis 行政处罚法 第五十六条 (RET-01)
 */
export function refuseSecondHold(
  standing: readonly { officeId: string; reference: string }[],
  asked: { officeId: string; reference: string },
): Refusal | null {
  const isThere = standing.some(
    ({ officeId, reference }) => officeId === asked.officeId && reference === asked.reference,
  );
  return isThere
    ? { code: 'hold.placed_already', message: '同一文号已经保全了它，不用再登记。', field: 'reference' }
    : null;
}

/** A record by its lift and the day of the work. */
export const heldRecordName = (record: { place: string; ownNumber: string; completedOn: string }): string =>
  `${`${record.place} ${record.ownNumber}`.trim()}，${dateInWords(record.completedOn)}`;
