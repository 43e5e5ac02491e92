import type { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { FaceDeletion } from './face.deletion';
import { FrameKeeper } from './face.frame-keeper';
import { namesForReviews } from './face.query';
import { ReviewQueue } from './face.review-queue';
import { FaceAlternative } from './face-alternative.entity';
import { FaceChallenge } from './face-challenge.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';

type Decision = InputOf<typeof faceApi.decide>;

/** Days in which the district's regulator looks into two accounts of one person. */
const doubleDays = 7;

/** What a reviewer's word does. A rejection counts when a second reviewer has said the same (`face.rejectionNeedsTwo`). */
@Singleton()
export class ReviewDecision {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() frames: FrameKeeper;
  @Inject() queue: ReviewQueue;
  @Inject() deletion: FaceDeletion;
  @Inject() taskService: TaskService;

  async decide(input: Decision, ctx: Ctx): Promise<{ awaitsSecond: boolean }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const review = await tx.manager.findOneBy(FaceReview, { id: input.reviewId });
      mustCover(actor, review && { ...review, ownerId: null });
      if (!review) throw AppError.notFound();
      refuseDecider(review, actor);
      const needsTwo = this.cityService.parameters.face.rejectionNeedsTwo;
      const awaitsSecond = !input.accept && needsTwo && review.firstById === null;
      if (awaitsSecond) await this.first(tx, review, input, actor);
      else await this.final(tx, review, input, actor);
      return { awaitsSecond };
    });
  }

  /** The pictures stay for the second reviewer, at most as long as for the first. */
  private async first(tx: Transaction, review: FaceReview, input: Decision, actor: Actor): Promise<void> {
    const first = {
      firstById: actor.personId,
      firstBy: actor.personName,
      firstAt: tx.at,
      firstReason: input.reason,
    };
    await this.move(tx, review, { ...first, ...seen(input) });
    await tx.audit('face.review_first_rejection', 'face_review', review.id, {
      reason: input.reason,
      flags: input.flags ?? [],
      samePerson: input.samePerson ?? false,
    });
    await this.queue.settled(tx, review.id);
    const others = [actor.personId, ...(review.otherPersonId ? [review.otherPersonId] : [])];
    await this.queue.call(tx, review, '有一位核验人员认为不通过，请再看一次。', others);
  }

  private async final(tx: Transaction, review: FaceReview, input: Decision, actor: Actor): Promise<void> {
    const { accept, reason, flags = [] } = input;
    const state = accept ? 'accepted' : 'rejected';
    const decided = { state, decidedBy: actor.personName, decidedAt: tx.at, decisionReason: reason };
    await this.move(tx, review, { ...decided, ...seen(input) });
    if (review.kind === 'enrolment') await this.decideEnrolment(tx, review, input);
    else await this.decideCheck(tx, review, input);
    await this.frames.forget(tx, review.subjectId);
    await this.queue.settled(tx, review.id);
    await tx.audit('face.review_decided', 'face_review', review.id, {
      state,
      reason,
      flags,
      firstBy: review.firstById,
      samePerson: input.samePerson ?? false,
    });
  }

  /** Of two at once one wins and the other hears it. */
  private async move(tx: Transaction, review: FaceReview, changes: Partial<FaceReview>): Promise<void> {
    const unseen = review.firstById === null ? { firstById: IsNull() } : { firstById: review.firstById };
    const moved = await tx.manager.update(
      FaceReview,
      { id: review.id, state: 'waiting', ...unseen },
      changes,
    );
    if (moved.affected !== 1)
      throw AppError.conflict('face.already_decided', '这一条刚刚已有人决定，请看下一条。');
  }

  private async decideEnrolment(tx: Transaction, review: FaceReview, input: Decision): Promise<void> {
    const { accept, reason } = input;
    const { subjectId: id, personId } = review;
    const template = await tx.manager.findOneBy(FaceTemplate, { id, state: 'in_review' });
    if (!template) throw AppError.conflict('face.already_decided', '本人已撤回登记，不需要核验。');
    if (accept) {
      await this.replaceOlder(tx, template);
      await tx.manager.update(FaceTemplate, { id }, { state: 'enrolled', decidedAt: tx.at });
    } else await this.deletion.ofTemplate(tx, template, 'refused', tx.at, reason);
    if (!accept && input.samePerson && review.otherPersonId) await this.reportDouble(tx, review, reason);
    await tx.emit('face.enrolment_decided', { personId, accepted: accept, reason });
  }

  /** The old enrolment worked until now; from now on the new one does. */
  private async replaceOlder(tx: Transaction, template: FaceTemplate): Promise<void> {
    const { personId } = template;
    const older = await tx.manager.findBy(FaceTemplate, { personId, state: 'enrolled' });
    for (const one of older) {
      await this.deletion.ofTemplate(tx, one, 'replaced');
      await tx.audit('face.enrolment_replaced', 'person', personId, { old: one.id, new: template.id });
    }
  }

  /** People have found it, not the machine: the regulator decides what follows. */
  private async reportDouble(tx: Transaction, review: FaceReview, reason: string): Promise<void> {
    const otherId = review.otherPersonId ?? '';
    const { people } = await namesForReviews(tx.manager, [], [review.personId, otherId]);
    const names = [review.personId, otherId].map((id) => people.get(id) ?? '');
    await this.taskService.open(tx, {
      kind: 'face.double_account',
      about: [review.personId, otherId].sort().join('/'),
      subject: { kind: 'person', id: review.personId },
      divisionCode: review.divisionCode,
      organisationId: null,
      title: '同一人使用两个账号',
      text: `核验人员确认“${names[0]}”与“${names[1]}”是同一个人（${reason}）。新的人脸登记没有通过。请核实两个账号归谁，停用不该有的那一个，并看其名下的维保记录。`,
      dueOn: addDays(dayOf(tx.at), doubleDays),
    });
    await tx.audit('face.double_confirmed', 'person', review.personId, { otherPersonId: otherId });
  }

  private async decideCheck(
    tx: Transaction,
    review: FaceReview,
    { accept, reason }: Decision,
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
}

function refuseDecider(review: FaceReview, { personId }: Actor): void {
  if (review.personId === personId || review.otherPersonId === personId)
    throw new AppError('forbidden', 'face.own_review', '不能核验自己，请由另一位核验人员决定。');
  if (review.state === 'waiting' && review.firstById === personId)
    throw new AppError('forbidden', 'face.second_reviewer', '您已给出意见，请由另一位核验人员确认。');
}

const seen = ({ flags, samePerson }: Decision): Partial<FaceReview> => ({
  ...(flags ? { flags: flags.join(',') } : {}),
  ...(samePerson === undefined ? {} : { samePerson }),
});
