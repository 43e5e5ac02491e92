import { randomInt } from 'node:crypto';
import {
  attemptsLeft,
  directionOrder,
  directionOrders,
  frameDeadline,
} from '@lifttrust/shared-types/face/face.challenge.rules';
import { type Challenge, Direction, IdentityState } from '@lifttrust/shared-types/face/face.contract';
import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { EnrolmentService } from './face.enrolment.service';
import { FrameKeeper } from './face.frame-keeper';
import { IdentityTurn } from './face.identity-turn';
import { ReviewQueue } from './face.review-queue';
import { FaceChallenge } from './face-challenge.entity';
import type { FaceTemplate } from './face-template.entity';
import type { FacePage, Result } from './provider/face.provider';

/** A provider's page asks for more than three pictures and is not ours to hurry. */
const pageSeconds = 600;
/** By then every check is over, a page's as well; one that left its page late is swept in a second turn. */
export const sweptAfterMs = (faceRetention.leftCheckHours / 2) * 60 * 60_000;
const Page = z.object({ url: z.string(), token: z.string() });

type Photographer = 'local' | 'iai' | 'people';

/** What is written about a challenge: its beginning, its end, and what its owner is shown. */
@Singleton()
export class ChallengeBook {
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() frames: FrameKeeper;
  @Inject() enrolments: EnrolmentService;
  @Inject() reviews: ReviewQueue;
  @Inject() identityTurn: IdentityTurn;

  private get policy() {
    return this.cityService.parameters.face;
  }

  /** May this person begin a check at this visit now? Gives the template to compare with. */
  async mayBegin(
    manager: EntityManager,
    visitId: string,
    actor: Actor,
    isOffline = false,
  ): Promise<FaceTemplate> {
    await this.identityTurn.mustBeNow(manager, visitId, actor, isOffline);
    if (!this.policy.enabled)
      throw AppError.broken([
        { code: 'face.disabled', message: '本市没有启用人脸核验，请用不用人脸的方式。' },
      ]);
    const isOtherWork = await this.identityTurn.isOtherWork(manager, visitId);
    return this.enrolments.mustBeEnrolled(manager, actor.personId, { isOtherWork });
  }

  /** Begins by photographs, or on a provider's page; dropping the one before to be asked for an easier order costs a try. */
  async begin(
    tx: Transaction,
    id: string,
    { deviceModel, ...where }: { visitId: string; personId: string; deviceModel: string | null },
    way: { photographer: Photographer } | { page: FacePage },
  ): Promise<FaceChallenge> {
    await this.leave(tx, where);
    if ((await this.attemptsLeft(tx.manager, where)) === 0) throw attemptsUsed();
    const challenge = tx.manager.create(FaceChallenge, {
      ...unanswered,
      id,
      ...where,
      ...('page' in way
        ? { provider: 'faceid', pageSealed: this.cipher.encrypt(JSON.stringify(way.page)), directions: [] }
        : { provider: way.photographer, pageSealed: null, directions: drawn() }),
      openedAt: tx.at,
      revealedAt: tx.at,
      message: 'photographer' in way && way.photographer === 'people' ? byPeople : null,
      deviceModel,
    });
    await tx.manager.insert(FaceChallenge, challenge);
    const { provider } = challenge;
    await tx.audit('face.challenge_open', 'visit', where.visitId, { challengeId: id, provider });
    await tx.emit('face.challenge_over', { challengeId: id }, tx.at + sweptAfterMs);
    return challenge;
  }

  /** A check told beforehand comes back with all its pictures; it is redeemed once. */
  async beginRedeemed(
    tx: Transaction,
    where: { visitId: string; personId: string; deviceModel: string | null },
    provider: Photographer,
    { ticket, issuedAt, directions }: { ticket: string; issuedAt: number; directions: Direction[] },
  ): Promise<FaceChallenge> {
    const { visitId, personId } = where;
    await this.leave(tx, { visitId, personId });
    if (await tx.manager.existsBy(FaceChallenge, { ticket })) throw ticketUsed();
    const asked = { provider, pageSealed: null, directions, answered: directions.length };
    const times = { openedAt: issuedAt, revealedAt: tx.at };
    const challenge = tx.manager.create(FaceChallenge, {
      ...{ ...unanswered, id: newId(), ticket },
      ...{ ...where, ...asked, ...times },
    });
    await tx.manager.insert(FaceChallenge, challenge);
    return challenge;
  }

  private async leave(tx: Transaction, where: { visitId: string; personId: string }): Promise<void> {
    const left = await tx.manager.findBy(FaceChallenge, { ...where, outcome: 'running' });
    for (const { id } of left) {
      const reason = { reasonCode: 'face.challenge_left', message: '没有做完。' };
      const ended = { outcome: 'rejected', pageSealed: null, decidedAt: tx.at };
      await tx.manager.update(FaceChallenge, { id, outcome: 'running' }, { ...ended, ...reason });
      await this.frames.forget(tx, id);
    }
  }

  /** A page still open from before, when the app was closed meanwhile: going on with it costs no try. */
  async openPage(
    manager: EntityManager,
    where: { visitId: string; personId: string },
    at: number,
  ): Promise<FaceChallenge | null> {
    const running = await manager.findOneBy(FaceChallenge, { ...where, outcome: 'running' });
    return running?.pageSealed && at <= this.endsAt(running) ? running : null;
  }

