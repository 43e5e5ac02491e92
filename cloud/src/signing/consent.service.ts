import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import type { SilenceConsent } from '@lifttrust/shared-types/signing/signing.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { personNames } from '../person/person-names.query';
import { SilenceConsentRow } from './silence-consent.entity';

/** An owner's word that silence may confirm: given in the client, revocable for what is completed later (SIG-04). */
@Singleton()
export class SilenceConsentService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;

  async show(ctx: Ctx, manager = this.database.reader.manager): Promise<SilenceConsent> {
    const { organisationId } = requireActor(ctx);
    const rows = await this.ofOwner(manager, organisationId);
    const nameOf = await personNames(
      manager,
      rows.map(({ personId }) => personId),
    );
    const history = rows.map(({ textVersion, personId, givenAt, withdrawnAt }) => ({
      ...{ version: textVersion, by: nameOf(personId), givenAt, withdrawnAt },
    }));
    const standing = history.find(({ withdrawnAt }) => withdrawnAt === null) ?? null;
    const { version, title, paragraphs } = silenceConsent;
    return { standing, history, text: { version, title, paragraphs: [...paragraphs] } };
  }

  /** Newest first. */
  ofOwner(manager: EntityManager, ownerId: string): Promise<SilenceConsentRow[]> {
    return manager.find(SilenceConsentRow, { where: { ownerId }, order: { id: 'DESC' } });
  }

  /** @throws conflict `signing.already_agreed`, `signing.text_changed` */
  async give(textVersion: string, ctx: Ctx): Promise<SilenceConsent> {
    const { organisationId: ownerId, personId } = requireActor(ctx);
    if (textVersion !== silenceConsent.version)
      throw AppError.conflict('signing.text_changed', '同意书文本已更新，请重新阅读后再同意。');
    return this.work.run(ctx, async (tx) => {
      const id = newId();
      const open = { withdrawnAt: null, withdrawnBy: null, standing: ownerId };
      try {
        await tx.manager.insert(SilenceConsentRow, {
          ...{ id, ownerId, personId, textVersion, givenAt: tx.at },
          ...open,
        });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw AppError.conflict('signing.already_agreed', '本单位已经同意过了，请刷新查看。');
      }
      await tx.audit('signing.consent_given', 'organisation', ownerId, { textVersion });
      return this.show(ctx, tx.manager);
    });
  }

  /** @throws conflict `signing.not_agreed` */
  async withdraw(ctx: Ctx): Promise<SilenceConsent> {
    const { organisationId: ownerId, personId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const over = { withdrawnAt: tx.at, withdrawnBy: personId, standing: null };
      const { affected } = await tx.manager.update(SilenceConsentRow, { standing: ownerId }, over);
      if (affected !== 1) throw AppError.conflict('signing.not_agreed', '本单位没有生效的同意，不用撤回。');
      await tx.audit('signing.consent_withdrawn', 'organisation', ownerId);
      return this.show(ctx, tx.manager);
    });
  }
}
