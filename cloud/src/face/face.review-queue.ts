import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { Inject, Singleton } from '@midwayjs/core';
import { CheckInService } from '../check-in/check-in.service';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Visit } from '../visit/visit.entity';
import { FaceReview } from './face-review.entity';
import type { FaceTemplate } from './face-template.entity';
import type { Doubt } from './provider/face.provider';

/** Pictures never lie longer, even while something is disputed (DECISIONS 27). */
export const frameDays = faceRetention.disputedPictureDays;

export interface Decided {
  visitId: string;
  personId: string;
  /** `none`: as if nothing had been tried. */
  outcome: 'none' | 'running' | 'accepted' | 'in_review' | 'rejected';
  method: 'face' | 'alternative';
  score: number | null;
  modelVersion: string | null;
}

type Asked =
  | 'kind'
  | 'subjectId'
  | 'personId'
  | 'companyId'
  | 'divisionCode'
  | 'visitId'
  | 'reason'
  | 'score'
  | 'otherPersonId';

/** Hands doubtful cases to people, and results to the visit they belong to. */
@Singleton()
export class ReviewQueue {
  @Inject() checkInService: CheckInService;

  async askAboutEnrolment(tx: Transaction, template: FaceTemplate, doubt: Doubt): Promise<void> {
    const company = await tx.manager.findOneByOrFail(Organisation, { id: template.organisationId });
    await this.ask(tx, {
      kind: 'enrolment',
      subjectId: template.id,
      personId: template.personId,
      companyId: company.id,
      divisionCode: company.divisionCode,
      visitId: null,
      reason: doubt.reason,
      otherPersonId: doubt.otherPersonId,
      score: null,
    });
  }

  async askAboutVisit(
    tx: Transaction,
    subject: {
      kind: 'face_check' | 'alternative';
      id: string;
      visitId: string;
      personId: string;
      score: number | null;
    },
    reason: string,
  ): Promise<void> {
    const visit = await tx.manager.findOneByOrFail(Visit, { id: subject.visitId });
    await this.ask(tx, {
      kind: subject.kind,
      subjectId: subject.id,
      personId: subject.personId,
      companyId: visit.companyId,
      divisionCode: visit.divisionCode,
      visitId: visit.id,
      reason: reason.slice(0, 200),
      otherPersonId: null,
      score: subject.score,
    });
  }

  /** The visit knows at once, within the same transaction; whoever else cares hears it after the commit. */
  async tell(tx: Transaction, decided: Decided): Promise<void> {
    await this.checkInService.identityDecided(tx, decided);
    await tx.audit('face.identity_decided', 'visit', decided.visitId, {
      personId: decided.personId,
      outcome: decided.outcome,
      method: decided.method,
      score: decided.score,
      modelVersion: decided.modelVersion,
    });
    await tx.emit('identity.decided', { ...decided });
  }

  private async ask(tx: Transaction, question: Pick<FaceReview, Asked>): Promise<void> {
    const id = newId();
    await tx.manager.insert(FaceReview, {
      ...question,
      id,
      state: 'waiting',
      createdAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      flags: null,
      samePerson: null,
      firstById: null,
      firstBy: null,
      firstAt: null,
      firstReason: null,
    });
    await tx.emit('face.pictures_expire', { subjectId: question.subjectId }, tx.at + frameDays * 86_400_000);
  }
}
