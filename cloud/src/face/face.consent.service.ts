import type { Enrolment, faceApi, MyConsents } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { consentText, consentVersion, coversOtherWork, coversProvider } from './face.consent-text';
import { FaceDeletion } from './face.deletion';
import { EnrolmentService } from './face.enrolment.service';
import { storedOf } from './face.query';
import { frameDays } from './face.review-queue';
import { FaceConsent } from './face-consent.entity';
import { FaceTemplate } from './face-template.entity';

/** Consent comes before anything of a face is read, and ends it at once when withdrawn (FACE-03, FACE-13). */
@Singleton()
export class ConsentService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() database: Database;
  @Inject() deletion: FaceDeletion;
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
      const isEnough = before && coversProvider(before.textVersion) && coversOtherWork(before.textVersion);
      if (!isEnough) {
        const id = await this.note(tx, personId, 'given', consentVersion());
        // Who agrees to a new processor, or to further work, keeps the enrolment they have.
        if (before) await tx.manager.update(FaceTemplate, { consentId: before.id }, { consentId: id });
      }
      return this.enrolments.stateOf(tx.manager, personId);
    });
  }

  /** All a person is told about their own face: consent, what is kept, and what has been deleted. */
  async mine(ctx: Ctx): Promise<MyConsents> {
    const { personId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const given = await this.enrolments.currentConsent(manager, personId);
    const acts = await manager.find(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    const { kept, deletions } = await storedOf(manager, personId);
    const history = [
      ...acts.map(({ act, textVersion, at }) => ({
        act: act as 'given' | 'withdrawn',
        version: textVersion,
        at,
      })),
      ...deletions.map(({ at }) => ({ act: 'deleted' as const, version: '', at })),
    ].sort((one, other) => other.at - one.at);
    return {
      current: given && { version: given.textVersion, givenAt: given.at },
      text: this.text,
      kept,
      history,
    };
  }

  /** Immediate: nothing of the face is left in the live stores when the answer goes out (FACE-13). */
  async withdraw(ctx: Ctx): Promise<Enrolment> {
    const { personId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const given = await this.enrolments.currentConsent(tx.manager, personId);
      if (!given) throw AppError.conflict('face.no_consent', '您没有同意过处理人脸信息，不需要撤回。');
      await this.note(tx, personId, 'withdrawn', given.textVersion);
      await this.deletion.ofPerson(tx, personId, 'withdrawn');
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
}
