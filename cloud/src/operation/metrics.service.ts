import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CheckName } from '@lifttrust/shared-types/operation/operation.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { OutsideServices } from '../adapters/outside/outside-services';
import { FileCopies } from '../file/file.copies';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { SharedMemory } from '../kernel/redis';
import { Requests } from '../kernel/requests';
import { LiveSockets } from '../live/live.sockets';
import { BackupQuery } from './backup.query';
import { HealthService } from './health.service';
import { OperationQuery } from './operation.query';
import { poolUse } from './pool-use';

// Around the promises that are kept: a scan page in milliseconds, a submission in tenths of a second.
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const states = ['well', 'resting', 'trying'] as const;
const seconds = (ms: number) => ms / 1000;

/**
 * What Prometheus reads (docs/operations.md names every metric). Labels come from fixed lists only: endpoint
 * templates, statuses, names of outside services. No label ever holds a person, a lift or an address.
 */
@Singleton()
export class MetricsService {
  @Inject() requests: Requests;
  @Inject() outside: OutsideServices;
  @Inject() database: Database;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() sharedMemory: SharedMemory;
  @Inject() liveSockets: LiveSockets;
  @Inject() healthService: HealthService;
  @Inject() operationQuery: OperationQuery;
  @Inject() fileCopies: FileCopies;
  @Inject() backupQuery: BackupQuery;

  private registry: Registry | undefined;

  /** Measuring begins when somebody will read it. */
  open(): void {
    if (this.registry) return;
    this.registry = new Registry();
    collectDefaultMetrics({ register: this.registry });
    this.watchRequests(this.registry);
  }

  get contentType(): string {
    return Registry.PROMETHEUS_CONTENT_TYPE;
  }

  /** All metrics as text; what cannot be read now is left out, the rest is told. */
  async text(): Promise<string> {
    if (!this.registry) this.open();
    const readings = new Registry();
    const parts = [this.ofDatabase, this.ofLedger, this.ofQueues, this.ofOutside, this.ofProcess];
    for (const part of parts) {
      try {
        await part.call(this, readings);
      } catch (error) {
        log.warn('metrics.part_failed', {}, error);
      }
    }
    return [await this.registry?.metrics(), await readings.metrics()].join('\n');
  }

  private watchRequests(register: Registry): void {
    const duration = new Histogram({
      name: 'lifttrust_http_request_duration_seconds',
      help: 'Duration of requests by endpoint template; its count is the number of requests.',
      labelNames: ['method', 'endpoint', 'status'],
      buckets,
      registers: [register],
    });
    const cut = new Gauge({
      name: 'lifttrust_http_requests_cut',
      help: 'Requests whose connection ended before the answer was whole.',
      registers: [register],
    });
    this.requests.onFinished(({ method, endpoint, status, seconds: took, isCut }) => {
      // A method of somebody's own invention would be a label of its own.
      const known = endpoint === 'unknown' ? 'any' : method;
      duration.observe({ method: known, endpoint, status: String(status) }, took);
      if (isCut) cut.inc();
    });
  }

  private async ofDatabase(register: Registry): Promise<void> {
    const use = poolUse(this.database.writer);
    if (!use) return;
    const gauge = labelled(register, 'lifttrust_database_connections', 'Connections of the pool.', ['state']);
    gauge.set({ state: 'open' }, use.open);
    gauge.set({ state: 'free' }, use.free);
    gauge.set({ state: 'limit' }, use.limit);
    plain(register, 'lifttrust_database_waiting', 'Statements that wait for a connection.').set(use.waiting);
  }

  private async ofLedger(register: Registry): Promise<void> {
    const { size, unsigned, signedAt } = await this.operationQuery.ledger();
    const now = this.clock.now();
    plain(register, 'lifttrust_ledger_entries', 'Entries of the log.').set(size);
    plain(register, 'lifttrust_ledger_unsigned_entries', 'Entries that no checkpoint covers yet.').set(
      unsigned,
    );
    plain(register, 'lifttrust_ledger_unsigned_age_seconds', 'Age of the oldest of these.').set(
      seconds(await this.operationQuery.unsignedAge(now)),
    );
    plain(
      register,
      'lifttrust_checkpoint_age_seconds',
      'Age of the newest checkpoint; 0: there is none.',
    ).set(signedAt === 0 ? 0 : seconds(now - signedAt));
  }

