import type { Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { consentText, consentVersion, coversProvider } from './face.consent-text';
import { EnrolmentService } from './face.enrolment.service';
import { FrameKeeper } from './face.frame-keeper';
import { frameDays } from './face.review-queue';
import { TemplateStore } from './face.template-store';
import { FaceChallenge } from './face-challenge.entity';
import { FaceConsent } from './face-consent.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';

/** Consent comes before anything of a face is read, and ends it at once when withdrawn (FACE-03, FACE-13). */
@Singleton()
export class ConsentService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() frames: FrameKeeper;
  @Inject() templates: TemplateStore;
  @Inject() enrolments: EnrolmentService;

  get text() {
    const { name, parameters } = this.cityService.city;
    return consentText({ cityName: name, phone: parameters.emergencyPhone, frameDays });
  }

  async consent(input: InputOf<typeof faceApi.consent>, ctx: Ctx): Promise<Enrolment> {
    const { personId } = requireActor(ctx);
    if (input.textVersion !== consentVersion())
      throw AppError.conflict('face.consent_text_changed', '告知书有更新，请重新阅读后再同意。');
    return this.work.run(ctx, async (tx) => {
      const before = await this.enrolments.currentConsent(tx.manager, personId);
      if (!before || !coversProvider(before.textVersion)) {
        const id = await this.note(tx, personId, 'given', consentVersion());
        // Who agrees to a new processor keeps the enrolment they have.
        if (before) await tx.manager.update(FaceTemplate, { consentId: before.id }, { consentId: id });
      }
      return this.enrolments.stateOf(tx.manager, personId);
    });
  }

  /** Immediate: nothing of the face is left in the live stores when the answer goes out (FACE-13). */
  async withdraw(ctx: Ctx): Promise<Enrolment> {
    const { personId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const given = await this.enrolments.currentConsent(tx.manager, personId);
      if (!given) throw AppError.conflict('face.no_consent', '您没有同意过处理人脸信息，不需要撤回。');
      await this.note(tx, personId, 'withdrawn', given.textVersion);
      await this.deleteFaces(tx, personId);
      return this.enrolments.stateOf(tx.manager, personId);
    });
  }

  private async note(
    tx: Transaction,
    personId: string,
    act: 'given' | 'withdrawn',
    textVersion: string,
  ): Promise<string> {
    const id = newId();
    await tx.manager.insert(FaceConsent, { id, personId, act, textVersion, at: tx.at });
    await tx.audit(`face.consent_${act}`, 'person', personId, { textVersion });
    return id;
  }

  private async deleteFaces(tx: Transaction, personId: string): Promise<void> {
    const templates = await tx.manager.findBy(FaceTemplate, {
      personId,
      state: In(['in_review', 'enrolled']),
    });
    for (const template of templates) {
      await this.frames.forget(tx, template.id);
      this.templates.forget(template.id);
      await tx.manager.update(
        FaceTemplate,
        { id: template.id },
        { state: 'withdrawn', embeddingsSealed: null, portraitSealed: null, deletedAt: tx.at },
      );
      await tx.manager.update(
        FaceReview,
        { subjectId: template.id, state: 'waiting' },
        {
          state: 'rejected',
          decidedAt: tx.at,
          decidedBy: '本人',
          decisionReason: '本人撤回同意，不再登记。',
        },
      );
    }
    const recent = await tx.manager.findBy(FaceChallenge, {
      personId,
      outcome: In(['running', 'in_review']),
    });
    for (const challenge of recent) await this.frames.forget(tx, challenge.id);
    await tx.manager.update(
      FaceChallenge,
      { personId, outcome: 'running' },
      {
        outcome: 'rejected',
        reasonCode: 'face.withdrawn',
        message: '您已撤回同意。',
        pageSealed: null,
        decidedAt: tx.at,
      },
    );
  }
}
