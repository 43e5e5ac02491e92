import { z } from '@lifttrust/shared-types/kernel/zod';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { Outbox } from '../kernel/outbox';
import { type Burials, Tombstones } from '../kernel/tombstones';
import type { Transaction } from '../kernel/unit-of-work';
import { StoredFile } from './stored-file.entity';

const Tombstone = z.object({ fileId: z.string(), at: z.number().int(), keys: z.array(z.string()) });
type Tombstone = z.infer<typeof Tombstone>;

/** Scans of people's papers that were deleted stay deleted; backups drop the objects by the same tombstones. */
@Singleton()
export class FileTombstones implements Burials<Tombstone> {
  @Inject() outbox: Outbox;
  @Inject() tombstones: Tombstones;

  readonly kind = 'file';
  readonly shape = Tombstone;

  @Init()
  open(): void {
    this.tombstones.register(this);
    this.outbox.on('file.buried', (payload) =>
      this.tombstones.write<Tombstone>(this, Tombstone.parse(payload)),
    );
  }

  idOf = ({ fileId }: Tombstone): string => fileId;

  async survivors(manager: EntityManager, tombstones: readonly Tombstone[]): Promise<Tombstone[]> {
    const ids = tombstones.map(({ fileId }) => fileId);
    const back = await manager.findBy(StoredFile, { id: In(ids), state: In(['announced', 'stored']) });
    const living = new Set(back.map(({ id }) => id));
    return tombstones.filter(({ fileId }) => living.has(fileId));
  }

  async bury(tx: Transaction, { fileId, at, keys }: Tombstone): Promise<void> {
    await tx.manager.update(StoredFile, { id: fileId }, { state: 'deleted' });
    await tx.emit('file.gone', { keys });
    await tx.audit('file.tombstone_obeyed', 'file', fileId, { at });
  }
}