  private async ofQueues(register: Registry): Promise<void> {
    const backlog = await this.operationQuery.backlog();
    const events = labelled(register, 'lifttrust_outbox_events', 'Events not yet delivered.', ['state']);
    for (const [state, count] of Object.entries(backlog)) events.set({ state }, count);
    plain(register, 'lifttrust_outbox_age_seconds', 'How long the most overdue event has been waiting.').set(
      seconds(await this.operationQuery.outboxAge(this.clock.now())),
    );
    const reviews = 'Cases that wait for a person’s decision on identity.';
    plain(register, 'lifttrust_face_reviews_waiting', reviews).set(
      await this.operationQuery.reviewsWaiting(),
    );
    plain(register, 'lifttrust_deliveries_waiting', 'Text messages and calls that wait to be sent.').set(
      await this.operationQuery.deliveriesWaiting(),
    );
    const now = this.clock.now();
    for (const kind of ['backup', 'drill'] as const) {
      const last = await this.backupQuery.last(kind);
      plain(
        register,
        `lifttrust_${kind}_age_seconds`,
        `Age of the last good ${kind}; -1: there is none.`,
      ).set(last ? seconds(now - last.at) : -1);
    }
    const single = await this.fileCopies.singleCopies();
    if (!single) return;
    plain(register, 'lifttrust_files_without_copy', 'Files with one copy only.').set(single.files);
    plain(register, 'lifttrust_files_without_copy_age_seconds', 'Since when the oldest of these waits.').set(
      single.oldestAt === null ? 0 : seconds(this.clock.now() - single.oldestAt),
    );
  }

  private async ofOutside(register: Registry): Promise<void> {
    const state = labelled(
      register,
      'lifttrust_outside_state',
      'State of an outside service (1: this one).',
      ['service', 'state'],
    );
    const calls = labelled(register, 'lifttrust_outside_calls', 'Calls since the start by how they ended.', [
      'service',
      'end',
    ]);
    for (const service of this.outside.all()) {
      for (const name of states)
        state.set({ service: service.name, state: name }, Number(service.state === name));
      for (const [end, count] of Object.entries(service.counts))
        calls.set({ service: service.name, end }, count);
    }
  }

  private async ofProcess(register: Registry): Promise<void> {
    plain(register, 'lifttrust_http_requests_under_way', 'Requests under way.').set(this.requests.underWay);
    plain(register, 'lifttrust_live_sockets', 'Sockets that stand open for news.').set(this.liveSockets.open);
    plain(
      register,
      'lifttrust_live_sockets_dropped',
      'Sockets dropped since the start: nobody read them.',
    ).set(this.liveSockets.dropped);
    const redis = labelled(register, 'lifttrust_redis_state', 'State of Redis (1: this one).', ['state']);
    for (const state of ['none', 'well', 'away'])
      redis.set({ state }, Number(this.sharedMemory.state === state));
    plain(register, 'lifttrust_data_key_version', 'Version of the key that encrypts now.').set(
      this.cipher.newestVersion,
    );
    const failing = await this.healthService.failing();
    const checks = labelled(register, 'lifttrust_check_good', 'Readiness by check (1: good).', ['check']);
    for (const check of CheckName.options) checks.set({ check }, Number(!failing.includes(check)));
    const free = labelled(register, 'lifttrust_disk_free_bytes', 'Free space where something is written.', [
      'place',
    ]);
    const places = { data: env().dataDir, keys: env().keyDir, checkpoints: env().checkpointDir };
    for (const [place, path] of Object.entries(places)) {
      const disk = await statfs(path).catch(() => statfs(dirname(path)).catch(() => null));
      if (disk) free.set({ place }, disk.bavail * disk.bsize);
    }
  }
}

const plain = (register: Registry, name: string, help: string) =>
  new Gauge({ name, help, registers: [register] });

const labelled = <L extends string>(register: Registry, name: string, help: string, labelNames: L[]) =>
  new Gauge<L>({ name, help, labelNames, registers: [register] });
