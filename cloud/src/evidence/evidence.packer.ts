import { AsyncResource } from 'node:async_hooks';
import { Inject, Singleton } from '@midwayjs/core';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { CallUpRow } from './call-up.entity';
import { EvidenceFile } from './evidence.file';

const sweepMs = 30_000;
const firstMs = 5_000;
/** Another process that has written nothing for so long no longer works on its file. */
const silentMs = 120_000;
const mostTries = 8;

/** Makes evidence files beside the requests, one after the other; what a killed service has left is begun anew. */
@Singleton()
export class EvidencePacker {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() evidenceFile: EvidenceFile;

  // Made at the service's start: what runs in it belongs to no request.
  private readonly outside = new AsyncResource('EvidencePacker');
  private timer: NodeJS.Timeout | undefined;
  private first: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private paused = false;
  private closed = false;

  start(): void {
    this.timer ??= setInterval(() => this.wake(), sweepMs);
    this.timer.unref();
    this.first ??= setTimeout(() => this.wake(), firstMs).unref();
  }

  /** Works no more by itself; `run` still does what is due. */
  pause(): void {
    this.paused = true;
  }

  /** Something was called up, or some time has passed. */
  wake(): void {
    if (this.closed || this.paused) return;
    this.run().catch((error) => log.error('evidence.packer_stopped', {}, error));
  }

  /** Prepares everything there is to prepare. */
  run(): Promise<void> {
    const turn = this.running.then(() => this.outside.runInAsyncScope(() => this.prepare()));
    this.running = turn.catch(() => undefined);
    return turn;
  }

  private async prepare(): Promise<void> {
    const waiting = await this.database.reader.manager.find(CallUpRow, {
      where: { state: 'preparing' },
      order: { id: 'ASC' },
    });
    for (const row of waiting) if (!this.closed && this.isFree(row)) await this.carry(row);
  }

  private isFree({ claimId, progressAt, tries }: CallUpRow): boolean {
    const now = this.clock.now();
    const since = now - (progressAt ?? 0);
    return claimId === null ? tries === 0 || since > sweepMs * tries : since > silentMs;
  }

  private async carry(row: CallUpRow): Promise<void> {
    const claimId = newId();
    if (!(await this.claim(row, claimId))) return;
    try {
      await this.evidenceFile.make({ ...row, claimId }, () => this.closed);
    } catch (error) {
      log.error('evidence.not_packed', { callUpId: row.id, tries: row.tries + 1 }, error);
      const state = row.tries + 1 >= mostTries ? 'failed' : 'preparing';
      await this.release(row.id, claimId, { state, tries: row.tries + 1 });
    }
    if (this.closed) await this.release(row.id, claimId, {});
  }

  private claim({ id, claimId: before }: CallUpRow, claimId: string): Promise<boolean> {
    return this.work.run(this.ctx(), async (tx) => {
      const taken = await tx.manager
        .createQueryBuilder()
        .update(CallUpRow)
        .set({ claimId, progressAt: tx.at })
        .where("id = :id AND state = 'preparing'", { id })
        .andWhere(before === null ? 'claim_id IS NULL' : 'claim_id = :before', { before })
        .execute();
      return taken.affected === 1;
    });
  }

  private async release(id: string, claimId: string, change: Partial<CallUpRow>): Promise<void> {
    await this.work
      .run(this.ctx(), (tx) =>
        tx.manager.update(CallUpRow, { id, claimId, state: 'preparing' }, { ...change, claimId: null }),
      )
      .catch(() => undefined);
  }

  private ctx() {
    return systemCtx(this.clock.now(), 'evidence-packer');
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    clearTimeout(this.first);
    await this.running;
  }
}
