import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { Directories } from '../adapters/directory/directories';
import { log } from '../kernel/log';
import { DailyRound } from '../round/daily-round';
import { DirectoryApply } from './directory.apply';
import { DirectoryInbox } from './directory.inbox';
import { DirectoryLook } from './directory.look';
import { DirectoryPusher } from './directory.pusher';
import { DirectoryRealNames } from './directory.real-names';
import { DirectoryRemovals } from './directory.removals';
import { DirectorySyncs } from './directory.sync';

const pollMs = 1000;

/**
 * Everything about the address book that asks a network, outside every request and every transaction: events, pushes,
 * readings. The rows are the queue; this only wakes up and works.
 */
@Singleton()
export class DirectoryWorker {
  @Inject() directories: Directories;
  @Inject() inbox: DirectoryInbox;
  @Inject() look: DirectoryLook;
  @Inject() pusher: DirectoryPusher;
  @Inject() removals: DirectoryRemovals;
  @Inject() syncs: DirectorySyncs;
  @Inject() realNames: DirectoryRealNames;
  @Inject() apply: DirectoryApply;
  @Inject() dailyRound: DailyRound;

  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | undefined;
  /** Beside the rest: a reading takes minutes, an event must not wait for it. */
  private reading: Promise<unknown> | undefined;
  private closed = false;

  @Init()
  open(): void {
    this.inbox.whenSomethingCame(() => this.wake());
    this.dailyRound.on('directory.reconcile', async (tx) => {
      if (!this.directories.directory) return;
      await this.inbox.forget(tx);
      await this.syncs.ask(tx, 'reconcile', null);
    });
  }

  /** Without an address book there is nothing to wait for. */
  start(): void {
    if (!this.directories.directory) return;
    this.timer ??= setInterval(() => this.wake(), pollMs);
    this.timer.unref();
    this.wake();
  }

  wake(): void {
    if (this.closed || !this.timer) return;
    this.busy ??= this.work()
      .catch((error) => log.error('directory.work_failed', {}, error))
      .finally(() => {
        this.busy = undefined;
      });
    this.reading ??= this.syncs
      .goOn()
      .then((isRead) => this.realNames.goOn(isRead))
      .catch((error) => log.error('directory.sync_failed', {}, error))
      .finally(() => {
        this.reading = undefined;
      });
  }

  /** Works off all that is due, a reading included; tests wait for it. */
  async settle(): Promise<void> {
    await Promise.all([this.busy, this.reading]);
    await this.work();
    await this.realNames.goOn(await this.syncs.goOn());
    await this.work();
  }

  private async work(): Promise<void> {
    await this.look.settle();
    await this.apply.due(null);
    await this.pusher.settle();
    await this.removals.settle();
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all([this.busy, this.reading]);
  }
}
