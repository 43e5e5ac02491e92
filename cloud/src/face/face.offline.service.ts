import type { Alternative, Challenge, Direction, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Made } from '@lifttrust/shared-types/kernel/made-at';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CheckInService } from '../check-in/check-in.service';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { madeOf } from '../kernel/made-times';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { AlternativeService } from './face.alternative.service';
import { ChallengeBook } from './face.challenge.book';
import { ChallengeJudge } from './face.challenge.judge';
import { FrameKeeper } from './face.frame-keeper';
import { IdentityTurn } from './face.identity-turn';
import { OfflineTickets, type Redeemed } from './face.offline-tickets';
import { deviceModelOf } from './face.query';
import type { Result, TakenFrame } from './provider/face.provider';
import { FaceProviders } from './provider/face.providers';

/**
 * Identity checks made where there was no network, judged when they arrive (DECISIONS 14). What is refused online goes
 * to a person here: the technician can no longer try again on the spot, and later steps wait behind this one.
 */
@Singleton()
export class OfflineIdentity {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() frames: FrameKeeper;
  @Inject() book: ChallengeBook;
  @Inject() challengeJudge: ChallengeJudge;
  @Inject() providers: FaceProviders;
  @Inject() identityTurn: IdentityTurn;
  @Inject() tickets: OfflineTickets;
  @Inject() alternatives: AlternativeService;
  @Inject() checkIns: CheckInService;

  /** Slow work first, then one short transaction, as online. */
  async answer(input: InputOf<typeof faceApi.answerOffline>, ctx: Ctx): Promise<Challenge> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const place = { visitId: input.visitId, personId: actor.personId };
    const isOffline = madeOf(ctx, ctx.at).offline;
    await this.book.mayBegin(manager, place.visitId, actor, isOffline);
    const files = await this.filesOf(manager, input.visitId, input.fileIds, actor);
    const provider = this.providers.photographer;
    const directions = this.tickets.directions(place);
    const taken = await this.look(provider, files, directions);
    const judged = await this.challengeJudge.judge(manager, { personId: actor.personId, provider }, taken);
    return this.work.run(ctx, async (tx) => {
      await this.book.mayBegin(tx.manager, place.visitId, actor, isOffline);
      const made = await this.checkIns.madeAtStep(tx, place, madeOf(ctx, tx.at));
      const redeemed = this.tickets.redeem('challenge', place, input.ticket, made.at);
      const deviceModel = await deviceModelOf(tx.manager, actor.sessionId);
      const asked = { ...redeemed, directions };
      const challenge = await this.book.beginRedeemed(tx, { ...place, deviceModel }, provider, asked);
      for (const [index, { direction, analysis }] of taken.entries()) {
        const file = files[index];
        if (file) await this.frames.take(tx, { subjectId: challenge.id, direction, file, analysis });
      }
      const decided = await this.book.decide(tx, challenge, forPeople(judged, redeemed), made.at);
      await this.note(tx, place, made, redeemed);
      return this.book.show(tx.manager, decided);
    });
  }

  async answerAlternative(
    input: InputOf<typeof faceApi.answerAlternativeOffline>,
    ctx: Ctx,
  ): Promise<Alternative> {
    const actor = requireActor(ctx);
    const place = { visitId: input.visitId, personId: actor.personId };
    return this.work.run(ctx, async (tx) => {
      await this.identityTurn.mustBeNow(tx.manager, place.visitId, actor, madeOf(ctx, tx.at).offline);
      const made = await this.checkIns.madeAtStep(tx, place, madeOf(ctx, tx.at));
      const redeemed = this.tickets.redeem('alternative', place, input.ticket, made.at);
      const [file] = await this.filesOf(tx.manager, place.visitId, [input.fileId], actor);
      if (!file) throw AppError.notFound();
      const gesture = this.tickets.gesture(place);
      const shown = await this.alternatives.takeRedeemed(tx, {
        ...place,
        gesture,
        file,
        redeemed,
        at: made.at,
      });
      await this.note(tx, place, made, redeemed);
      return shown;
    });
  }

  private async note(
    tx: Transaction,
    place: { visitId: string; personId: string },
    made: Made,
    { doubt }: Redeemed,
  ): Promise<void> {
    await this.checkIns.noteMade(tx, place, made);
    await tx.audit('face.offline_answer', 'visit', place.visitId, { madeAt: made.at, doubt });
  }

  private async look(
    provider: 'local' | 'iai' | 'people',
    files: StoredFile[],
    directions: Direction[],
  ): Promise<TakenFrame[]> {
    const judge = this.providers.photos(provider);
    const taken: TakenFrame[] = [];
    for (const [index, file] of files.entries()) {
      const analysis = await judge.look(await this.fileService.readBytes(file.id));
      taken.push({ direction: directions[index] ?? 'centre', analysis, fileId: file.id });
    }
    return taken;
  }

  private async filesOf(
    manager: EntityManager,
    visitId: string,
    fileIds: string[],
    actor: Actor,
  ): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (const id of fileIds) {
      const file = await this.fileService.mustBeOwn(manager, id, 'challenge_frame', actor);
      if (file.visitId !== visitId) throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
      await this.frames.refuseReplay(manager, file);
      files.push(file);
    }
    if (new Set(files.map(({ sha256 }) => sha256)).size !== files.length)
      throw AppError.conflict('face.frame_replayed', '几张照片是同一张，请每个方向各拍一张。');
    return files;
  }
}

/** Accepted or a person's to decide; a refusal far from the spot would only lose the work. */
function forPeople(judged: Result, { doubt }: Redeemed): Result {
  if (judged.outcome === 'accepted' && doubt === null) return judged;
  const reason = [doubt, judged.outcome === 'accepted' ? null : judged.reason].filter(Boolean).join('');
  const code = judged.code ?? 'face.offline_ticket';
  return { ...judged, outcome: 'in_review', code, reason: reason || '离线核验，由人工确认。' };
}
