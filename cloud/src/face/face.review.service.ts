import { limitsOf, type ScoreLimits } from '@lifttrust/shared-types/face/face.cloud.rules';
import { type faceApi, Review, type ReviewDetail } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause, mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FrameKeeper, toDataAddress } from './face.frame-keeper';
import { namesForReviews } from './face.query';
import { ReviewQueue } from './face.review-queue';
import { FaceAlternative } from './face-alternative.entity';
import { FaceChallenge } from './face-challenge.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';

const directionWords: Record<string, string> = { left: '向左', right: '向右', centre: '正面' };

/** A person looks at two pictures and decides, in writing. Looking is logged, and ends with the decision. */
@Singleton()
export class ReviewService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() outbox: Outbox;
  @Inject() cityService: CityService;
  @Inject() frames: FrameKeeper;
  @Inject() queue: ReviewQueue;

  @Init()
  open(): void {
    this.outbox.on('face.pictures_expire', (payload, ctx) => this.expire(String(payload.subjectId), ctx));
  }

  async list(input: InputOf<typeof faceApi.reviews>, ctx: Ctx) {
    const manager = this.database.reader.manager;
    const clause = coverClause(requireActor(ctx), 'review');
    const [rows, total] = await manager
      .createQueryBuilder(FaceReview, 'review')
      .where('review.state = :state', { state: input.state })
      .andWhere(clause.sql, clause.parameters)
      .orderBy('review.id', input.state === 'waiting' ? 'ASC' : 'DESC')
      .skip((input.page - 1) * input.pageSize)
      .take(input.pageSize)
      .getManyAndCount();
    return { items: await this.toReviews(manager, rows), total, page: input.page, pageSize: input.pageSize };
  }

  async show(reviewId: string, ctx: Ctx): Promise<ReviewDetail> {
    const row = await this.mine(this.database.reader.manager, reviewId, ctx);
    return this.work.run(ctx, async (tx) => {
      await tx.audit('face.review_read', 'face_review', row.id, { personId: row.personId });
      const [review] = await this.toReviews(tx.manager, [row]);
      if (!review) throw AppError.notFound();
      const open = row.state === 'waiting';
      return {
        ...review,
        reference: open ? await this.reference(tx.manager, row) : [],
        presented: open ? await this.frames.picturesOf(tx.manager, row.subjectId) : [],
        limits: await this.limitsOf(tx.manager, row),
        facts: await this.factsOf(tx.manager, row),
      };
    });
  }

  async decide(input: InputOf<typeof faceApi.decide>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const review = await this.mine(tx.manager, input.reviewId, ctx);
      if (review.personId === actor.personId)
        throw new AppError('forbidden', 'face.own_review', '不能核验自己，请由另一位核验人员决定。');
      const state = input.accept ? 'accepted' : 'rejected';
      const decided = await tx.manager.update(
        FaceReview,
        { id: review.id, state: 'waiting' },
        { state, decidedBy: actor.personName, decidedAt: tx.at, decisionReason: input.reason },
      );
      if (decided.affected !== 1)
        throw AppError.conflict('face.already_decided', '这一条刚刚已有人决定，请看下一条。');
      if (review.kind === 'enrolment') await this.decideEnrolment(tx, review, input);
      else await this.decideCheck(tx, review, input);
      await this.frames.forget(tx, review.subjectId);
      await tx.audit('face.review_decided', 'face_review', review.id, { state, reason: input.reason });
    });
  }

  private async decideEnrolment(
    tx: Transaction,
    review: FaceReview,
    { accept, reason }: { accept: boolean; reason: string },
  ): Promise<void> {
    const changes = accept
      ? { state: 'enrolled', decidedAt: tx.at }
      : {
          state: 'refused',
          decidedAt: tx.at,
          reason,
          embeddingsSealed: null,
          portraitSealed: null,
          deletedAt: tx.at,
        };
    const moved = await tx.manager.update(
      FaceTemplate,
      { id: review.subjectId, state: 'in_review' },
      changes,
    );
    if (moved.affected !== 1) throw AppError.conflict('face.already_decided', '本人已撤回登记，不需要核验。');
    await tx.emit('face.enrolment_decided', { personId: review.personId, accepted: accept, reason });
  }

  private async decideCheck(
    tx: Transaction,
    review: FaceReview,
    { accept, reason }: { accept: boolean; reason: string },
  ): Promise<void> {
    const outcome = accept ? 'accepted' : 'rejected';
    const message = accept ? null : `核验人员没有通过：${reason}`;
    const subject = { id: review.subjectId, outcome: 'in_review' };
    const isFace = review.kind === 'face_check';
    const challenge = isFace ? await tx.manager.findOneBy(FaceChallenge, { id: review.subjectId }) : null;
    if (isFace) await tx.manager.update(FaceChallenge, subject, { outcome, message, decidedAt: tx.at });
    else await tx.manager.update(FaceAlternative, subject, { outcome, message });
    await this.queue.tell(tx, {
      visitId: review.visitId ?? '',
      personId: review.personId,
      outcome,
      method: isFace ? 'face' : 'alternative',
      score: review.score,
      modelVersion: challenge?.modelVersion ?? null,
    });
  }

  private async mine(manager: EntityManager, id: string, ctx: Ctx): Promise<FaceReview> {
    const review = await manager.findOneBy(FaceReview, { id });
    mustCover(requireActor(ctx), review && { ...review, ownerId: null });
    if (!review) throw AppError.notFound();
    return review;
  }

  private async reference(manager: EntityManager, review: FaceReview): Promise<string[]> {
    const template = await manager.findOneBy(FaceTemplate, { personId: review.personId, state: 'enrolled' });
    if (!template?.portraitSealed) return [];
    return [toDataAddress(this.cipher.decryptBytes(Buffer.from(template.portraitSealed, 'base64')))];
  }

  private async limitsOf(
    manager: EntityManager,
    { score, subjectId }: FaceReview,
  ): Promise<ScoreLimits | null> {
    if (score === null) return null;
    const challenge = await manager.findOneBy(FaceChallenge, { id: subjectId });
    return limitsOf(challenge?.modelVersion ?? '', this.cityService.parameters.face);
  }

  private async factsOf(manager: EntityManager, review: FaceReview) {
    const frames = await this.frames.framesOf(manager, review.subjectId);
    const facts = frames.flatMap(({ direction, analysis }) => {
      const word = directionWords[direction];
      const yaw = analysis?.face?.yawDegrees;
      return word && yaw !== undefined ? [{ label: `${word}照片的朝向`, value: `${Math.round(yaw)}°` }] : [];
    });
    if (review.kind !== 'alternative') return facts;
    const alternative = await manager.findOneBy(FaceAlternative, { id: review.subjectId });
    if (!alternative) return facts;
    const names = await namesForReviews(manager, [], alternative.partnerId ? [alternative.partnerId] : []);
    const partner = alternative.partnerId ? names.people.get(alternative.partnerId) : null;
    return [
      { label: '要求的手势', value: alternative.gesture },
      { label: '给出手势的时间', value: timeInWords(alternative.openedAt) },
      { label: '同伴动态码', value: partner ? `${partner}的动态码，正确` : '没有提供' },
    ];
  }

  private async toReviews(manager: EntityManager, rows: FaceReview[]): Promise<Review[]> {
    const names = await namesForReviews(
      manager,
      rows,
      rows.map((row) => row.personId),
    );
    return rows.map((row) =>
      Review.parse({
        ...row,
        person: { id: row.personId, name: names.people.get(row.personId) ?? '' },
        company: { id: row.companyId, name: names.companies.get(row.companyId) ?? '' },
        liftPlace: row.visitId ? (names.places.get(row.visitId) ?? null) : null,
      }),
    );
  }

  /** Pictures never outlive their week, decided or not; who decides later must know the person otherwise. */
  private expire(subjectId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, (tx) => this.frames.forget(tx, subjectId));
  }
}
