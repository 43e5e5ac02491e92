import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, MoreThan } from 'typeorm';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { ObjectDiffers, type ObjectStore } from '../adapters/object-store/port';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { OutboxEvent } from '../kernel/outbox-event.entity';
import { UnitOfWork } from '../kernel/unit-of-work';
import { FileBytes } from './file.bytes';
import { keepUntil } from './file.check';
import { StoredFile } from './stored-file.entity';

const pageSize = 20;
const single = { state: 'stored', isSealed: false, copiedAt: IsNull() };

/** How many files have one copy only, and since when the oldest of them; null: no second place is configured. */
export interface SingleCopies {
  files: number;
  oldestAt: number | null;
}

/** The second copy of every file but faces, which are kept as short and as seldom as can be. */
@Singleton()
export class FileCopies {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() stores: ObjectStores;
  @Inject() fileBytes: FileBytes;

  /** Copies one file; done already, deleted meanwhile or nowhere to copy to: nothing to do. */
  async copy(fileId: string, ctx: Ctx): Promise<void> {
    const { copy } = this.stores;
    const file = await this.database.writer.manager.findOneBy(StoredFile, { ...single, id: fileId });
    if (!file || !copy) return;
    try {
      await this.copyTo(copy, file, ctx);
    } catch (error) {
      const isFinal =
        error instanceof ObjectDiffers || (error instanceof AppError && error.kind !== 'unavailable');
      if (!isFinal) throw error;
      // Repeating makes nothing right again: it stays counted as having one copy, and an administrator looks.
      log.error('file.not_copied', { fileId: file.id }, error);
    }
  }

  private async copyTo(copy: ObjectStore, file: StoredFile, ctx: Ctx): Promise<void> {
    // Read with their hashes: what was replaced behind our back is not copied.
    const original = await this.fileBytes.original(file);
    const locked = { contentType: file.contentType, keepUntil: keepUntil(file.receivedAt ?? file.createdAt) };
    await copy.put(file.objectKey, original, locked);
    if (file.watermarkKey) {
      const shown = await this.fileBytes.watermarked(file);
      await copy.put(file.watermarkKey, shown, { contentType: 'image/jpeg' });
    }
    await this.work.run(ctx, async (tx) => {
      await tx.manager.update(StoredFile, { id: file.id }, { copiedAt: tx.at });
      await tx.audit('file.copied', 'file', file.id);
    });
  }

  /** The next few files with one copy after an id; the last id looked at, or null at the end. */
  async copySome(after: string, ctx: Ctx): Promise<string | null> {
    const found = await this.database.reader.manager.find(StoredFile, {
      select: { id: true },
      where: { ...single, id: MoreThan(after) },
      order: { id: 'ASC' },
      take: pageSize,
    });
    for (const { id } of found) await this.copy(id, ctx);
    return found.at(-1)?.id ?? null;
  }

  /** A second place configured later: what lies in the first one already is copied bit by bit. */
  async startBacklog(ctx: Ctx): Promise<void> {
    if (!this.stores.copy) return;
    const { manager } = this.database.reader;
    const underWay = await manager.existsBy(OutboxEvent, [
      { name: 'file.backlog', state: 'waiting' },
      { name: 'file.backlog', state: 'running' },
    ]);
    if (underWay || !(await manager.existsBy(StoredFile, single))) return;
    await this.work.run(ctx, (tx) => tx.emit('file.backlog', { after: '' }));
  }

  async singleCopies(): Promise<SingleCopies | null> {
    if (!this.stores.copy) return null;
    const { manager } = this.database.reader;
    const files = await manager.countBy(StoredFile, single);
    const oldest = await manager.findOne(StoredFile, { where: single, order: { receivedAt: 'ASC' } });
    return { files, oldestAt: oldest?.receivedAt ?? null };
  }
}
