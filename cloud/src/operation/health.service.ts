import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { CheckName } from '@lifttrust/shared-types/operation/operation.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { OutsideServices } from '../adapters/outside/outside-services';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { Requests } from '../kernel/requests';
import { LedgerSigner } from '../ledger/ledger.signer';
import { OperationQuery } from './operation.query';

// A load balancer asks several times a second from several places; the database is asked once.
const keptMs = 1000;
const checkTimeoutMs = 2000;
// Far above what an honest hiccup takes: taking the service away is worse than being late.
const latestCheckpointMs = 10 * 60_000;
const oldestEventMs = 15 * 60_000;

const words: Record<CheckName, string> = {
  not_stopping: '服务正在停止。',
  database: '数据库没有回答。',
  migrations: '数据库还没有升级到这个版本。',
  objects: '存放照片的地方用不了。',
  keys: '密钥读不出来。',
  checkpoints: '存证日志很久没有签发检查点。',
  outbox: '后台任务积压太久。',
};

/** Can this process do its work? Asked by load balancers and by the container's health check. */
@Singleton()
export class HealthService {
  @Inject() database: Database;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() ledgerSigner: LedgerSigner;
  @Inject() outside: OutsideServices;
  @Inject() requests: Requests;
  @Inject() operationQuery: OperationQuery;
  @Inject() stores: ObjectStores;

  private kept: { at: number; failing: Promise<CheckName[]> } | undefined;
  private told = '';

  private readonly checks: Record<CheckName, () => Promise<boolean>> = {
    not_stopping: async () => !this.requests.isClosing,
    database: () => this.operationQuery.answers(),
    migrations: () => this.operationQuery.isMigrated(),
    // A bucket that is away takes no more than uploads with it; its state stands among the outside services.
    objects: async () => {
      if (env().objects.kind === 'local') await this.stores.main.ready();
      return true;
    },
    keys: async () => this.areKeysUsable(),
    checkpoints: async () => (await this.operationQuery.unsignedAge(this.clock.now())) <= latestCheckpointMs,
    outbox: async () => (await this.operationQuery.outboxAge(this.clock.now())) <= oldestEventMs,
  };

  /** Throws 503 with one sentence for each thing that is missing. */
  async mustBeReady() {
    const failing = await this.failing();
    if (failing.length > 0) {
      const details = failing.map((name) => ({ code: `operation.${name}`, message: words[name] }));
      throw new AppError('unavailable', 'operation.not_ready', '服务暂时不能接收请求，请稍后再试。', details);
    }
    const outside = this.outside.all().map(({ name, state }) => ({ name, state }));
    return { ready: true as const, checks: Object.keys(this.checks) as CheckName[], outside };
  }

  /** What fails now, at most a second old; that the service is stopping is never late. */
  async failing(): Promise<CheckName[]> {
    const now = performance.now();
    if (!this.kept || now - this.kept.at > keptMs || this.requests.isClosing) {
      this.kept = { at: now, failing: this.ask() };
    }
    return this.kept.failing;
  }

  private async ask(): Promise<CheckName[]> {
    const names = Object.keys(this.checks) as CheckName[];
    const good = await Promise.all(names.map((name) => this.holds(name)));
    const failing = names.filter((_, index) => !good[index]);
    const text = failing.join(' ');
    if (text !== this.told) {
      this.told = text;
      if (failing.length > 0) log.warn('health.not_ready', { failing: text });
      else log.info('health.ready');
    }
    return failing;
  }

  private async holds(name: CheckName): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((done) => {
      timer = setTimeout(() => done(false), checkTimeoutMs);
    });
    try {
      return await Promise.race([this.checks[name](), late]);
    } catch (error) {
      log.warn('health.check_failed', { check: name }, error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private areKeysUsable(): boolean {
    const probe = 'health';
    const key = this.ledgerSigner.current();
    return this.cipher.decrypt(this.cipher.encrypt(probe)) === probe && key.sign(probe).length === 88;
  }
}
