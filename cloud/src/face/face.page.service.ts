import type { Challenge, faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { ChallengeBook, overtaken } from './face.challenge.book';
import { FrameKeeper } from './face.frame-keeper';
import type { FaceChallenge } from './face-challenge.entity';
import type { PageResult, Result } from './provider/face.provider';
import { FaceProviders } from './provider/face.providers';

const late: Result = {
  outcome: 'rejected',
  code: 'face.page_late',
  reason: '没有在 10 分钟内做完。请重新开始，或改用其他方式。',
  score: null,
  modelVersion: null,
};

/** A check on a provider's page ends here: the person comes back, and the service itself asks what came of it. */
@Singleton()
export class PageService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() book: ChallengeBook;
  @Inject() frames: FrameKeeper;
  @Inject() providers: FaceProviders;

  /** What the person says they did on the page counts for nothing; asked too early it changes nothing. */
  async finish(input: InputOf<typeof faceApi.finishPage>, ctx: Ctx): Promise<Challenge> {
    const manager = this.database.reader.manager;
    const challenge = await this.book.own(manager, input.challengeId, ctx);
    const page = challenge.outcome === 'running' ? this.book.pageOf(challenge) : null;
    const found = page && (await this.found(challenge, page));
    return this.work.run(ctx, async (tx) => {
      const fresh = await this.book.own(tx.manager, challenge.id, ctx);
      if (fresh.pageSealed !== challenge.pageSealed) throw overtaken(challenge);
      const next = found ? await this.take(tx, fresh, found) : fresh;
      return this.book.show(tx.manager, next);
    });
  }

  private async found(challenge: FaceChallenge, page: { url: string; token: string }) {
    const { page: judge } = this.providers;
    // The installation has changed its provider while the page was open.
    return judge ? judge.finish(this.database.reader.manager, page, challenge) : 'unavailable';
  }

  private async take(
    tx: Transaction,
    challenge: FaceChallenge,
    found: PageResult | 'unfinished' | 'unavailable',
  ): Promise<FaceChallenge> {
    if (challenge.outcome !== 'running') return challenge;
    if (found === 'unavailable') return this.book.leavePage(tx, challenge);
    if (found === 'unfinished')
      return tx.at > this.book.endsAt(challenge) ? this.decided(tx, challenge, late) : challenge;
    if (found.picture && found.outcome.outcome === 'in_review')
      await this.frames.takeFromPage(tx, challenge.id, found.picture);
    return this.decided(tx, challenge, found.outcome);
  }

  private async decided(tx: Transaction, challenge: FaceChallenge, result: Result): Promise<FaceChallenge> {
    await this.book.mustMove(tx, challenge, { revealedAt: tx.at });
    return this.book.decide(tx, challenge, result);
  }
}
