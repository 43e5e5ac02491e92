import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { Clock } from '../kernel/clock';
import { UnitOfWork } from '../kernel/unit-of-work';
import { outcomeOf } from './engine/answered';
import type { CheckOrder, ErrorListOrder, OverviewOrder, StageOrder } from './engine/order';
import type { Ending } from './engine/stage.worker';
import type { TurnAnswer } from './engine/turn';
import type { Overview } from './import.reader';
import { refuseReading } from './reading/spreadsheet';

const readingMs = 60_000;
const errorListMs = 120_000;
const idleMs = 30_000;

/** The package's folder, which is further up once the sources are compiled. */
export function packageRoot(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === '@lifttrust/cloud') return folder;
  if (dirname(folder) === folder) throw new Error('The cloud package was not found above its own sources.');
  return packageRoot(dirname(folder));
}

const threads = (name: string, memoryMb: number, maxThreads: number): Piscina =>
  new Piscina({
    filename: join(packageRoot(__dirname), 'workers', 'import', 'main.cjs'),
    workerData: { entry: join(__dirname, 'engine', `${name}.worker${extname(__filename)}`) },
    minThreads: 0,
    maxThreads,
    maxQueue: 32,
    idleTimeout: idleMs,
    // A file that needs more is refused; the service itself does not notice.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
  });

/**
 * Tables are read, judged and written in worker threads, so that other requests have the main thread for themselves;
 * threads exist only while something is imported. Writing takes turns with everybody else (`UnitOfWork.lend`).
 */
@Singleton()
export class ImportThreads {
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  private reading: Piscina | undefined;
  private stages: Piscina | undefined;
  private stopping = false;

  /** Headings and size of a file that nobody knows yet. */
  async overview(file: OverviewOrder): Promise<Overview> {
    this.reading ??= threads('reading', 512, 1);
    const signal = AbortSignal.timeout(readingMs);
    try {
      const answer = await this.reading.run(file, {
        name: 'overview',
        signal,
        transferList: [file.bytes.buffer],
      });
      return outcomeOf<Overview>(answer);
    } catch (error) {
      if (error instanceof AppError) throw error;
      // Time over or memory full: whatever it is, it is no list of lifts.
      throw refuseReading('unsafe_archive');
    }
  }

  check(order: Omit<CheckOrder, 'port'>): Promise<Ending> {
    return this.stage('check', order, [order.file.bytes.buffer]);
  }

  commit(order: Omit<StageOrder, 'port'>): Promise<Ending> {
    return this.stage('commit', order, []);
  }

  async errorList(order: ErrorListOrder): Promise<Buffer> {
    const signal = AbortSignal.timeout(errorListMs);
    const options = { name: 'errors', signal, transferList: [order.file.bytes.buffer] };
    return Buffer.from(outcomeOf<Uint8Array>(await this.opened().run(order, options)));
  }

  private async stage(name: string, order: object, transferList: ArrayBuffer[]): Promise<Ending> {
    const { port1: mine, port2: port } = new MessageChannel();
    let over = false;
    let giveBack = () => {};
    const lend = () =>
      this.work.lend(
        () =>
          new Promise<void>((back) => {
            giveBack = back;
            // A worker that died while it waited must not keep the turn.
            if (over) return back();
            const answer: TurnAnswer = { go: !this.stopping, at: this.clock.now() };
            mine.postMessage(answer);
            if (this.stopping) back();
          }),
      );
    mine.on('message', (word: 'turn' | 'done') => {
      if (word === 'turn') void lend();
      else giveBack();
    });
    try {
      return await this.opened().run({ ...order, port }, { name, transferList: [port, ...transferList] });
    } finally {
      over = true;
      giveBack();
      mine.close();
    }
  }

  /** One thread for the run under way, one for an error list meanwhile. */
  private opened(): Piscina {
    this.stages ??= threads('stage', 768, 2);
    return this.stages;
  }

  /** Running stages end after their present chunk. */
  stop(): void {
    this.stopping = true;
  }

  @Destroy()
  async close(): Promise<void> {
    this.stop();
    await Promise.all([this.reading?.destroy(), this.stages?.destroy()]);
  }
}
