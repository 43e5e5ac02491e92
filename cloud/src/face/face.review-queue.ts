import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { CheckInService } from '../check-in/check-in.service';
import { OtherJobs } from '../check-in/other-jobs';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { Visit } from '../visit/visit.entity';
import { reviewersOf } from './face.query';
import { FaceReview } from './face-review.entity';
import type { FaceTemplate } from './face-template.entity';
import type { Doubt } from './provider/face.provider';

/** Pictures lie no longer, even while something is disputed (DECISIONS 27), unless an office holds them (RET-01). */
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
  @Inject() otherJobs: OtherJobs;
  @Inject() messageService: MessageService;

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
    const visit =
      (await this.otherJobs.find(tx.manager, subject.visitId))?.job ??
      (await tx.manager.findOneByOrFail(Visit, { id: subject.visitId }));
    await this.ask(tx, {
      kind: subject.kind,
      subjectId: subject.id,
      personId: subject.personId,
      companyId: visit.companyId ?? '',
      divisionCode: visit.divisionCode,
      visitId: visit.id,
      reason: reason.slice(0, 200),
      otherPersonId: null,
      score: subject.score,
    });
  }

  /**
   * The visit knows at once, within the same transaction; whoever else cares hears it after the commit. `at`: when the
   * person showed themselves, where that was without a network.
   */
  async tell(tx: Transaction, decided: Decided, at = tx.at): Promise<void> {
    await this.checkInService.identityDecided(tx, decided, at);
    await tx.audit('face.identity_decided', 'visit', decided.visitId, {
      personId: decided.personId,
      outcome: decided.outcome,
      method: decided.method,
      score: decided.score,
      modelVersion: decided.modelVersion,
    });
    await tx.emit('identity.decided', { ...decided });
  }

  /**
   * Tells the reviewers that somebody waits; never whom it is about, nor who has said their word already. Told in the
   * chat whatever waits is looked at within minutes.
   */
  async call(
    tx: Transaction,
    { id, divisionCode, personId }: Pick<FaceReview, 'id' | 'divisionCode' | 'personId'>,
    text: string,
    without: string[] = [],
  ): Promise<void> {
    const nearest = await reviewersOf(tx.manager, divisionCode, dayOf(tx.at));
    const reviewers = nearest.filter((one) => one !== personId && !without.includes(one));
    await this.messageService.send(tx, reviewers, {
      kind: 'face.review_waits',
      subjectId: id,
      title: '有身份核验等您看',
      text,
      facts: [{ label: '提交时间', value: instantInWords(tx.at) }],
      page: null,
    });
  }

  /** Nobody needs to look any more. */
  async settled(tx: Transaction, reviewId: string): Promise<void> {
    await this.messageService.settle(tx, reviewId, '已有人处理');
  }

  private async ask(tx: Transaction, question: Pick<FaceReview, Asked>): Promise<void> {
    const id = newId();
    const { divisionCode } = question;
    // Whoever is looking through a queue already needs no message for each that joins it.
    const isFirst = !(await tx.manager.existsBy(FaceReview, { divisionCode, state: 'waiting' }));
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
    if (isFirst) await this.call(tx, { ...question, id }, '请在后台“身份核验”里按先后处理。');
    await tx.emit('face.pictures_expire', { subjectId: question.subjectId }, tx.at + frameDays * 86_400_000);
  }
}
