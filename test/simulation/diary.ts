import type { Worker } from '../fixture/district';

/**
 * What really happened, written down by those who did it and by nobody else: the only thing the oracle knows. Nothing in
 * here comes from what the service says about it afterwards, except ids.
 */
export interface DiaryVisit {
  recordId: string;
  liftId: string;
  ownerId: string;
  companyId: string;
  lead: Worker;
  class: 'half_month' | 'quarter' | 'half_year' | 'year';
  /** When both had left the lift, epoch ms. */
  completedAt: number;
  submittedAt: number;
  /** A reason for doubt that the crew knows of: they were too quick. */
  hasty: boolean;
  /** Decisions on the doubt, in order. */
  decisions: { at: number; valid: boolean }[];
  signedAt: number | null;
  returnedAt: number | null;
  /** When everybody had agreed that it counts no more. */
  voidedAt: number | null;
  /** When somebody of the owner had the notice before them. */
  readAt: number | null;
}

export interface DiaryConsent {
  ownerId: string;
  givenAt: number;
  withdrawnAt: number | null;
}

export interface DiaryTransfer {
  liftIds: string[];
  contractId: string;
  fromCompanyId: string;
  toCompanyId: string;
  /** First day of the new company. */
  from: string;
  /** The day on which the last piece was entered, by lift. */
  enteredOn: Map<string, string>;
}

export interface DiaryDelay {
  delayId: string;
  liftIds: string[];
  submittedOn: string;
  expectedOn: string;
  /** The due day of each lift when the explanation was written. */
  dueOn: Map<string, string>;
  accepted: boolean | null;
  endedOn: string | null;
}

/** A lift registered out of use: from a day on, and back on another. */
export interface DiaryPause {
  liftId: string;
  from: string;
  to: string | null;
}

export class Diary {
  readonly visits: DiaryVisit[] = [];
  readonly byRecord = new Map<string, DiaryVisit>();
  readonly byLift = new Map<string, DiaryVisit[]>();
  readonly consents: DiaryConsent[] = [];
  readonly transfers: DiaryTransfer[] = [];
  readonly delays: DiaryDelay[] = [];
  readonly pauses: DiaryPause[] = [];
  readonly leavings: { personId: string; lastDay: string }[] = [];

  visit(visit: DiaryVisit): void {
    this.visits.push(visit);
    this.byRecord.set(visit.recordId, visit);
    const own = this.byLift.get(visit.liftId);
    if (own) own.push(visit);
    else this.byLift.set(visit.liftId, [visit]);
  }
}
