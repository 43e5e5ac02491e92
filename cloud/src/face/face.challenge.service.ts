import { randomInt } from 'node:crypto';
import {
  attemptsLeft,
  directionOrder,
  directionOrders,
  frameDeadline,
  refuseFrame,
} from '@lifttrust/shared-types/face/face.challenge.rules';
import {
  type Challenge,
  Direction,
  type faceApi,
  IdentityState,
} from '@lifttrust/shared-types/face/face.contract';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { ChallengeJudge } from './face.challenge.judge';
import { EnrolmentService } from './face.enrolment.service';
import { FrameKeeper } from './face.frame-keeper';
import { IdentityTurn } from './face.identity-turn';
import { ReviewQueue } from './face.review-queue';
import { FaceChallenge } from './face-challenge.entity';

/** Turn your head as told, one direction at a time, the next unknown until the last has arrived (DECISIONS 14). */
@Singleton()
export class ChallengeService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() frames: FrameKeeper;
  @Inject() challengeJudge: ChallengeJudge;
  @Inject() enrolments: EnrolmentService;
  @Inject() reviews: ReviewQueue;
  @Inject() identityTurn: IdentityTurn;

  private get policy() {
    return this.cityService.parameters.face;
  }

  async open(input: InputOf<typeof faceApi.openChallenge>, ctx: Ctx): Promise<Challenge> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.identityTurn.mustBeNow(tx.manager, input.visitId, actor);
      if (!this.policy.enabled)
        throw AppError.broken([
          { code: 'face.disabled', message: '本市没有启用人脸核验，请用不用人脸的方式。' },
        ]);
      await this.enrolments.mustBeEnrolled(tx.manager, actor.personId);
      const where = { visitId: input.visitId, personId: actor.personId };
      // Dropping a challenge to be asked for an easier order costs a try.
      await tx.manager.update(
        FaceChallenge,
        { ...where, outcome: 'running' },
        { outcome: 'rejected', reasonCode: 'face.challenge_left', message: '没有做完。', decidedAt: tx.at },
      );
      if ((await this.attemptsLeft(tx.manager, where)) === 0) throw attemptsUsed();
      const challenge = tx.manager.create(FaceChallenge, {
        id: newId(),
        ...where,
        directions: [...directionOrder(randomInt(directionOrders))],
        answered: 0,
        openedAt: tx.at,
        revealedAt: tx.at,
        outcome: 'running',
        reasonCode: null,
        message: null,
        score: null,
        modelVersion: null,
        decidedAt: null,
      });
      await tx.manager.insert(FaceChallenge, challenge);
      await tx.audit('face.challenge_open', 'visit', input.visitId, { challengeId: challenge.id });
      return this.show(tx.manager, challenge);
    });
  }

  /** Slow work first (reading the picture takes a tenth of a second), then one short transaction. */
  async answer(input: InputOf<typeof faceApi.answerChallenge>, ctx: Ctx): Promise<Challenge> {
    const manager = this.database.reader.manager;
    const challenge = await this.own(manager, input.challengeId, ctx);
    const file = await this.fileFor(manager, challenge, input.fileId, ctx);
    const analysis = await this.frames.analyse(file.id);
    if (analysis && !analysis.face) {
      throw AppError.broken([
        {
          code: analysis.readable ? 'face.no_face' : 'face.unreadable',
          message: '照片里没有找到人脸。请露出整张脸，在限时内再拍一张。',
        },
      ]);
    }
    return this.work.run(ctx, async (tx) => {
      const fresh = await this.own(tx.manager, challenge.id, ctx);
      if (fresh.outcome !== 'running' || fresh.answered !== challenge.answered) throw overtaken();
      const direction = Direction.parse(fresh.directions[fresh.answered]);
      await this.frames.take(tx, { subjectId: fresh.id, direction, file, analysis });
      const step = { answered: fresh.answered + 1, revealedAt: tx.at };
      const moved = await tx.manager.update(FaceChallenge, { id: fresh.id, answered: fresh.answered }, step);
      if (moved.affected !== 1) throw overtaken();
      const next = { ...fresh, ...step };
      return this.show(
        tx.manager,
        step.answered < fresh.directions.length ? next : await this.decide(tx, next),
      );
    });
  }

  private async own(manager: EntityManager, id: string, ctx: Ctx): Promise<FaceChallenge> {
    const { personId } = requireActor(ctx);
    const challenge = await manager.findOneBy(FaceChallenge, { id, personId });
    if (!challenge) throw AppError.notFound('face.challenge_unknown', '没有找到这次核验，请重新开始。');
    return challenge;
  }

  private async fileFor(
    manager: EntityManager,
    challenge: FaceChallenge,
    fileId: string,
    ctx: Ctx,
  ): Promise<StoredFile> {
    const actor = requireActor(ctx);
    const isFinished = challenge.outcome !== 'running';
    if (isFinished) throw AppError.conflict('face.challenge_finished', '这次核验已经结束，请重新开始。');
    const file = await this.fileService.mustBeOwn(manager, fileId, 'challenge_frame', actor);
    if (file.visitId !== challenge.visitId)
      throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
    await this.frames.refuseReplay(manager, file);
    const moment = { ...challenge, isFinished };
    const times = { announcedAt: file.createdAt, arrivedAt: ctx.at };
    const refusal = refuseFrame(moment, times, this.policy);
    if (refusal?.code === 'face.frame_late') await this.end(ctx, challenge, refusal);
    if (refusal) throw AppError.broken([refusal]);
    return file;
  }

  /** A frame too late ends the challenge even though the request itself is refused. */
  private end(ctx: Ctx, challenge: FaceChallenge, refusal: Refusal): Promise<void> {
    return this.work.apart(ctx, async (tx) => {
      const changes = { outcome: 'rejected', reasonCode: refusal.code, message: refusal.message };
      await tx.manager.update(
        FaceChallenge,
        { id: challenge.id, outcome: 'running' },
        { ...changes, decidedAt: tx.at },
      );
      await this.frames.forget(tx, challenge.id);
      await tx.audit('face.challenge_late', 'visit', challenge.visitId, { challengeId: challenge.id });
    });
  }

  private async decide(tx: Transaction, challenge: FaceChallenge): Promise<FaceChallenge> {
    const result = await this.challengeJudge.judge(tx.manager, challenge);
    const decided = {
      outcome: result.outcome,
      reasonCode: result.code,
      message: result.reason?.slice(0, 500) ?? null,
      score: result.score,
      modelVersion: result.modelVersion,
      decidedAt: tx.at,
    };
    await tx.manager.update(FaceChallenge, { id: challenge.id }, decided);
    if (result.outcome === 'in_review') {
      const { id, visitId, personId } = challenge;
      await this.reviews.askAboutVisit(
        tx,
        { kind: 'face_check', id, visitId, personId, score: result.score },
        result.reason ?? '由人工确认。',
      );
    } else await this.frames.forget(tx, challenge.id);
    await this.reviews.tell(tx, {
      visitId: challenge.visitId,
      personId: challenge.personId,
      outcome: result.outcome,
      method: 'face',
      score: result.score,
      modelVersion: result.modelVersion,
    });
    return { ...challenge, ...decided };
  }

  private async attemptsLeft(
    manager: EntityManager,
    where: { visitId: string; personId: string },
  ): Promise<number> {
    const used = await manager.countBy(FaceChallenge, {
      visitId: where.visitId,
      personId: where.personId,
      outcome: 'rejected',
    });
    return attemptsLeft(used, this.policy);
  }

  private async show(manager: EntityManager, challenge: FaceChallenge): Promise<Challenge> {
    const isRunning = challenge.outcome === 'running';
    return {
      id: challenge.id,
      direction: isRunning ? Direction.parse(challenge.directions[challenge.answered]) : null,
      answered: challenge.answered,
      total: challenge.directions.length,
      frameBefore: isRunning ? frameDeadline({ ...challenge, isFinished: false }, this.policy) : null,
      endsAt: challenge.openedAt + this.policy.challengeSeconds * 1000,
      outcome: IdentityState.parse(challenge.outcome),
      message: challenge.message,
      attemptsLeft: await this.attemptsLeft(manager, challenge),
    };
  }
}

const overtaken = () => AppError.conflict('face.frame_overtaken', '这个方向已经有照片了，请看最新的提示。');
const attemptsUsed = () =>
  AppError.broken([
    { code: 'face.attempts_used', message: '人脸核验的次数用完了。请改用不用人脸的方式，同样有效。' },
  ]);
