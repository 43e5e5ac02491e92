import { randomInt } from 'node:crypto';
import { type Alternative, type faceApi, IdentityState } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { ticketUsed } from './face.challenge.book';
import { FrameKeeper } from './face.frame-keeper';
import { gestures } from './face.gestures';
import { IdentityTurn } from './face.identity-turn';
import { PresenceCode, type ShownCode } from './face.presence-code';
import { ReviewQueue } from './face.review-queue';
import { FaceAlternative } from './face-alternative.entity';
import { PresenceCodeUse } from './presence-code-use.entity';

const answerMs = 5 * 60_000;
const wrongCodesAllowed = 5;

/** The equal way without comparing faces; it needs no consent to face recognition, since there is none (FACE-07). */
@Singleton()
export class AlternativeService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() frames: FrameKeeper;
  @Inject() codes: PresenceCode;
  @Inject() reviews: ReviewQueue;
  @Inject() identityTurn: IdentityTurn;

  async open(input: InputOf<typeof faceApi.openAlternative>, ctx: Ctx): Promise<Alternative> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.identityTurn.mustBeNow(tx.manager, input.visitId, actor);
      const where = { visitId: input.visitId, personId: actor.personId };
      await tx.manager.update(FaceAlternative, { ...where, outcome: 'running' }, { outcome: 'rejected' });
      const alternative = tx.manager.create(FaceAlternative, {
        id: newId(),
        ...where,
        gesture: gestures[randomInt(gestures.length)] ?? '',
        openedAt: tx.at,
        partnerId: null,
        wrongCodes: 0,
        outcome: 'running',
        message: null,
        answeredAt: null,
        ticket: null,
      });
      await tx.manager.insert(FaceAlternative, alternative);
      await tx.audit('face.alternative_open', 'visit', input.visitId, { alternativeId: alternative.id });
      return toAlternative(alternative);
    });
  }

  async answer(input: InputOf<typeof faceApi.answerAlternative>, ctx: Ctx): Promise<Alternative> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const alternative = await this.ownRunning(manager, input.alternativeId, actor);
    const shown = await this.partner(manager, alternative, input.partnerCode, ctx);
    return this.work.run(ctx, async (tx) => {
      const fresh = await this.ownRunning(tx.manager, alternative.id, actor);
      const file = await this.fileFor(tx, fresh, input.fileId, actor);
      await this.frames.take(tx, { subjectId: fresh.id, direction: 'gesture', file, analysis: null });
      if (shown) await this.spend(tx, fresh, shown);
      const answered = {
        partnerId: shown?.personId ?? null,
        outcome: 'in_review',
        message: handedOver,
        answeredAt: tx.at,
      };
      const moved = await tx.manager.update(FaceAlternative, { id: fresh.id, outcome: 'running' }, answered);
      if (moved.affected !== 1) throw finished();
      await this.handOver(tx, fresh);
      return toAlternative({ ...fresh, ...answered });
    });
  }

  /** A gesture told beforehand comes back with its photograph; it is redeemed once. `at`: when that was taken. */
  async takeRedeemed(
    tx: Transaction,
    taken: { visitId: string; personId: string; gesture: string; file: StoredFile; at: number } & {
      redeemed: { ticket: string; issuedAt: number; doubt: string | null };
    },
  ): Promise<Alternative> {
    const { visitId, personId, gesture, file, at } = taken;
    const { ticket, issuedAt, doubt } = taken.redeemed;
    if (await tx.manager.existsBy(FaceAlternative, { ticket })) throw ticketUsed();
    const running = { visitId, personId, outcome: 'running' };
    await tx.manager.update(FaceAlternative, running, { outcome: 'rejected' });
    const alternative = tx.manager.create(FaceAlternative, {
      ...{ id: newId(), visitId, personId, gesture, openedAt: issuedAt },
      ...{ partnerId: null, wrongCodes: 0, ticket },
      ...{ outcome: 'in_review', message: handedOver, answeredAt: at },
    });
    await tx.manager.insert(FaceAlternative, alternative);
    await this.frames.take(tx, { subjectId: alternative.id, direction: 'gesture', file, analysis: null });
    await this.handOver(tx, alternative, at, doubt);
    return toAlternative(alternative);
  }

  async presenceCode(visitId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    await this.identityTurn.partnersOf(this.database.reader.manager, visitId, actor);
    return this.codes.show(visitId, actor.personId, ctx.at);
  }

  private async handOver(
    tx: Transaction,
    { id, visitId, personId }: FaceAlternative,
    at = tx.at,
    doubt: string | null = null,
  ): Promise<void> {
    await this.reviews.askAboutVisit(
      tx,
      { kind: 'alternative', id, visitId, personId, score: null },
      `本人选择不用人脸的方式，由人核对手势照片。${doubt ?? ''}`,
    );
    const decided = { visitId, personId, outcome: 'in_review', method: 'alternative' } as const;
    await this.reviews.tell(tx, { ...decided, score: null, modelVersion: null }, at);
  }

  private async ownRunning(manager: EntityManager, id: string, actor: Actor): Promise<FaceAlternative> {
    const alternative = await manager.findOneBy(FaceAlternative, { id, personId: actor.personId });
    if (!alternative)
      throw AppError.notFound('face.alternative_unknown', '没有找到这次核验，请重新取一个手势。');
    if (alternative.outcome !== 'running') throw finished();
    return alternative;
  }

  private async fileFor(
    tx: Transaction,
    alternative: FaceAlternative,
    fileId: string,
    actor: Actor,
  ): Promise<StoredFile> {
    const file = await this.fileService.mustBeOwn(tx.manager, fileId, 'challenge_frame', actor);
    if (file.visitId !== alternative.visitId)
      throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
    if (file.createdAt < alternative.openedAt)
      throw AppError.broken([
        { code: 'face.frame_too_early', message: '照片早于手势提示，请看到手势后再拍。' },
      ]);
    if (tx.at > alternative.openedAt + answerMs)
      throw AppError.broken([
        { code: 'face.frame_late', message: '手势已过 5 分钟。请重新取一个手势再拍。' },
      ]);
    return file;
  }

  /** A wrong code is counted although the request is refused: six digits are not to be guessed. */
  private async partner(
    manager: EntityManager,
    alternative: FaceAlternative,
    code: string | undefined,
    ctx: Ctx,
  ): Promise<ShownCode | null> {
    if (!code) return null;
    if ((await this.wrongCodes(manager, alternative)) >= wrongCodesAllowed) {
      throw AppError.broken([
        { code: 'face.partner_code_locked', message: '动态码错得太多。请不填动态码提交，由人工核验。' },
      ]);
    }
    const { visitId } = alternative;
    const partners = await this.identityTurn.partnersOf(manager, visitId, requireActor(ctx));
    const shown = await this.codes.find(manager, visitId, partners, code, ctx.at);
    if (shown && !shown.isUsed) return shown;
    await this.work.apart(ctx, (tx) =>
      tx.manager.increment(FaceAlternative, { id: alternative.id }, 'wrongCodes', 1),
    );
    throw AppError.broken([
      shown
        ? { code: 'face.partner_code_used', message: '这个动态码已经用过。请同伴等 30 秒后报新的码。' }
        : {
            code: 'face.partner_code_wrong',
            message: '动态码不对或已过期。请同伴打开这次维保，报出最新的码。',
          },
    ]);
  }

  /** At this visit, however many gestures were asked for: a new one gives no new tries. */
  private async wrongCodes(
    manager: EntityManager,
    { visitId, personId }: Pick<FaceAlternative, 'visitId' | 'personId'>,
  ): Promise<number> {
    return Number((await manager.sum(FaceAlternative, 'wrongCodes', { visitId, personId })) ?? 0);
  }

  private async spend(tx: Transaction, alternative: FaceAlternative, shown: ShownCode): Promise<void> {
    const use = { visitId: alternative.visitId, personId: shown.personId, step: shown.step };
    await tx.manager.insert(PresenceCodeUse, { ...use, usedBy: alternative.personId });
  }
}

const handedOver = '照片已交，由人工核验。您可以先开始作业，不用等。';
const finished = () => AppError.conflict('face.challenge_finished', '这次核验已经结束，请重新取一个手势。');

const toAlternative = ({ id, gesture, outcome, message }: FaceAlternative): Alternative => ({
  id,
  gesture,
  outcome: IdentityState.parse(outcome),
  message,
});
