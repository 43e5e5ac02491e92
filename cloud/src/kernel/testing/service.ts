import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type IMidwayContainer, MidwayDefinitionNotFoundError } from '@midwayjs/core';
import { type Application, Framework } from '@midwayjs/koa';
import { close, createApp } from '@midwayjs/mock';
import { ArchiveRunner } from '../../archive/archive.runner';
import { MainConfiguration } from '../../configuration';
import { EvidencePacker } from '../../evidence/evidence.packer';
import { LiveSockets } from '../../live/live.sockets';
import { RescueClock } from '../../rescue/rescue.clock';
import { DailyRound } from '../../round/daily-round';
import { SessionOpener } from '../../session/session.opener';
import { systemCtx } from '../actor';
import { Clock } from '../clock';
import { readEnv, useEnv } from '../env';
import { UnitOfWork } from '../unit-of-work';
import { type Answer, type Caller, callAt } from './call-at';
import { dropMariadb } from './fresh-database';
import { migratedMariadb, migratedSqlite } from './migrated-database';

export type { Answer } from './call-at';

const appDir = join(__dirname, '..', '..', '..');

export class TestService {
  constructor(
    private readonly app: Application,
    private readonly server: Server,
    readonly folder: string,
    readonly databaseAddress: string,
  ) {}

  get container(): IMidwayContainer {
    return this.app.getApplicationContext();
  }

  get url(): string {
    const address = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  /** Also finds classes outside the service's own folder, such as the demo district's. */
  async get<T>(type: new () => T): Promise<T> {
    try {
      return await this.container.getAsync(type);
    } catch (error) {
      if (!(error instanceof MidwayDefinitionNotFoundError)) throw error;
      this.container.bindClass(type);
      return this.container.getAsync(type);
    }
  }

  /** Signs a person in on a device, as their platform and their second factor would. */
  async signIn(personId: string, deviceId = `device-${personId}`): Promise<string> {
    const [sessions, work, clock] = [
      await this.get(SessionOpener),
      await this.get(UnitOfWork),
      await this.get(Clock),
    ];
    const opening = { personId, channel: 'sandbox', device: { id: deviceId }, factorPassed: true };
    const opened = await work.run(systemCtx(clock.now()), (tx) => sessions.open(tx, opening));
    return opened.token;
  }

  /** Calls an endpoint; a fresh request key unless one is given. */
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>, who: Caller = {}): Promise<Answer<ResultOf<E>>> {
    return callAt(this.url, endpoint, input, who);
  }

  async stop(): Promise<void> {
    (await this.container.getAsync(LiveSockets)).cut();
    await new Promise((done) => {
      this.server.close(done);
      this.server.closeAllConnections();
    });
    await close(this.app);
    rmSync(this.folder, { recursive: true, force: true });
    if (this.databaseAddress.startsWith('mariadb:')) await dropMariadb(this.databaseAddress);
  }
}

/** Starts the whole service; `database` is the address of one, or `sqlite` for an empty, migrated file of its own. */
export async function startService(
  database: string,
  overrides: Record<string, string> = {},
): Promise<TestService> {
  const folder = mkdtempSync(join(process.env.LIFTTRUST_TEST_FOLDER ?? tmpdir(), 'lifttrust-'));
  const file = join(folder, 'test.sqlite');
  if (database === 'sqlite') await migratedSqlite(file);
  const address = database === 'sqlite' ? `sqlite:${file}` : database;
  useEnv(
    readEnv({
      NODE_ENV: 'test',
      LIFTTRUST_DATA_DIR: folder,
      LIFTTRUST_KEY_DIR: join(folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(folder, 'checkpoints'),
      LIFTTRUST_DATABASE: address,
      LIFTTRUST_FACE_WORKERS: '0',
      ...overrides,
    }),
  );
  const app = await createApp<Framework>(appDir, {
    baseDir: join(appDir, 'src'),
    imports: [MainConfiguration],
  });
  // Tests make the daily rounds themselves: one that begins in the middle of a test would change what it counts.
  for (const round of [DailyRound, ArchiveRunner, EvidencePacker, RescueClock])
    (await app.getApplicationContext().getAsync<{ pause(): void }>(round)).pause();
  const server = createServer(app.callback());
  (await app.getApplicationContext().getAsync(LiveSockets)).attach(server);
  // The client lets idle connections go. Where the server does, too, a test that worked for seconds writes into a closed one.
  server.keepAliveTimeout = 0;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return new TestService(app, server, folder, address);
}

/**
 * Runs tests on the embedded database and on a real MariaDB: the runner has one project for each and sets which.
 * One service per test file, because Midway binds its decorators once per process.
 */
export function onBothDatabases(
  tests: (start: (overrides?: Record<string, string>) => Promise<TestService>) => void,
): void {
  const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: string };
  if (lifttrustDatabase === 'mariadb') {
    describe('on MariaDB', () =>
      tests(async (overrides) => startService(await migratedMariadb(), overrides)));
  } else {
    describe('on SQLite', () => tests((overrides) => startService('sqlite', overrides)));
  }
}
