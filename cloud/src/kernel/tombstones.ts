import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { systemCtx } from './actor';
import { Clock } from './clock';
import { Database } from './database';
import { env } from './env';
import { log } from './log';
import { type Transaction, UnitOfWork } from './unit-of-work';
import { writeOnce } from './write-once';

/** One kind of personal data that was deleted for good, and how it is deleted again. */
export interface Burials<T> {
  /** Name of the folder: `<kind>-tombstones`. */
  kind: string;
  shape: z.ZodType<T>;
  /** Name of the file; never says anything about a person but their id. */
  idOf(tombstone: T): string;
  /** Those that live although they were deleted: only in a database restored from an older copy. */
  survivors(manager: EntityManager, tombstones: readonly T[]): Promise<T[]>;
  /** Deletes again, with what belongs to it, and leaves an audit row. */
  bury(tx: Transaction, tombstone: T): Promise<void>;
}

interface Kind {
  obey(): Promise<number>;
}

const asked = 500;

/**
 * Tombstones lie as files beside the exported checkpoints, outside the database, and every backup run carries them to
 * every backup place (docs/adr/0028). Whoever restores an older copy gets them back with it, and the service deletes
 * again what had been deleted before it answers anything.
 * @basis 个人信息保护法 第四十七条 (FACE-13)
 */
@Singleton()
export class Tombstones {
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() database: Database;

  private readonly kinds = new Map<string, Kind>();

  register<T>(burials: Burials<T>): void {
    this.kinds.set(burials.kind, { obey: () => this.obeyOf(burials) });
  }

  /** Once, whole, and never again: a repeated delivery finds the file there. */
  async write<T>({ kind, idOf }: Burials<T>, tombstone: T): Promise<void> {
    const folder = folderOf(kind);
    await mkdir(folder, { recursive: true });
    await writeOnce(join(folder, `${idOf(tombstone)}.json`), `${JSON.stringify(tombstone)}\n`);
  }

  /** Before the first request: gives how many things came back with an old copy and are gone again. */
  async obey(): Promise<number> {
    let found = 0;
    for (const [kind, { obey }] of this.kinds) {
      const again = await obey();
      if (again > 0) log.warn('tombstones.obeyed', { kind, number: again });
      found += again;
    }
    return found;
  }

  private async obeyOf<T>(burials: Burials<T>): Promise<number> {
    const folder = folderOf(burials.kind);
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    let found = 0;
    for (let at = 0; at < names.length; at += asked) {
      const tombstones = await Promise.all(
        names
          .slice(at, at + asked)
          .map(async (name) => burials.shape.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
      );
      const back = await burials.survivors(this.database.reader.manager, tombstones);
      for (const tombstone of back)
        await this.work.run(systemCtx(this.clock.now(), 'tombstones'), (tx) => burials.bury(tx, tombstone));
      found += back.length;
    }
    return found;
  }
}

const folderOf = (kind: string): string => join(env().checkpointDir, `${kind}-tombstones`);
