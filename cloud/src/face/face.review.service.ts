import { limitsOf, type ScoreLimits } from '@lifttrust/shared-types/face/face.cloud.rules';
import {
  type faceApi,
  Review,
  type ReviewDetail,
  ReviewFlag,
} from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause, mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Held } from '../kernel/held';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FrameKeeper, toDataAddress } from './face.frame-keeper';
import { companyOf, namesForReviews } from './face.query';
import { FaceAlternative } from './face-alternative.entity';
import { FaceChallenge } from './face-challenge.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';

const dayMs = 86_400_000;
const directionWords: Record<string, string> = { left: '向左', right: '向右', centre: '正面' };

/** A person looks at two pictures, oldest question first. Looking is logged, and ends with the decision. */
@Singleton()
export class ReviewService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() outbox: Outbox;
  @Inject() cityService: CityService;
  @Inject() frames: FrameKeeper;
  @Inject() held: Held;

  @Init()
  open(): void {
    // Once each time, so that what is looked at again tomorrow is not looked at twice.
    this.outbox.on('face.pictures_expire', ({ subjectId }, ctx) => this.expire(String(subjectId), ctx), {
      onlyWrites: true,
    });
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
    return {
      items: await this.toReviews(manager, rows, ctx),
      total,
      page: input.page,
      pageSize: input.pageSize,
    };
  }

  async show(reviewId: string, ctx: Ctx): Promise<ReviewDetail> {
    const row = await this.mine(this.database.reader.manager, reviewId, ctx);
    return this.work.run(ctx, async (tx) => {
      await tx.audit('face.review_read', 'face_review', row.id, { personId: row.personId });
      const [review] = await this.toReviews(tx.manager, [row], ctx);
      if (!review) throw AppError.notFound();
      const open = row.state === 'waiting';
      return {
        ...review,
        reference: open ? await this.portraitOf(tx.manager, row.personId) : [],
        otherReference: open ? await this.portraitOf(tx.manager, row.otherPersonId) : [],
        otherCompany: await companyOf(tx.manager, row.otherPersonId, dayOf(tx.at)),
        flags: ReviewFlag.array().parse(row.flags ? row.flags.split(',') : []),
        presented: open ? await this.frames.picturesOf(tx.manager, row.subjectId) : [],
        limits: await this.limitsOf(tx.manager, row),
        facts: await this.factsOf(tx.manager, row),
      };
    });
  }

  private async mine(manager: EntityManager, id: string, ctx: Ctx): Promise<FaceReview> {
    const review = await manager.findOneBy(FaceReview, { id });
    mustCover(requireActor(ctx), review && { ...review, ownerId: null });
    if (!review) throw AppError.notFound();
    return review;
  }

  private async portraitOf(manager: EntityManager, personId: string | null): Promise<string[]> {
    if (!personId) return [];
    const template = await manager.findOneBy(FaceTemplate, { personId, state: 'enrolled' });
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

  private async toReviews(manager: EntityManager, rows: FaceReview[], ctx: Ctx): Promise<Review[]> {
    const { personId } = requireActor(ctx);
    const ids = rows.flatMap((row) => [row.personId, ...(row.otherPersonId ? [row.otherPersonId] : [])]);
    const names = await namesForReviews(manager, rows, ids);
    const named = (id: string) => ({ id, name: names.people.get(id) ?? '' });
    return rows.map((row) =>
      Review.parse({
        ...row,
        person: named(row.personId),
        company: { id: row.companyId, name: names.companies.get(row.companyId) ?? '' },
        liftPlace: row.visitId ? (names.places.get(row.visitId) ?? null) : null,
        other: row.otherPersonId ? named(row.otherPersonId) : null,
        first: row.firstById
          ? { by: row.firstBy ?? '', at: row.firstAt, reason: row.firstReason ?? '' }
          : null,
        mayDecide:
          row.state === 'waiting' && ![row.personId, row.otherPersonId, row.firstById].includes(personId),
      }),
    );
  }

  /**
   * Pictures do not outlive their week, decided or not; who decides later must know the person otherwise. Only a hold
   * keeps what is undecided (RET-01): it is looked at again every day, until it is decided or released.
   */
  private expire(subjectId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      if (await this.isHeld(tx, subjectId))
        await tx.emit('face.pictures_expire', { subjectId }, tx.at + dayMs);
      else await this.frames.forget(tx, subjectId);
    });
  }

  private async isHeld({ manager }: Transaction, subjectId: string): Promise<boolean> {
    const review = await manager.findOneBy(FaceReview, { subjectId, state: 'waiting' });
    if (!review || !(await this.frames.lies(manager, subjectId))) return false;
    const { id, visitId, companyId, divisionCode } = review;
    return (await this.held.among(manager, [{ id, visitId, companyId, divisionCode }])).has(id);
  }
}
