import type { Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import sharp from 'sharp';
import type { EntityManager } from 'typeorm';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { coversOtherWork, coversProvider } from './face.consent-text';
import { FrameKeeper } from './face.frame-keeper';
import { ReviewQueue } from './face.review-queue';
import { TemplateStore } from './face.template-store';
import { FaceConsent } from './face-consent.entity';
import { FaceTemplate } from './face-template.entity';
import type { Doubt, Measured } from './provider/face.provider';
import { FaceProviders } from './provider/face.providers';

const portraitPixels = 480;

interface Picture {
  file: StoredFile;
  bytes: Buffer;
}

/** Three pictures become a template; without consent nothing of a face is read (FACE-03). */
@Singleton()
export class EnrolmentService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() fileService: FileService;
  @Inject() providers: FaceProviders;
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
    const pictures = await this.picturesOf(manager, input.fileIds, actor);
    const measured = await this.measure(pictures);
    const portrait = await this.portraitOf(pictures);
    return this.work.run(ctx, async (tx) => {
      // Withdrawn while the pictures were being read: then they were read in vain.
      if ((await this.mayEnrol(tx.manager, actor)).id !== consent.id) throw noConsent();
      await this.keep(tx, actor, consent, { pictures, measured, portrait });
      return this.stateOf(tx.manager, actor.personId);
    });
  }

  /** The template that may be compared with, or why there is none, with the way that remains. */
  async mustBeEnrolled(
    manager: EntityManager,
    personId: string,
    { isOtherWork = false } = {},
  ): Promise<FaceTemplate> {
    const { state, consent } = await this.stateOf(manager, personId);
    if (consent && !coversProvider(consent.version)) throw AppError.broken([consentTooOld]);
    if (consent && isOtherWork && !coversOtherWork(consent.version)) throw AppError.broken([consentNarrower]);
    if (state !== 'enrolled') throw AppError.broken([notEnrolled[state]]);
    return manager.findOneByOrFail(FaceTemplate, { personId, state: 'enrolled' });
  }

  /** The enrolment that works, and a newer one beside it; without one that works the newest alone. */
  async stateOf(manager: EntityManager, personId: string): Promise<Enrolment> {
    const last = await manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    if (!last) return { ...nothing, state: 'none' };
    if (last.act === 'withdrawn') return { ...nothing, state: 'withdrawn' };
    const consent = { version: last.textVersion, givenAt: last.at };
    const where = { personId, consentId: last.id };
    const newest = await manager.findOne(FaceTemplate, { where, order: { id: 'DESC' } });
    const working = await manager.findOneBy(FaceTemplate, { ...where, state: 'enrolled' });
    if (working)
      return {
        state: 'enrolled',
        consent,
        enrolledAt: working.decidedAt,
        reason: null,
        renewal: newest && newest.id > working.id ? renewalOf(newest) : null,
      };
    switch (newest?.state) {
      case 'in_review':
        return { ...nothing, state: 'in_review', consent };
      case 'refused':
        return { ...nothing, state: 'refused', consent, reason: newest.reason };
      default:
        return { ...nothing, state: 'none', consent };
    }
  }

  async currentConsent(manager: EntityManager, personId: string): Promise<FaceConsent | null> {
    const last = await manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    return last?.act === 'given' ? last : null;
  }

  async mayEnrol(manager: EntityManager, actor: Actor): Promise<FaceConsent> {
    const consent = await this.currentConsent(manager, actor.personId);
    if (!consent || !coversProvider(consent.textVersion)) throw noConsent();
    const { state, renewal } = await this.stateOf(manager, actor.personId);
    if (state === 'in_review' || renewal?.state === 'in_review')
      throw AppError.conflict('face.enrolment_in_review', '登记照片正在核验，请等结果。');
    return consent;
  }

  private async picturesOf(manager: EntityManager, fileIds: string[], actor: Actor): Promise<Picture[]> {
    const pictures: Picture[] = [];
    for (const fileId of fileIds) {
      const file = await this.fileService.mustBeOwn(manager, fileId, 'enrolment_frame', actor);
      await this.frames.refuseReplay(manager, file);
      pictures.push({ file, bytes: await this.fileService.readBytes(fileId) });
    }
    return pictures;
  }

  private async measure(pictures: Picture[]): Promise<Measured> {
    const measured = await this.providers.enrolment.measure(pictures.map(({ bytes }) => bytes));
    if (new Set(pictures.map(({ file }) => file.sha256)).size < pictures.length)
      throw AppError.invalid('face.same_picture', '三张照片里有相同的，请分别拍摄。');
    if (measured.problems.length > 0) throw AppError.broken(measured.problems);
    return measured;
  }

  private async portraitOf([first]: Picture[]): Promise<string> {
    if (!first) throw AppError.invalid('face.no_face', '没有照片。');
    const small = await sharp(first.bytes)
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
    { pictures, measured, portrait }: { pictures: Picture[]; measured: Measured; portrait: string },
  ): Promise<void> {
    const { embeddings, modelVersion } = measured;
    const doubt = await this.doubtOf(tx, actor, measured);
    const template = tx.manager.create(FaceTemplate, {
      id: newId(),
      personId: actor.personId,
      organisationId: actor.organisationId,
      consentId: consent.id,
      state: doubt ? 'in_review' : 'enrolled',
      embeddingsSealed: embeddings.length > 0 ? this.templates.sealEmbeddings(embeddings) : null,
      portraitSealed: portrait,
      modelVersion,
      reason: null,
      createdAt: tx.at,
      decidedAt: doubt ? null : tx.at,
      deletedAt: null,
    });
    await tx.manager.insert(FaceTemplate, template);
    for (const { file } of pictures)
      await this.frames.take(tx, { subjectId: template.id, direction: 'centre', file, analysis: null });
    await tx.audit('face.enrol', 'person', actor.personId, { state: template.state, modelVersion });
    if (doubt) await this.reviews.askAboutEnrolment(tx, template, doubt);
    else await this.frames.forget(tx, template.id);
  }

  /** A new enrolment beside one that works is always looked at: else whoever holds the phone could change whose face counts. */
  private async doubtOf(tx: Transaction, { personId }: Actor, measured: Measured): Promise<Doubt | null> {
    const found = await this.providers.enrolment.doubt(tx.manager, personId, measured);
    if (measured.doubt) return { reason: measured.doubt, otherPersonId: found?.otherPersonId ?? null };
    if (found?.otherPersonId) return found;
    const isRenewal = await tx.manager.existsBy(FaceTemplate, { personId, state: 'enrolled' });
    if (isRenewal)
      return { reason: '重新登记：请与原来的登记照片对照，确认是同一个人。', otherPersonId: null };
    return found;
  }
}

