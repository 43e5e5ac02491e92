import type { Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { enrolmentProblems } from '@lifttrust/shared-types/face/face.enrolment.rules';
import type { FrameAnalysis } from '@lifttrust/shared-types/face/face.frame';
import { meanEmbedding, normalisedScore } from '@lifttrust/shared-types/face/face.match.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import sharp from 'sharp';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FaceEngine } from './engine/face.engine';
import { FrameKeeper } from './face.frame-keeper';
import { ReviewQueue } from './face.review-queue';
import { TemplateStore } from './face.template-store';
import { FaceConsent } from './face-consent.entity';
import { FaceTemplate } from './face-template.entity';

const portraitPixels = 480;

interface Judged {
  file: StoredFile;
  analysis: FrameAnalysis;
}

/** Three pictures become a template; without consent nothing of a face is read (FACE-03). */
@Singleton()
export class EnrolmentService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() engine: FaceEngine;
  @Inject() frames: FrameKeeper;
  @Inject() templates: TemplateStore;
  @Inject() reviews: ReviewQueue;

  async mine(ctx: Ctx): Promise<Enrolment> {
    return this.stateOf(this.database.reader.manager, requireActor(ctx).personId);
  }

  async enrol(input: InputOf<typeof faceApi.enrol>, ctx: Ctx): Promise<Enrolment> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const consent = await this.mayEnrol(manager, actor);
    const judged = await this.judge(manager, input.fileIds, actor);
    const portrait = await this.portraitOf(judged);
    return this.work.run(ctx, async (tx) => {
      // Withdrawn while the pictures were being read: then they were read in vain.
      if ((await this.mayEnrol(tx.manager, actor)).id !== consent.id) throw noConsent();
      await this.keep(tx, actor, consent, judged, portrait);
      return this.stateOf(tx.manager, actor.personId);
    });
  }

  /** The template that may be compared with, or why there is none, with the way that remains. */
  async mustBeEnrolled(manager: EntityManager, personId: string): Promise<FaceTemplate> {
    const { state } = await this.stateOf(manager, personId);
    if (state !== 'enrolled') throw AppError.broken([notEnrolled[state]]);
    return manager.findOneByOrFail(FaceTemplate, { personId, state: 'enrolled' });
  }

  async stateOf(manager: EntityManager, personId: string): Promise<Enrolment> {
    const last = await manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    if (!last) return { state: 'none', consent: null, enrolledAt: null, reason: null };
    if (last.act === 'withdrawn')
      return { state: 'withdrawn', consent: null, enrolledAt: null, reason: null };
    const consent = { version: last.textVersion, givenAt: last.at };
    const template = await manager.findOne(FaceTemplate, {
      where: { personId, consentId: last.id },
      order: { id: 'DESC' },
    });
    switch (template?.state) {
      case 'in_review':
        return { state: 'in_review', consent, enrolledAt: null, reason: null };
      case 'enrolled':
        return { state: 'enrolled', consent, enrolledAt: template.decidedAt, reason: null };
      case 'refused':
        return { state: 'refused', consent, enrolledAt: null, reason: template.reason };
      default:
        return { state: 'none', consent, enrolledAt: null, reason: null };
    }
  }

  async currentConsent(manager: EntityManager, personId: string): Promise<FaceConsent | null> {
    const last = await manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    return last?.act === 'given' ? last : null;
  }

  private async mayEnrol(manager: EntityManager, actor: Actor): Promise<FaceConsent> {
    const consent = await this.currentConsent(manager, actor.personId);
    if (!consent) throw noConsent();
    const { state } = await this.stateOf(manager, actor.personId);
    if (state === 'in_review')
      throw AppError.conflict('face.enrolment_in_review', '登记照片正在核验，请等结果。');
    if (state === 'enrolled')
      throw AppError.conflict(
        'face.already_enrolled',
        '您已登记人脸。要重新登记，请先撤回同意，再登记一次。',
      );
    return consent;
  }

  private async judge(manager: EntityManager, fileIds: string[], actor: Actor): Promise<Judged[]> {
    const judged: Judged[] = [];
    for (const fileId of fileIds) {
      const file = await this.fileService.mustBeOwn(manager, fileId, 'enrolment_frame', actor);
      await this.frames.refuseReplay(manager, file);
      // Enrolment cannot go round the engine: without a template there would be nothing to compare with later.
      const analysis = await this.engine.analyse(await this.fileService.readBytes(fileId));
      judged.push({ file, analysis });
    }
    if (new Set(judged.map(({ file }) => file.sha256)).size < judged.length)
      throw AppError.invalid('face.same_picture', '三张照片里有相同的，请分别拍摄。');
    const problems = enrolmentProblems(judged.map(({ analysis }) => analysis));
    if (problems.length > 0) throw AppError.broken(problems);
    return judged;
  }

  private async portraitOf([first]: Judged[]): Promise<string> {
    if (!first) throw AppError.invalid('face.no_face', '没有照片。');
    const bytes = await this.fileService.readBytes(first.file.id);
    const small = await sharp(bytes)
      .rotate()
      .resize(portraitPixels, portraitPixels, { fit: 'inside' })
      .jpeg({ quality: 85 })
      .toBuffer();
    return this.cipher.encryptBytes(small).toString('base64');
  }

  private async keep(
    tx: Transaction,
    actor: Actor,
    consent: FaceConsent,
    judged: Judged[],
    portraitSealed: string,
  ): Promise<void> {
    const embeddings = judged.flatMap(({ analysis }) => (analysis.face ? [analysis.face.embedding] : []));
    const modelVersion = judged[0]?.analysis.modelVersion ?? '';
    const doubt = await this.doubtAbout(tx.manager, actor.personId, embeddings, modelVersion);
    const template = tx.manager.create(FaceTemplate, {
      id: newId(),
      personId: actor.personId,
      organisationId: actor.organisationId,
      consentId: consent.id,
      state: doubt ? 'in_review' : 'enrolled',
      embeddingsSealed: this.templates.sealEmbeddings(embeddings),
      portraitSealed,
      modelVersion,
      reason: null,
      createdAt: tx.at,
      decidedAt: doubt ? null : tx.at,
      deletedAt: null,
    });
    await tx.manager.insert(FaceTemplate, template);
    for (const { file } of judged)
      await this.frames.take(tx, { subjectId: template.id, direction: 'centre', file, analysis: null });
    await tx.audit('face.enrol', 'person', actor.personId, { state: template.state, modelVersion });
    if (doubt) await this.reviews.askAboutEnrolment(tx, template, doubt);
    else await this.frames.forget(tx, template.id);
  }

  /** Why a person must look at this enrolment, or null. A double face would let two accounts be one person. */
  private async doubtAbout(
    manager: EntityManager,
    personId: string,
    embeddings: Float32Array[],
    modelVersion: string,
  ): Promise<string | null> {
    const { coldStartPeople, review } = this.cityService.parameters.face;
    const others = await this.templates.othersThan(manager, personId, modelVersion);
    if (others.length + 1 < coldStartPeople) return `已登记的人不足 ${coldStartPeople} 人，登记由人工确认。`;
    const mean = meanEmbedding(embeddings);
    const double = others.some(
      (other) =>
        (normalisedScore(
          mean,
          other,
          others.filter((one) => one !== other),
        ) ?? 0) >= review,
    );
    return double ? '与另一位已登记的人很像，可能是同一人使用两个账号。' : null;
  }
}

const noConsent = () =>
  AppError.broken([{ code: 'face.no_consent', message: '请先阅读告知书并单独同意，再登记人脸。' }]);

const other = '也可以改用不用人脸的方式，同样有效。';
const notEnrolled = {
  none: { code: 'face.not_enrolled', message: `您还没有登记人脸。请先登记，${other}` },
  in_review: { code: 'face.enrolment_in_review', message: `您的人脸登记还在核验。请稍后再试，${other}` },
  refused: { code: 'face.enrolment_refused', message: `您的人脸登记没有通过。请重新登记，${other}` },
  withdrawn: { code: 'face.withdrawn', message: `您已撤回人脸信息的同意。要用人脸核验请重新登记，${other}` },
};
