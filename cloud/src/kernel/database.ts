import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Destroy, Init, Singleton } from '@midwayjs/core';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { env } from './env';
import { SnakeCaseColumns } from './naming.strategy';
import { SqliteConnection } from './sqlite.driver';

const root = join(__dirname, '..', '..');

/** Options for one database address; the same entities and migrations on every engine. */
export function dataSourceOptions(address: string): DataSourceOptions {
  const shared = {
    entities: [join(root, 'src/**/*.entity.{js,ts}')],
    migrations: [join(root, 'migrations/*.{js,ts}')],
    migrationsTransactionMode: 'each' as const,
    namingStrategy: new SnakeCaseColumns(),
    synchronize: false,
  };
  if (address.startsWith('sqlite:')) {
    // The connection keeps prepared statements itself: TypeORM's hundred are fewer than the service has.
    const sqlite = { enableWAL: true, statementCacheSize: 0 };
    const file = address.slice('sqlite:'.length);
    mkdirSync(dirname(file), { recursive: true });
    return { ...shared, type: 'better-sqlite3', database: file, driver: SqliteConnection, ...sqlite };
  }
  const url = new URL(address);
  return {
    ...shared,
    type: url.protocol === 'mysql:' ? 'mysql' : 'mariadb',
    url: address.replace(/^mariadb:/, 'mysql:'),
    connectorPackage: 'mysql2',
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    // `?tls=on`: encrypted, and the server's certificate must be good; NODE_EXTRA_CA_CERTS names one's own authority.
    ...(url.searchParams.get('tls') === 'on' ? { ssl: { rejectUnauthorized: true } } : {}),
    // A server that is away is told soon, not after the driver's ten seconds.
    extra: { connectionLimit: 20, connectTimeout: 3000 },
  };
}

/**
 * Two ways into the same data. On SQLite TypeORM shares one connection between concurrent transactions and
 * silently loses committed rows, so writing has a connection of its own (docs/adr/0005); on MariaDB both are one pool.
 */
@Singleton()
export class Database {
  reader: DataSource;
  writer: DataSource;

  @Init()
  async open(): Promise<void> {
    if (this.writer?.isInitialized) return;
    const options = dataSourceOptions(env().database);
    this.writer = await new DataSource(options).initialize();
    await this.writer.runMigrations();
    this.reader = this.isSqlite ? await new DataSource(options).initialize() : this.writer;
  }

  get isSqlite(): boolean {
    return this.writer.options.type === 'better-sqlite3';
  }

  /**
   * Ends a SELECT whose rows are read as they are committed now, and which nobody else changes until the transaction ends.
   * On SQLite writers go one after the other anyway.
   */
  get forUpdate(): string {
    return this.isSqlite ? '' : ' FOR UPDATE';
  }

  @Destroy()
  async close(): Promise<void> {
    if (this.reader !== this.writer && this.reader?.isInitialized) await this.reader.destroy();
    if (this.writer?.isInitialized) await this.writer.destroy();
  }
}
