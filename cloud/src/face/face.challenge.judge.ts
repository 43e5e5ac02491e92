import { challengeProblems, type TurnFrame } from '@lifttrust/shared-types/face/face.challenge.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { EnrolmentService } from './face.enrolment.service';
import type { FaceChallenge } from './face-challenge.entity';
import { type Result, type TakenFrame, unavailableResult } from './provider/face.provider';
import { FaceProviders } from './provider/face.providers';

/** Gathers what the rules decide on: the frames of a finished challenge, and whose face the provider sees in them. */
@Singleton()
export class ChallengeJudge {
  @Inject() cityService: CityService;
  @Inject() enrolments: EnrolmentService;
  @Inject() providers: FaceProviders;

  /** One living head that turned as asked, and whose? Slow; call it outside every transaction. */
  async judge(
    manager: EntityManager,
    { personId, provider }: Pick<FaceChallenge, 'personId' | 'provider'>,
    frames: readonly TakenFrame[],
  ): Promise<Result> {
    const turned: TurnFrame[] = frames.flatMap(({ direction, analysis }) =>
      analysis ? [{ direction, analysis }] : [],
    );
    if (turned.length < frames.length) return unavailableResult;
    const modelVersion = turned[0]?.analysis.modelVersion ?? null;
    const problems = challengeProblems(turned, this.cityService.parameters.face);
    const [first] = problems;
    if (first) {
      const reason = problems.map((problem) => problem.message).join('');
      // Whose left a provider's yaw means is not documented everywhere; nobody is refused for our not knowing.
      const isOurDoubt = first.code === 'face.mirrored' && provider === 'iai';
      const outcome = isOurDoubt ? 'in_review' : 'rejected';
      return { outcome, code: first.code, reason, score: null, modelVersion };
    }
    const template = await this.enrolments.mustBeEnrolled(manager, personId);
    return this.providers.photos(provider).compare(manager, template, frames);
  }
}
