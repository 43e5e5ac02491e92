import { extname, join } from 'node:path';
import { Destroy, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { packageRoot } from '../import/import.threads';
import type { NoticeOrder } from './notice.print.worker';

const idleMs = 30_000;

/** Notices are made in a thread that exists only while something is printed: calls for help never wait for a printer. */
@Singleton()
export class NoticePrintThreads {
  private threads: Piscina | undefined;

  async print(order: NoticeOrder): Promise<Buffer> {
    this.threads ??= new Piscina({
      filename: join(packageRoot(__dirname), 'workers', 'import', 'main.cjs'),
      workerData: { entry: join(__dirname, `notice.print.worker${extname(__filename)}`) },
      minThreads: 0,
      maxThreads: 1,
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
