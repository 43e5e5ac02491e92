import { Inject, Singleton } from '@midwayjs/core';
import { CheckInService } from '../check-in/check-in.service';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Visit } from '../visit/visit.entity';
import { FaceReview } from './face-review.entity';
import type { FaceTemplate } from './face-template.entity';

/** Pictures never lie longer, even while something is disputed (DECISIONS 27). */
export const frameDays = 7;

export interface Decided {
  visitId: string;
  personId: string;
  outcome: 'running' | 'accepted' | 'in_review' | 'rejected';
  method: 'face' | 'alternative';
  score: number | null;
  modelVersion: string | null;
}

/** Hands doubtful cases to people, and results to the visit they belong to. */
@Singleton()
export class ReviewQueue {
  @Inject() checkInService: CheckInService;

  async askAboutEnrolment(tx: Transaction, template: FaceTemplate, reason: string): Promise<void> {
    const company = await tx.manager.findOneByOrFail(Organisation, { id: template.organisationId });
    await this.ask(tx, {
      kind: 'enrolment',
      subjectId: template.id,
      personId: template.personId,
      companyId: company.id,
      divisionCode: company.divisionCode,
      visitId: null,
      reason,
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
      reason,
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

  private async ask(
    tx: Transaction,
    question: Omit<FaceReview, 'id' | 'state' | 'createdAt' | 'decidedBy' | 'decidedAt' | 'decisionReason'>,
  ): Promise<void> {
    const id = newId();
    await tx.manager.insert(FaceReview, {
      ...question,
      id,
      state: 'waiting',
      createdAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
    });
    await tx.emit('face.pictures_expire', { subjectId: question.subjectId }, tx.at + frameDays * 86_400_000);
  }
}
