import { Init, Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ChallengeBook, sweptAfterMs } from './face.challenge.book';
import { FrameKeeper } from './face.frame-keeper';
import { FaceChallenge } from './face-challenge.entity';

/** Pictures of faces that no decision will ever delete: of checks left half-way, and those that were sent back (FACE-05). */
@Singleton()
export class FrameSweep {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() book: ChallengeBook;
  @Inject() frames: FrameKeeper;
  @Inject() fileService: FileService;

  @Init()
  open(): void {
    const onlyWrites = { onlyWrites: true };
    this.outbox.on(
      'face.challenge_over',
      ({ challengeId }, ctx) => this.leave(String(challengeId), ctx),
      onlyWrites,
    );
    this.outbox.on(
      'file.face_kept',
      ({ fileId, sha256 }, ctx) => this.drop(String(fileId), String(sha256), ctx),
      onlyWrites,
    );
  }

  /** What waits for a person has a term of its own. */
  private leave(challengeId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const challenge = await tx.manager.findOneBy(FaceChallenge, { id: challengeId });
      if (!challenge || challenge.outcome === 'in_review') return;
      // Left its page for photographs late: it has begun anew.
      if (challenge.outcome === 'running' && tx.at <= this.book.endsAt(challenge))
        await tx.emit('face.challenge_over', { challengeId }, tx.at + sweptAfterMs);
      else await this.frames.forget(tx, challengeId);
    });
  }

  private drop(fileId: string, sha256: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      if (!(await this.frames.isTaken(tx.manager, { sha256 }))) await this.fileService.forget(tx, fileId);
    });
  }
}
