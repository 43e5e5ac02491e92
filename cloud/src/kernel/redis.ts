import { Destroy, Init, Singleton } from '@midwayjs/core';
import Redis from 'ioredis';
import { env } from './env';
import { log } from './log';

const longestPauseMs = 1000;

/** What several processes of the service must know together and may forget: counters of limits. Never evidence. */
@Singleton()
export class SharedMemory {
  /** Null when LIFTTRUST_REDIS is not set: this process counts for itself. */
  client: Redis | null = null;
  private wasWell = true;

  @Init()
  open(): void {
    const { redis } = env();
    if (redis === '' || this.client) return;
    this.client = new Redis(redis, {
      // A request never waits for Redis: without it the process counts for itself.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      commandTimeout: 500,
      retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), longestPauseMs),
    });
    this.client.on('ready', () => this.say(true));
    // Without a listener the library prints the error itself, address included.
    this.client.on('error', (error) => this.say(false, error));
  }

  /** `none`: not configured. `well`: counting together. `away`: each process counts for itself meanwhile. */
  get state(): 'none' | 'well' | 'away' {
    if (!this.client) return 'none';
    return this.client.status === 'ready' ? 'well' : 'away';
  }

  @Destroy()
  close(): void {
    this.client?.disconnect();
  }

  private say(isWell: boolean, error?: unknown): void {
    if (isWell === this.wasWell) return;
    this.wasWell = isWell;
    if (isWell) log.info('redis.back');
    else log.warn('redis.away', {}, error);
  }
}
