import { Init, Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { FileCopies } from './file.copies';
import { StoredFile } from './stored-file.entity';

type Payload = Record<string, unknown>;

const firstPauseMs = 2000;
const longestPauseMs = 10 * 60_000;

/**
 * What follows a stored or deleted file at its object store. A store may be away for days, and neither a second copy nor
 * a deletion may be given up: a duty that fails is put off as a new event, again and again.
 */
@Singleton()
export class FileJobs {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() database: Database;
  @Inject() stores: ObjectStores;
  @Inject() fileCopies: FileCopies;

  @Init()
  open(): void {
    this.untilDone('file.stored', ({ fileId }, ctx) => this.fileCopies.copy(String(fileId), ctx));
    this.untilDone('file.gone', (payload) => this.remove(payload));
    this.untilDone('file.backlog', async ({ after }, ctx) => {
      const last = await this.fileCopies.copySome(String(after), ctx);
      if (last) await this.work.run(ctx, (tx) => tx.emit('file.backlog', { after: last }));
    });
  }

  /** Once the service is ready. */
  start(): Promise<void> {
    return this.fileCopies.startBacklog(systemCtx(this.clock.now()));
  }

  private untilDone(name: string, duty: (payload: Payload, ctx: Ctx) => Promise<void>): void {
    this.outbox.on(name, async (payload, ctx) => {
      try {
        await duty(payload, ctx);
      } catch (error) {
        const tries = Number(payload.tries ?? 0) + 1;
        const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** tries);
        log.warn('file.put_off', { duty: name, tries }, error);
        await this.work.run(ctx, (tx) => tx.emit(name, { ...payload, tries }, ctx.at + pause));
      }
    });
  }

  /** Objects that have served their turn; an upload that was renewed meanwhile has a later event of its own. */
  private async remove({ keys, fileId, until }: Payload): Promise<void> {
    if (typeof fileId === 'string') {
      const file = await this.database.reader.manager.findOneBy(StoredFile, { id: fileId });
      if (file?.state === 'announced' && Number(file.uploadUntil) > Number(until)) return;
    }
    for (const key of Array.isArray(keys) ? keys : []) await this.stores.main.remove(String(key));
  }
}