const nothing = { consent: null, enrolledAt: null, reason: null, renewal: null };

const renewalOf = ({ state, createdAt, reason }: FaceTemplate): Enrolment['renewal'] =>
  state === 'in_review' || state === 'refused' ? { state, at: createdAt, reason } : null;

const noConsent = () =>
  AppError.broken([{ code: 'face.no_consent', message: '请先阅读告知书并单独同意，再登记人脸。' }]);

const consentTooOld = {
  code: 'face.consent_text_changed',
  message: '人脸比对换了处理方式，告知书有更新。请在“我的人脸登记”重新阅读并同意，也可以改用不用人脸的方式。',
};

const consentNarrower = {
  code: 'face.consent_text_changed',
  message:
    '您同意的告知书还没有写到急修和困人救援。请在“我的人脸登记”重新阅读并同意，也可以改用不用人脸的方式。',
};

const other = '也可以改用不用人脸的方式，同样有效。';
const notEnrolled = {
  none: { code: 'face.not_enrolled', message: `您还没有登记人脸。请先登记，${other}` },
  in_review: { code: 'face.enrolment_in_review', message: `您的人脸登记还在核验。请稍后再试，${other}` },
  refused: { code: 'face.enrolment_refused', message: `您的人脸登记没有通过。请重新登记，${other}` },
  withdrawn: { code: 'face.withdrawn', message: `您已撤回人脸信息的同意。要用人脸核验请重新登记，${other}` },
};
