import { challengeProblems, type TurnFrame } from '@lifttrust/shared-types/face/face.challenge.rules';
import { Direction } from '@lifttrust/shared-types/face/face.contract';
import type { FrameAnalysis } from '@lifttrust/shared-types/face/face.frame';
import { decideMatch, type Match, meanEmbedding } from '@lifttrust/shared-types/face/face.match.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { EnrolmentService } from './face.enrolment.service';
import { FrameKeeper } from './face.frame-keeper';
import { TemplateStore } from './face.template-store';
import type { FaceChallenge } from './face-challenge.entity';

export interface Result extends Match {
  code: string | null;
  score: number | null;
  modelVersion: string | null;
}

/** Gathers what the rules decide on: the frames of a finished challenge, the template, the colleagues. */
@Singleton()
export class ChallengeJudge {
  @Inject() cityService: CityService;
  @Inject() frames: FrameKeeper;
  @Inject() templates: TemplateStore;
  @Inject() enrolments: EnrolmentService;

  /** One living head that turned as asked, and whose? */
  async judge(manager: EntityManager, challenge: FaceChallenge): Promise<Result> {
    const frames = await this.frames.framesOf(manager, challenge.id);
    const turned: TurnFrame[] = frames.flatMap(({ direction, analysis }) =>
      analysis ? [{ direction: Direction.parse(direction), analysis }] : [],
    );
    if (turned.length < frames.length) {
      return {
        outcome: 'in_review',
        code: 'face.engine_unavailable',
        reason: '人脸比对暂时不可用，照片由人工核验。',
        score: null,
        modelVersion: null,
      };
    }
    const modelVersion = turned[0]?.analysis.modelVersion ?? null;
    const problems = challengeProblems(turned, this.cityService.parameters.face);
    const [first] = problems;
    if (first) {
      const reason = problems.map((problem) => problem.message).join('');
      return { outcome: 'rejected', code: first.code, reason, score: null, modelVersion };
    }
    return this.match(
      manager,
      challenge.personId,
      turned.map(({ analysis }) => analysis),
    );
  }

  private async match(manager: EntityManager, personId: string, analyses: FrameAnalysis[]): Promise<Result> {
    const template = await this.enrolments.mustBeEnrolled(manager, personId);
    const modelVersion = analyses[0]?.modelVersion ?? '';
    if (template.modelVersion !== modelVersion) {
      const reason = '比对模型已更新，请重新登记人脸；这一次由人工确认。';
      return { outcome: 'in_review', code: 'face.model_changed', reason, score: null, modelVersion };
    }
    const probe = meanEmbedding(analyses.flatMap(({ face }) => (face ? [face.embedding] : [])));
    const compared = await this.templates.compare(manager, probe, template);
    const match = decideMatch(compared, this.cityService.parameters.face);
    const code = match.outcome === 'rejected' ? 'face.no_match' : null;
    return { ...match, code, score: compared.score, modelVersion };
  }
}
