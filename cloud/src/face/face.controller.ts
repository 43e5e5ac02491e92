import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { AlternativeService } from './face.alternative.service';
import { ChallengeService } from './face.challenge.service';
import { ConsentService } from './face.consent.service';
import { EnrolmentService } from './face.enrolment.service';
import { OfflineIdentity } from './face.offline.service';
import { PageService } from './face.page.service';
import { PictureChecks } from './face.picture-check';
import { ReviewDecision } from './face.review.decision';
import { ReviewService } from './face.review.service';

@Controller('/api')
export class FaceController {
  @Inject() consentService: ConsentService;
  @Inject() enrolmentService: EnrolmentService;
  @Inject() challengeService: ChallengeService;
  @Inject() pageService: PageService;
  @Inject() alternativeService: AlternativeService;
  @Inject() offlineIdentity: OfflineIdentity;
  @Inject() reviewService: ReviewService;
  @Inject() reviewDecision: ReviewDecision;
  @Inject() pictureChecks: PictureChecks;

  @Handles(faceApi.consentText)
  async consentText() {
    return this.consentService.text;
  }

  @Handles(faceApi.enrolment)
  async enrolment(_input: InputOf<typeof faceApi.enrolment>, ctx: Ctx) {
    return this.enrolmentService.mine(ctx);
  }

  @Handles(faceApi.consent)
  async consent(input: InputOf<typeof faceApi.consent>, ctx: Ctx) {
    return this.consentService.consent(input, ctx);
  }

  @Handles(faceApi.withdraw)
  async withdraw(_input: InputOf<typeof faceApi.withdraw>, ctx: Ctx) {
    return this.consentService.withdraw(ctx);
  }

  @Handles(faceApi.consents)
  async consents(_input: InputOf<typeof faceApi.consents>, ctx: Ctx) {
    return this.consentService.mine(ctx);
  }

  @Handles(faceApi.checkPicture, { transaction: 'own' })
  async checkPicture(input: InputOf<typeof faceApi.checkPicture>, ctx: Ctx) {
    return this.pictureChecks.check(input, ctx);
  }

  @Handles(faceApi.enrol, { transaction: 'own' })
  async enrol(input: InputOf<typeof faceApi.enrol>, ctx: Ctx) {
    return this.enrolmentService.enrol(input, ctx);
  }

  @Handles(faceApi.openChallenge, { transaction: 'own' })
  async openChallenge(input: InputOf<typeof faceApi.openChallenge>, ctx: Ctx) {
    return this.challengeService.open(input, ctx);
  }

  @Handles(faceApi.answerChallenge, { transaction: 'own' })
  async answerChallenge(input: InputOf<typeof faceApi.answerChallenge>, ctx: Ctx) {
    return this.challengeService.answer(input, ctx);
  }

  @Handles(faceApi.finishPage, { transaction: 'own' })
  async finishPage(input: InputOf<typeof faceApi.finishPage>, ctx: Ctx) {
    return this.pageService.finish(input, ctx);
  }

  @Handles(faceApi.openAlternative)
  async openAlternative(input: InputOf<typeof faceApi.openAlternative>, ctx: Ctx) {
    return this.alternativeService.open(input, ctx);
  }

  @Handles(faceApi.answerAlternative, { transaction: 'own' })
  async answerAlternative(input: InputOf<typeof faceApi.answerAlternative>, ctx: Ctx) {
    return this.alternativeService.answer(input, ctx);
  }

  @Handles(faceApi.answerOffline, { transaction: 'own' })
  async answerOffline(input: InputOf<typeof faceApi.answerOffline>, ctx: Ctx) {
    return this.offlineIdentity.answer(input, ctx);
  }

  @Handles(faceApi.answerAlternativeOffline)
  async answerAlternativeOffline(input: InputOf<typeof faceApi.answerAlternativeOffline>, ctx: Ctx) {
    return this.offlineIdentity.answerAlternative(input, ctx);
  }

  @Handles(faceApi.presenceCode)
  async presenceCode(input: InputOf<typeof faceApi.presenceCode>, ctx: Ctx) {
    return this.alternativeService.presenceCode(input.visitId, ctx);
  }

  @Handles(faceApi.reviews)
  async reviews(input: InputOf<typeof faceApi.reviews>, ctx: Ctx) {
    return this.reviewService.list(input, ctx);
  }

  @Handles(faceApi.review)
  async review(input: InputOf<typeof faceApi.review>, ctx: Ctx) {
    return this.reviewService.show(input.reviewId, ctx);
  }

  @Handles(faceApi.decide)
  async decide(input: InputOf<typeof faceApi.decide>, ctx: Ctx) {
    return { done: true as const, ...(await this.reviewDecision.decide(input, ctx)) };
  }
}
