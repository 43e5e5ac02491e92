import { decideFaceid, faceidModel } from '@lifttrust/shared-types/face/face.cloud.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { FaceidClient } from '../../adapters/face/faceid';
import { OutsideError } from '../../adapters/outside/outside.error';
import { OutsideServices } from '../../adapters/outside/outside-services';
import { CityService } from '../../city/city.service';
import { env } from '../../kernel/env';
import { TemplateStore } from '../face.template-store';
import type { FaceTemplate } from '../face-template.entity';
import { CloudEnrolment } from './cloud-enrolment';
import {
  type Doubt,
  type EnrolmentJudge,
  type FacePage,
  type Measured,
  type PageJudge,
  type PageResult,
  portraitOnly,
  type Result,
  returnPath,
} from './face.provider';
import { orUnavailable } from './iai.provider';
import { sentPicture } from './sent-picture';

const modelVersion = faceidModel;
const gone = ['InvalidParameterValue.BizTokenExpired', 'InvalidParameterValue.BizTokenIllegal'];

/** Tencent's verification page films a living face and compares it with our portrait; we ask what came of it. */
@Singleton()
export class FaceidFaces implements PageJudge, EnrolmentJudge {
  @Inject() cityService: CityService;
  @Inject() outsideServices: OutsideServices;
  @Inject() templates: TemplateStore;
  @Inject() enrolment: CloudEnrolment;

  private client: FaceidClient | undefined;

  async begin(template: FaceTemplate, challengeId: string): Promise<FacePage | null> {
    if (!template.portraitSealed) return null;
    const portrait = await sentPicture(this.templates.portraitOf(template));
    if (!portrait) return null;
    return orUnavailable(
      () => this.opened().begin(portrait, challengeId, env().publicUrl + returnPath),
      null,
    );
  }

  async finish(
    manager: EntityManager,
    page: FacePage,
    { id: challengeId, personId }: { id: string; personId: string },
  ): Promise<PageResult | 'unfinished' | 'unavailable'> {
    const enrolled = await this.templates.enrolledWith(manager, personId);
    return orUnavailable<PageResult | 'unfinished' | 'unavailable'>(async () => {
      const found = await this.opened().resultOf(page.token).catch(expired);
      if (found === null)
        return { outcome: rejected('face.page_expired', '核验页面已经失效，请重新开始。'), picture: null };
      // A result of another flow proves nothing about this visit.
      if (found.extra !== null && found.extra !== challengeId)
        return {
          outcome: rejected('face.page_foreign', '这不是本次核验的结果，请重新开始。'),
          picture: null,
        };
      const decision = decideFaceid({ ...found, enrolled }, this.cityService.parameters.face);
      if (decision === 'unfinished' || decision === 'unavailable') return decision;
      return {
        outcome: { ...decision, score: found.similarity, modelVersion },
        picture: found.bestFrame,
      };
    }, 'unavailable');
  }

  async measure(jpegs: readonly Buffer[]): Promise<Measured> {
    const own = await this.enrolment.ownMeasure(jpegs);
    const doubt = '没有启用本地比对，登记照片由人工确认。';
    return own ?? { problems: [], doubt, embeddings: [], modelVersion: portraitOnly };
  }

  check(jpeg: Buffer) {
    return this.enrolment.ownCheck(jpeg);
  }

  doubt(manager: EntityManager, personId: string, measured: Measured): Promise<Doubt | null> {
    return this.enrolment.doubt(manager, personId, measured);
  }

  private opened(): FaceidClient {
    const { tencent, faceTimeoutMs, faceidRuleId } = env();
    if (!tencent) throw new OutsideError('faceid', 'misconfigured', 'no_key', 'no key of Tencent Cloud');
    const outside = this.outsideServices.open('faceid', { timeoutMs: faceTimeoutMs, repeats: 1 });
    this.client ??= new FaceidClient(outside, tencent, faceidRuleId);
    return this.client;
  }
}

const rejected = (code: string, reason: string): Result => ({
  outcome: 'rejected',
  code,
  reason,
  score: null,
  modelVersion,
});

function expired(error: unknown): null {
  if (error instanceof OutsideError && gone.includes(error.code)) return null;
  throw error;
}
