import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { Held, type Matter } from '../kernel/held';
import type { Transaction } from '../kernel/unit-of-work';
import { FrameKeeper } from './face.frame-keeper';
import { unsubmittedVisits } from './face.query';
import { ReviewQueue } from './face.review-queue';
import { TemplateStore } from './face.template-store';
import { FaceChallenge } from './face-challenge.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';
import { FaceTombstone } from './face-tombstone.entity';

export type DeletionReason = 'withdrawn' | 'left' | 'replaced' | 'refused';

const reviewWords: Record<DeletionReason, string> = {
  withdrawn: '本人撤回同意，不再登记。',
  left: '本人已离职，不再登记。',
  replaced: '已有新的登记。',
  refused: '登记没有通过。',
};

/**
 * Deletes what is kept of a face: embeddings and portrait at once, pictures with them, and a tombstone stays, in the
 * database and as a file outside it, that a restored database must obey.
 * @basis 人脸识别技术应用安全管理办法 第八条 (FACE-05); 个人信息保护法 第十五、四十七条 (FACE-13)
 */
@Singleton()
export class FaceDeletion {
  @Inject() frames: FrameKeeper;
  @Inject() templates: TemplateStore;
  @Inject() reviews: ReviewQueue;
  @Inject() held: Held;

  /** Everything of one person; checks under way end, without counting against anybody. */
  async ofPerson(tx: Transaction, personId: string, reason: DeletionReason): Promise<void> {
    const templates = await tx.manager.findBy(FaceTemplate, {
      personId,
      state: In(['in_review', 'enrolled']),
    });
    for (const template of templates) {
      await this.ofTemplate(tx, template, reason);
      await this.closeReview(tx, template.id, reason);
    }
    await this.endChecks(tx, personId, reason);
    if (templates.length > 0) await tx.audit('face.deleted', 'person', personId, { reason });
  }

  /** One enrolment; `at`: when it was deleted first, where a restored copy is deleted again. */
  async ofTemplate(
    tx: Transaction,
    { id, personId }: Pick<FaceTemplate, 'id' | 'personId'>,
    reason: DeletionReason,
    at = tx.at,
    words: string | null = null,
  ): Promise<void> {
    await this.frames.forget(tx, id);
    this.templates.forget(id);
    await tx.manager.update(
      FaceTemplate,
      { id },
      {
        state: reason,
        embeddingsSealed: null,
        portraitSealed: null,
        deletedAt: at,
        ...(words === null ? {} : { reason: words, decidedAt: tx.at }),
      },
    );
    if (!(await tx.manager.existsBy(FaceTombstone, { templateId: id })))
      await tx.manager.insert(FaceTombstone, { templateId: id, personId, at, reason });
    await tx.emit('face.buried', { templateId: id, personId, at, reason });
  }

  async closeReview(tx: Transaction, subjectId: string, reason: DeletionReason): Promise<void> {
    const closed = {
      state: 'rejected',
      decidedAt: tx.at,
      decidedBy: '本人',
      decisionReason: reviewWords[reason],
    };
    await tx.manager.update(FaceReview, { subjectId, state: 'waiting' }, closed);
  }

  private async endChecks(tx: Transaction, personId: string, reason: DeletionReason): Promise<void> {
    const open = await tx.manager.findBy(FaceChallenge, { personId, outcome: In(['running', 'in_review']) });
    // Under a hold, to let a person go must not be a way to be rid of a check that somebody has yet to judge (RET-01).
    const over = reason === 'left' ? await this.held.free(tx.manager, open, undecided) : open;
    for (const challenge of over) await this.frames.forget(tx, challenge.id);
    const ended = {
      outcome: 'rejected',
      reasonCode: reason === 'withdrawn' ? 'face.withdrawn' : 'face.left',
      message: reason === 'withdrawn' ? '您已撤回同意。' : '人脸信息已删除。',
      pageSealed: null,
      decidedAt: tx.at,
    };
    await tx.manager.update(FaceChallenge, { personId, outcome: 'running' }, ended);
    await this.leaveReviews(tx, personId, over, ended, reason);
  }

  /**
   * At a visit not yet handed in, what waited for a person's eyes waits no more: the equal way without a face is open
   * again, as if nothing had been tried. After that only whoever knows the person otherwise can decide.
   */
  private async leaveReviews(
    tx: Transaction,
    personId: string,
    open: readonly FaceChallenge[],
    ended: Partial<FaceChallenge>,
    reason: DeletionReason,
  ): Promise<void> {
    const waiting = open.filter(({ outcome }) => outcome === 'in_review');
    const current = await unsubmittedVisits(
      tx.manager,
      waiting.map(({ visitId }) => visitId),
    );
    for (const { id, visitId } of waiting.filter((challenge) => current.has(challenge.visitId))) {
      await tx.manager.update(FaceChallenge, { id, outcome: 'in_review' }, ended);
      await this.closeReview(tx, id, reason);
      await this.reviews.tell(tx, {
        visitId,
        personId,
        outcome: 'none',
        method: 'face',
        score: null,
        modelVersion: null,
      });
    }
  }
}

/** Templates that live although they were deleted: only in a database restored from an older copy. */
export const survivors = (manager: EntityManager, templateIds: readonly string[]): Promise<FaceTemplate[]> =>
  manager
    .createQueryBuilder(FaceTemplate, 'template')
    .where({ id: In([...templateIds]) })
    .andWhere(
      "(template.embeddings_sealed IS NOT NULL OR template.portrait_sealed IS NOT NULL OR template.state IN ('in_review','enrolled'))",
    )
    .getMany();

const undecided = ({ id, visitId, outcome }: FaceChallenge): Matter | null =>
  outcome === 'in_review' ? { id, visitId } : null;
