import { z } from '@lifttrust/shared-types/kernel/zod';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Burials, Tombstones } from '../kernel/tombstones';
import type { Transaction } from '../kernel/unit-of-work';
import { FaceDeletion, survivors } from './face.deletion';
import { FaceConsent } from './face-consent.entity';

const Tombstone = z.object({
  templateId: z.string(),
  personId: z.string(),
  at: z.number().int(),
  reason: z.enum(['withdrawn', 'left', 'replaced', 'refused']),
});
type Tombstone = z.infer<typeof Tombstone>;

/** Face templates that were deleted stay deleted (FACE-13). */
@Singleton()
export class FaceTombstones implements Burials<Tombstone> {
  @Inject() outbox: Outbox;
  @Inject() tombstones: Tombstones;
  @Inject() deletion: FaceDeletion;

  readonly kind = 'face';
  readonly shape = Tombstone;

  @Init()
  open(): void {
    this.tombstones.register(this);
    this.outbox.on('face.buried', (payload) =>
      this.tombstones.write<Tombstone>(this, Tombstone.parse(payload)),
    );
  }

  idOf = ({ templateId }: Tombstone): string => templateId;

  async survivors(manager: EntityManager, tombstones: readonly Tombstone[]): Promise<Tombstone[]> {
    const ids = tombstones.map(({ templateId }) => templateId);
    const back = new Set((await survivors(manager, ids)).map(({ id }) => id));
    return tombstones.filter(({ templateId }) => back.has(templateId));
  }

  async bury(tx: Transaction, tombstone: Tombstone): Promise<void> {
    const { templateId, personId, reason, at } = tombstone;
    await this.deletion.ofTemplate(tx, { id: templateId, personId }, reason, at);
    await this.deletion.closeReview(tx, templateId, reason);
    if (reason === 'withdrawn') await this.withdrawAgain(tx, tombstone);
    await tx.audit('face.tombstone_obeyed', 'person', personId, { templateId, reason, at });
  }

  /** The old copy does not know of the withdrawal either; nobody is compared on a consent that was taken back. */
  private async withdrawAgain(tx: Transaction, { personId, at }: Tombstone): Promise<void> {
    const last = await tx.manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    if (last?.act !== 'given' || last.at > at) return;
    const { textVersion } = last;
    await tx.manager.insert(FaceConsent, { id: newId(), personId, act: 'withdrawn', textVersion, at });
  }
}
