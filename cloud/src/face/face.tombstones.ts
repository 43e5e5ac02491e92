import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { writeOnce } from '../kernel/write-once';
import { FaceDeletion, survivors } from './face.deletion';
import { FaceConsent } from './face-consent.entity';

const Tombstone = z.object({
  templateId: z.string(),
  personId: z.string(),
  at: z.number().int(),
  reason: z.enum(['withdrawn', 'left', 'replaced', 'refused']),
});
type Tombstone = z.infer<typeof Tombstone>;

const asked = 500;

/**
 * Tombstones lie as files beside the exported checkpoints, outside the database and outside its backups. Whoever
 * restores an older copy keeps that folder, and the service deletes again what had been deleted before it answers
 * anything.
 */
@Singleton()
export class FaceTombstones {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() database: Database;
  @Inject() deletion: FaceDeletion;

  @Init()
  open(): void {
    this.outbox.on('face.buried', (payload) => this.write(Tombstone.parse(payload)));
  }

  private get folder(): string {
    return join(env().checkpointDir, 'face-tombstones');
  }

  /** Once, whole, and never again: a repeated delivery finds the file there. */
  private async write(tombstone: Tombstone): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeOnce(join(this.folder, `${tombstone.templateId}.json`), `${JSON.stringify(tombstone)}\n`);
  }

  /** Before the first request: gives how many templates came back with an old copy and are gone again. */
  async obey(): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.flatMap((name) => /^(\w{26})\.json$/.exec(name)?.[1] ?? []);
    let found = 0;
    for (let at = 0; at < ids.length; at += asked) {
      const back = await survivors(this.database.reader.manager, ids.slice(at, at + asked));
      for (const { id } of back) await this.bury(await this.read(id));
      found += back.length;
    }
    if (found > 0) log.warn('face.tombstones_obeyed', { templates: found });
    return found;
  }

  private bury(tombstone: Tombstone): Promise<void> {
    const { templateId, personId, reason, at } = tombstone;
    return this.work.run(systemCtx(this.clock.now(), 'face-tombstones'), async (tx) => {
      await this.deletion.ofTemplate(tx, { id: templateId, personId }, reason, at);
      await this.deletion.closeReview(tx, templateId, reason);
      if (reason === 'withdrawn') await this.withdrawAgain(tx, tombstone);
      await tx.audit('face.tombstone_obeyed', 'person', personId, { templateId, reason, at });
    });
  }

  /** The old copy does not know of the withdrawal either; nobody is compared on a consent that was taken back. */
  private async withdrawAgain(tx: Transaction, { personId, at }: Tombstone): Promise<void> {
    const last = await tx.manager.findOne(FaceConsent, { where: { personId }, order: { id: 'DESC' } });
    if (last?.act !== 'given' || last.at > at) return;
    const { textVersion } = last;
    await tx.manager.insert(FaceConsent, { id: newId(), personId, act: 'withdrawn', textVersion, at });
  }

  private async read(templateId: string): Promise<Tombstone> {
    return Tombstone.parse(JSON.parse(await readFile(join(this.folder, `${templateId}.json`), 'utf8')));
  }
}