  /** The page could not be had after all: the same check goes on with photographs for people. */
  async leavePage(tx: Transaction, challenge: FaceChallenge): Promise<FaceChallenge> {
    const changes = {
      provider: 'people',
      message: byPeople,
      pageSealed: null,
      directions: drawn(),
      openedAt: tx.at,
      revealedAt: tx.at,
    };
    await this.mustMove(tx, challenge, changes);
    await tx.audit('face.page_left', 'visit', challenge.visitId, { challengeId: challenge.id });
    return { ...challenge, ...changes };
  }

  /** One conditional step; whoever comes second hears it. */
  async mustMove(tx: Transaction, challenge: FaceChallenge, changes: Partial<FaceChallenge>): Promise<void> {
    const { id, answered, provider } = challenge;
    const where = { id, answered, outcome: 'running', ...(provider ? { provider } : {}) };
    const moved = await tx.manager.update(FaceChallenge, where, changes);
    if (moved.affected !== 1) throw overtaken(challenge);
  }

  /** `at`: when the pictures were taken, where that was without a network. */
  async decide(
    tx: Transaction,
    challenge: FaceChallenge,
    result: Result,
    at = tx.at,
  ): Promise<FaceChallenge> {
    const decided = {
      outcome: result.outcome,
      reasonCode: result.code,
      message: result.reason?.slice(0, 500) ?? null,
      score: result.score,
      modelVersion: result.modelVersion,
      parts: result.parts ? JSON.stringify(result.parts) : null,
      brightness: await this.frames.brightnessOf(tx.manager, challenge.id),
      pageSealed: null,
      decidedAt: tx.at,
    };
    const { id, visitId, personId } = challenge;
    await tx.manager.update(FaceChallenge, { id }, decided);
    if (result.outcome === 'in_review') {
      const subject = { kind: 'face_check' as const, id, visitId, personId, score: result.score };
      await this.reviews.askAboutVisit(tx, subject, result.reason ?? '由人工确认。');
    } else await this.frames.forget(tx, id);
    const { outcome, score, modelVersion } = result;
    await this.reviews.tell(tx, { visitId, personId, outcome, method: 'face', score, modelVersion }, at);
    return { ...challenge, ...decided };
  }

  async own(manager: EntityManager, id: string, ctx: Ctx): Promise<FaceChallenge> {
    const { personId } = requireActor(ctx);
    const challenge = await manager.findOneBy(FaceChallenge, { id, personId });
    if (!challenge) throw AppError.notFound('face.challenge_unknown', '没有找到这次核验，请重新开始。');
    return challenge;
  }

  /** The page of a running challenge, or null when it goes by photographs. */
  pageOf({ pageSealed }: FaceChallenge): FacePage | null {
    return pageSealed ? Page.parse(JSON.parse(this.cipher.decrypt(pageSealed))) : null;
  }

  endsAt(challenge: FaceChallenge): number {
    const seconds = challenge.pageSealed ? pageSeconds : this.policy.challengeSeconds;
    return challenge.openedAt + seconds * 1000;
  }

  async show(manager: EntityManager, challenge: FaceChallenge): Promise<Challenge> {
    const page = challenge.outcome === 'running' ? this.pageOf(challenge) : null;
    const isAsking = challenge.outcome === 'running' && !page;
    return {
      id: challenge.id,
      direction: isAsking ? Direction.parse(challenge.directions[challenge.answered]) : null,
      answered: challenge.answered,
      total: challenge.directions.length,
      frameBefore: isAsking ? frameDeadline({ ...challenge, isFinished: false }, this.policy) : null,
      endsAt: this.endsAt(challenge),
      page: page && { url: page.url },
      outcome: IdentityState.parse(challenge.outcome),
      message: challenge.message,
      attemptsLeft: await this.attemptsLeft(manager, challenge),
    };
  }

  private async attemptsLeft(
    manager: EntityManager,
    { visitId, personId }: { visitId: string; personId: string },
  ): Promise<number> {
    const used = await manager.countBy(FaceChallenge, { visitId, personId, outcome: 'rejected' });
    return attemptsLeft(used, this.policy);
  }
}

const unanswered = {
  answered: 0,
  outcome: 'running',
  reasonCode: null,
  message: null,
  score: null,
  modelVersion: null,
  parts: null,
  brightness: null,
  decidedAt: null,
  ticket: null,
};

const byPeople = '核验页面暂时不可用。请按提示拍三张照片，由人工核验。';
const drawn = () => [...directionOrder(randomInt(directionOrders))];
export const ticketUsed = () => AppError.conflict('face.ticket_used', '这次离线核验已经交过，不用再交。');
export const overtaken = ({ pageSealed }: FaceChallenge) =>
  pageSealed
    ? AppError.conflict('face.page_overtaken', '这次核验刚刚已有结果，请看最新的提示。')
    : AppError.conflict('face.frame_overtaken', '这个方向已经有照片了，请看最新的提示。');
const attemptsUsed = () =>
  AppError.broken([
    { code: 'face.attempts_used', message: '人脸核验的次数用完了。请改用不用人脸的方式，同样有效。' },
  ]);
