import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Destroy, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { packageRoot } from '../import/import.threads';
import type { PrintOrder } from './archive.print.worker';

const idleMs = 30_000;
/** One processor is left to requests. */
export const printers = Math.max(1, Math.min(4, availableParallelism() - 1));

/** Prints for packages are made in threads of low priority, which exist only while something is printed. */
@Singleton()
export class ArchivePrintThreads {
  private threads: Piscina | undefined;

  async print(order: PrintOrder): Promise<Buffer> {
    this.threads ??= new Piscina({
      filename: join(packageRoot(__dirname), 'workers', 'import', 'main.cjs'),
      workerData: { entry: join(__dirname, `archive.print.worker${extname(__filename)}`) },
      minThreads: 0,
      maxThreads: printers,
      idleTimeout: idleMs,
    });
    const bytes: Uint8Array = await this.threads.run(order, { name: 'print' });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  @Destroy()
  async close(): Promise<void> {
    await this.threads?.destroy();
  }
}
