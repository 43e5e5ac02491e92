import { calibratedModel } from '@lifttrust/shared-types/face/face.calibration.rules';
import { embeddingsOf } from '@lifttrust/shared-types/face/face.challenge.rules';
import { enrolmentProblems, pictureCheck } from '@lifttrust/shared-types/face/face.enrolment.rules';
import type { SeenFrame } from '@lifttrust/shared-types/face/face.frame';
import { decideMatch, meanEmbedding } from '@lifttrust/shared-types/face/face.match.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../../city/city.service';
import { FaceEngine } from '../engine/face.engine';
import { TemplateStore } from '../face.template-store';
import type { FaceTemplate } from '../face-template.entity';
import type { Doubt, EnrolmentJudge, Measured, PhotoJudge, Result, TakenFrame } from './face.provider';

/** Our own engine and the templates kept here: nothing of a face leaves the service. */
@Singleton()
export class LocalFaces implements PhotoJudge, EnrolmentJudge {
  @Inject() cityService: CityService;
  @Inject() engine: FaceEngine;
  @Inject() templates: TemplateStore;

  async look(jpeg: Buffer): Promise<SeenFrame | null> {
    return this.engine.analyse(jpeg).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'unavailable') return null;
      throw error;
    });
  }

  async compare(
    _manager: EntityManager,
    template: FaceTemplate,
    frames: readonly TakenFrame[],
  ): Promise<Result> {
    const analyses = frames.flatMap(({ analysis }) => analysis ?? []);
    const modelVersion = analyses[0]?.modelVersion ?? '';
    if (template.modelVersion !== modelVersion) {
      const reason = '比对模型已更新，请重新登记人脸；这一次由人工确认。';
      return { outcome: 'in_review', code: 'face.model_changed', reason, score: null, modelVersion };
    }
    const compared = await this.templates.compare(meanEmbedding(embeddingsOf(analyses)), template);
    const { score, parts, calibration } = compared;
    const match = decideMatch(compared, this.cityService.parameters.face);
    const code = match.outcome === 'rejected' ? 'face.no_match' : null;
    return { ...match, code, score, parts, modelVersion: calibratedModel(modelVersion, calibration) };
  }

  /** Enrolment cannot go round the engine: without a template there would be nothing to compare with later. */
  async measure(jpegs: readonly Buffer[]): Promise<Measured> {
    const analyses: SeenFrame[] = [];
    for (const jpeg of jpegs) analyses.push(await this.engine.analyse(jpeg));
    return {
      problems: enrolmentProblems(analyses),
      doubt: null,
      embeddings: embeddingsOf(analyses),
      modelVersion: analyses[0]?.modelVersion ?? '',
    };
  }

  async check(jpeg: Buffer) {
    const seen = await this.look(jpeg);
    return seen && pictureCheck(seen);
  }

  /** A double face would let two accounts be one person. */
  async doubt(_manager: EntityManager, personId: string, measured: Measured): Promise<Doubt | null> {
    const { coldStartPeople } = this.cityService.parameters.face;
    const { modelVersion, embeddings } = measured;
    const otherPersonId = await this.templates.doubleOf(meanEmbedding(embeddings), personId, modelVersion);
    if (otherPersonId) return { reason: '与另一位已登记的人很像，可能是同一人使用两个账号。', otherPersonId };
    if ((await this.templates.othersThan(personId, modelVersion)) + 1 >= coldStartPeople) return null;
    return { reason: `已登记的人不足 ${coldStartPeople} 人，登记由人工确认。`, otherPersonId: null };
  }
}
