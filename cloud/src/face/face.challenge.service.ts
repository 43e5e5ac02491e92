import { refuseFrame } from '@lifttrust/shared-types/face/face.challenge.rules';
import { type Challenge, Direction, type faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { SeenFrame } from '@lifttrust/shared-types/face/face.frame';
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
import { UnitOfWork } from '../kernel/unit-of-work';
import { ChallengeBook, overtaken } from './face.challenge.book';
import { ChallengeJudge } from './face.challenge.judge';
import { FrameKeeper } from './face.frame-keeper';
import { deviceModelOf } from './face.query';
import { FaceChallenge } from './face-challenge.entity';
import type { Result } from './provider/face.provider';
import { FaceProviders } from './provider/face.providers';

/** Turn your head as told, one direction at a time, the next unknown until the last has arrived (DECISIONS 14). */
@Singleton()
export class ChallengeService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() frames: FrameKeeper;
  @Inject() book: ChallengeBook;
  @Inject() challengeJudge: ChallengeJudge;
  @Inject() providers: FaceProviders;

  private get policy() {
    return this.cityService.parameters.face;
  }

  /** A provider's page is asked for before the transaction; where it cannot be had, photographs and people remain. */
  async open(input: InputOf<typeof faceApi.openChallenge>, ctx: Ctx): Promise<Challenge> {
    const actor = requireActor(ctx);
    const { visitId } = input;
    const where = { visitId, personId: actor.personId };
    const id = newId();
    const { manager } = this.database.reader;
    const template = await this.book.mayBegin(manager, visitId, actor);
    const isOpen = (await this.book.openPage(manager, where, ctx.at)) !== null;
    const page = isOpen ? null : await this.providers.page?.begin(template, id);
    return this.work.run(ctx, async (tx) => {
      await this.book.mayBegin(tx.manager, visitId, actor);
      const open = isOpen ? await this.book.openPage(tx.manager, where, ctx.at) : null;
      if (open) return this.book.show(tx.manager, open);
      const way = page ? { page } : { photographer: this.providers.photographer };
      const deviceModel = await deviceModelOf(tx.manager, actor.sessionId);
      return this.book.show(tx.manager, await this.book.begin(tx, id, { ...where, deviceModel }, way));
    });
  }

  /** Slow work first (reading and comparing pictures, perhaps elsewhere), then one short transaction. */
  async answer(input: InputOf<typeof faceApi.answerChallenge>, ctx: Ctx): Promise<Challenge> {
    const manager = this.database.reader.manager;
    const challenge = await this.book.own(manager, input.challengeId, ctx);
    const file = await this.fileFor(manager, challenge, input.fileId, ctx);
    const analysis = await this.look(challenge, file);
    const direction = Direction.parse(challenge.directions[challenge.answered]);
    const isLast = challenge.answered + 1 === challenge.directions.length;
    const taken = { direction, analysis, fileId: file.id };
    const result = isLast ? await this.judge(manager, challenge, taken) : null;
    return this.work.run(ctx, async (tx) => {
      const fresh = await this.book.own(tx.manager, challenge.id, ctx);
      if (fresh.outcome !== 'running' || fresh.answered !== challenge.answered) throw overtaken(challenge);
      await this.frames.take(tx, { subjectId: fresh.id, direction, file, analysis });
      const step = { answered: fresh.answered + 1, revealedAt: tx.at };
      await this.book.mustMove(tx, fresh, step);
      const next = { ...fresh, ...step };
      return this.book.show(tx.manager, result ? await this.book.decide(tx, next, result) : next);
    });
  }

  private async look({ provider }: FaceChallenge, file: StoredFile): Promise<SeenFrame | null> {
    const analysis = await this.providers.photos(provider).look(await this.fileService.readBytes(file.id));
    if (analysis && !analysis.face) {
      throw AppError.broken([
        {
          code: analysis.readable ? 'face.no_face' : 'face.unreadable',
          message: '照片里没有找到人脸。请露出整张脸，在限时内再拍一张。',
        },
      ]);
    }
    return analysis;
  }

  private async judge(
    manager: EntityManager,
    challenge: FaceChallenge,
    last: { direction: Direction; analysis: SeenFrame | null; fileId: string },
  ): Promise<Result> {
    const before = (await this.frames.framesOf(manager, challenge.id)).map((frame) => ({
      ...frame,
      direction: Direction.parse(frame.direction),
    }));
    return this.challengeJudge.judge(manager, challenge, [...before, last]);
  }

  private async fileFor(
    manager: EntityManager,
    challenge: FaceChallenge,
    fileId: string,
    ctx: Ctx,
  ): Promise<StoredFile> {
    const actor = requireActor(ctx);
    const isFinished = challenge.outcome !== 'running' || challenge.pageSealed !== null;
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
}
