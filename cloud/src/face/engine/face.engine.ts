import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameAnalysis } from '@lifttrust/shared-types/face/face.frame';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Destroy, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { env } from '../../kernel/env';
import { log } from '../../kernel/log';

const frameTimeoutMs = 20_000;
const waitingFrames = 64;
/** A worker holds about 200 MB of weights; between two shifts they need not lie in memory. */
const idleTimeoutMs = 300_000;

/** The package's folder, which is further up once the sources are compiled. */
function packageRoot(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === '@lifttrust/cloud') return folder;
  if (dirname(folder) === folder) throw new Error('The cloud package was not found above its own sources.');
  return packageRoot(dirname(folder));
}

/** Nobody is turned away because of us: whoever asks goes on with human review (FACE-07). */
const unavailable = () =>
  new AppError('unavailable', 'face.engine_unavailable', '人脸比对暂时不可用，照片将由人工核验。');

/** Face analysis on the service's own processors, in worker threads; weights come from installed packages. */
@Singleton()
export class FaceEngine {
  /** Threads to use; with none every check goes to human review. */
  workers: number | null = null;

  private pool: Piscina | undefined;

  get isAvailable(): boolean {
    return (this.workers ?? env().faceWorkers) > 0;
  }

  async analyse(jpeg: Uint8Array): Promise<FrameAnalysis> {
    const pool = this.opened();
    try {
      return await pool.run({ jpeg }, { name: 'analyse', signal: AbortSignal.timeout(frameTimeoutMs) });
    } catch (error) {
      // Full queue, time over, a worker that died: the frame is judged by a person instead.
      log.warn('face.engine_failed', {}, error);
      throw unavailable();
    }
  }

  /** Workers start with the first picture, so that the service answers at once after its own start. */
  private opened(): Piscina {
    if (!this.isAvailable) throw unavailable();
    this.pool ??= new Piscina({
      filename: join(packageRoot(__dirname), 'workers', 'face', 'analyse.cjs'),
      minThreads: 0,
      maxThreads: this.workers ?? env().faceWorkers,
      maxQueue: waitingFrames,
      idleTimeout: idleTimeoutMs,
    });
    return this.pool;
  }

  @Destroy()
  async close(): Promise<void> {
    const pool = this.pool;
    this.pool = undefined;
    await pool?.destroy();
  }
}
