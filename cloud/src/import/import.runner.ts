import { AsyncResource } from 'node:async_hooks';
import { Separator, TextEncoding } from '@lifttrust/shared-types/import/import.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import type { FileToRead } from './engine/order';
import type { Ending } from './engine/stage.worker';
import { ImportThreads } from './import.threads';
import { ImportRun } from './import-run.entity';

const sweepMs = 10_000;
/** Another process that has been silent for so long no longer works on its run. */
const silentMs = 30_000;
const longestPauseMs = 30_000;
const checkAttempts = 3;

/** The bytes of a table in a buffer of their own, which can change hands between threads without a copy. */
export function fileToRead(bytes: Buffer, encoding: string | null, separator: string | null): FileToRead {
  const { buffer, byteOffset, byteLength } = bytes;
  const owns = buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength;
  return {
    bytes: owns ? new Uint8Array(buffer) : new Uint8Array(bytes),
    encoding: TextEncoding.safeParse(encoding).data ?? null,
    separator: Separator.safeParse(separator).data ?? null,
  };
}

/**
 * Goes on with every run that is being checked or committed, one at a time: those just commanded, those a killed
 * service has left, and those of another process that has fallen silent.
 */
@Singleton()
export class ImportRunner {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() importThreads: ImportThreads;

  // Made at the service's start: what runs in it belongs to no request, whoever woke it.
  private readonly outside = new AsyncResource('ImportRunner');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;
  private readonly mine = new Set<string>();
  private readonly failures = new Map<string, { count: number; notBefore: number }>();

  get databaseAddress(): string {
    return env().database;
  }

  /** At the service's start: whatever is unfinished is taken up, however recently it moved. */
  async start(): Promise<void> {
    for (const { id } of await this.unfinished()) this.mine.add(id);
    this.timer ??= setInterval(() => this.wake(), sweepMs);
    this.wake();
  }

  /** A stage has been commanded, and the command is committed. */
  take(importId: string): void {
    this.mine.add(importId);
    this.failures.delete(importId);
    this.wake();
  }

  wake(): void {
    if (this.closed) return;
    this.again = true;
    this.running ??= this.outside
      .runInAsyncScope(() => this.drain())
      .catch((error) => log.error('import.stopped', {}, error))
      .finally(() => {
        this.running = undefined;
      });
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.importThreads.stop();
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      for (const run of await this.unfinished()) {
        if (this.closed) return;
        if (this.isDue(run)) await this.carry(run);
      }
    }
  }

  private unfinished(): Promise<ImportRun[]> {
    const states = In(['checking', 'committing']);
    return this.database.reader.manager.find(ImportRun, { where: { state: states }, order: { id: 'ASC' } });
  }

  private isDue(run: ImportRun): boolean {
    const now = this.clock.now();
    if ((this.failures.get(run.id)?.notBefore ?? 0) > now) return false;
    return this.mine.has(run.id) || (run.progressAt ?? 0) < now - silentMs;
  }

  private async carry(run: ImportRun): Promise<void> {
    // Before and not after it: the next command may come before this one has quite ended.
    this.mine.delete(run.id);
    try {
      const stageId = await this.claim(run);
      if (stageId) await this.onThread(run, stageId);
      this.failures.delete(run.id);
    } catch (error) {
      this.mine.add(run.id);
      await this.postpone(run, error);
    }
  }

  private async claim(run: ImportRun): Promise<string | null> {
    const stageId = newId();
    const now = this.clock.now();
    const begin = run.state === 'checking' ? { done: 0, pacedDone: 0 } : { pacedDone: run.done };
    const ctx = systemCtx(now, `import-${run.id}`.slice(0, 40));
    const held = await this.work.run(ctx, (tx) =>
      tx.manager.update(
        ImportRun,
        { id: run.id, state: run.state, stageId: run.stageId ?? '' },
        { stageId, pacedFrom: now, progressAt: now, ...begin },
      ),
    );
    return held.affected === 1 ? stageId : null;
  }

  private async onThread(run: ImportRun, stageId: string): Promise<Ending> {
    const { parameters } = this.cityService;
    const order = {
      ...{ database: this.databaseAddress, keyDir: env().keyDir },
      ...{ parameters, importId: run.id, stageId },
    };
    if (run.state === 'committing') return this.importThreads.commit(order);
    const bytes = await this.fileService.readBytes(run.fileId);
    const file = fileToRead(bytes, run.encoding, run.separator);
    return this.importThreads.check({ ...order, file, today: dayOf(this.clock.now()) });
  }

  /** A database that is away, a full disk: what is committed stays, and the run is tried again. */
  private async postpone(run: ImportRun, error: unknown): Promise<void> {
    const count = (this.failures.get(run.id)?.count ?? 0) + 1;
    const pause = Math.min(longestPauseMs, 500 * 2 ** count);
    this.failures.set(run.id, { count, notBefore: this.clock.now() + pause });
    log.error('import.interrupted', { importId: run.id, count }, error);
    if (!this.closed) setTimeout(() => this.wake(), pause + 10).unref();
    if (run.state !== 'checking' || count < checkAttempts) return;
    const problem = '核对没有完成，台账没有改动。请稍后再核对一次；仍不行请把表格另存为新的 .xlsx 再上传。';
    const ctx = systemCtx(this.clock.now(), `import-${run.id}`.slice(0, 40));
    await this.work
      .run(ctx, (tx) =>
        tx.manager.update(
          ImportRun,
          { id: run.id, state: 'checking' },
          { state: 'mapping', stageId: null, problem },
        ),
      )
      .catch(() => undefined);
  }
}
