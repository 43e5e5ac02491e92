import { AsyncResource } from 'node:async_hooks';
import { dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ArchiveBuilder, ClaimLost } from './archive.builder';
import { Archive } from './archive.entity';
import { ArchivePlanner } from './archive.planner';
import { ArchivePrintAhead } from './archive.print-ahead';

const sweepMs = 60_000;
/** What a killed service has left is taken up soon after the start, not before requests are. */
const firstMs = 5_000;
/** Another process that has written nothing for so long no longer works on its package. */
const silentMs = 120_000;
const longestPauseMs = 600_000;

/**
 * Plans and prepares packages beside the requests, one after the other: those of a new month, supplementary ones, those
 * that a killed service has left, and those of another process that has fallen silent.
 */
@Singleton()
export class ArchiveRunner {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() archivePlanner: ArchivePlanner;
  @Inject() archiveBuilder: ArchiveBuilder;
  @Inject() archivePrintAhead: ArchivePrintAhead;

  // Made at the service's start: what runs in it belongs to no request.
  private readonly outside = new AsyncResource('ArchiveRunner');
  private timer: NodeJS.Timeout | undefined;
  private first: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private closed = false;
  private plannedOn = '';
  private readonly failures = new Map<string, { count: number; notBefore: number }>();

  start(): void {
    this.timer ??= setInterval(() => this.wake(), sweepMs);
    this.timer.unref();
    this.first ??= setTimeout(() => this.wake(), firstMs).unref();
  }

  /** Looks no more by itself; `run` still does what is due. */
  pause(): void {
    clearInterval(this.timer);
    clearTimeout(this.first);
    this.timer = undefined;
  }

  private wake(): void {
    if (this.closed) return;
    this.running ??= this.outside
      .runInAsyncScope(() => this.sweep())
      .catch((error) => log.error('archive.stopped', {}, error))
      .finally(() => {
        this.running = undefined;
      });
  }

  /** Looks once an hour of the clock for what is to be planned, and goes on with what is not ready. */
  private async sweep(): Promise<void> {
    const hour = `${dayOf(this.clock.now())} ${timeInWords(this.clock.now()).slice(0, 2)}`;
    if (this.plannedOn !== hour) await this.archivePlanner.plan();
    this.plannedOn = hour;
    await this.prepare();
    await this.archivePrintAhead.look(() => this.closed);
  }

  /** Plans now and prepares everything there is to prepare. */
  async run(): Promise<void> {
    await this.archivePlanner.plan();
    await this.prepare();
  }

  private async prepare(): Promise<void> {
    const unready = await this.database.reader.manager.find(Archive, {
      where: { state: 'preparing' },
      order: { id: 'ASC' },
    });
    for (const archive of unready) {
      if (this.closed) return;
      if (this.isDue(archive)) await this.carry(archive.id);
    }
  }

  private isDue({ id, claimId, progressAt }: Archive): boolean {
    const now = this.clock.now();
    if ((this.failures.get(id)?.notBefore ?? 0) > now) return false;
    return claimId === null || (progressAt ?? 0) < now - silentMs;
  }

  private async carry(archiveId: string): Promise<void> {
    const claimId = newId();
    try {
      const archive = await this.claim(archiveId, claimId);
      if (archive) await this.archiveBuilder.build(archive, claimId, () => this.closed);
      this.failures.delete(archiveId);
    } catch (error) {
      if (!(error instanceof ClaimLost)) this.postpone(archiveId, error);
    } finally {
      await this.release(archiveId, claimId);
    }
  }

  /** The package as it stands, if nobody else has taken it since it was looked at. */
  private async claim(archiveId: string, claimId: string): Promise<Archive | null> {
    const now = this.clock.now();
    return this.work.run(systemCtx(now, `archive-${archiveId}`), async (tx) => {
      const archive = await tx.manager.findOneBy(Archive, { id: archiveId, state: 'preparing' });
      if (!archive || !this.isDue(archive)) return null;
      const { parts } = archive;
      const claim = archive.claimId ?? undefined;
      const free = { id: archiveId, parts, state: 'preparing' as const };
      const taken = await tx.manager
        .createQueryBuilder()
        .update(Archive)
        .set({ claimId, progressAt: now })
        .where('id = :id AND parts = :parts AND state = :state', free)
        .andWhere(claim === undefined ? 'claim_id IS NULL' : 'claim_id = :claim', { claim })
        .execute();
      return taken.affected === 1 ? archive : null;
    });
  }

  /** What is not ready by now is for whoever looks next, without waiting until this process counts as silent. */
  private async release(archiveId: string, claimId: string): Promise<void> {
    const ctx = systemCtx(this.clock.now(), `archive-${archiveId}`);
    await this.work
      .run(ctx, (tx) => tx.manager.update(Archive, { id: archiveId, claimId }, { claimId: null }))
      .catch(() => undefined);
  }

  /** A store that is away, a full disk: what is written stays, and the rest is tried again. */
  private postpone(archiveId: string, error: unknown): void {
    const count = (this.failures.get(archiveId)?.count ?? 0) + 1;
    const pause = Math.min(longestPauseMs, 5000 * 2 ** count);
    this.failures.set(archiveId, { count, notBefore: this.clock.now() + pause });
    log.error('archive.interrupted', { archiveId, count }, error);
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.pause();
    await this.running;
  }
}
