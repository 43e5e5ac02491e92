import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';

type Bound = null | number | bigint | string | Uint8Array;

function toBound(value: unknown): Bound {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number bound to SQLite must be finite');
    return value;
  }
  if (value instanceof Uint8Array) return value;
  throw new TypeError('only plain values can be bound to SQLite');
}

class Statement {
  readonly reader: boolean;

  constructor(
    private readonly inner: StatementSyncInstance,
    // The native library crashes when a statement outlives its collected connection: this keeps it reachable.
    readonly owner: SqliteConnection,
    private readonly isRollback: boolean,
  ) {
    this.reader = inner.columns().length > 0;
  }

  all(...values: unknown[]): unknown[] {
    return this.inner.all(...values.map(toBound));
  }

  get(...values: unknown[]): unknown {
    return this.inner.get(...values.map(toBound));
  }

  run(...values: unknown[]): { changes: number; lastInsertRowid: number | bigint } {
    // On a full disk the engine rolls back by itself. An error here would leave the ORM believing that a transaction
    // is open, and later commits inside it would be none.
    if (this.isRollback && !this.owner.isInTransaction) return { changes: 0, lastInsertRowid: 0 };
    const result = this.inner.run(...values.map(toBound));
    return { changes: Number(result.changes), lastInsertRowid: result.lastInsertRowid };
  }
}

/** More than the service has; longer ones insert many rows at once, and preparing is the least of their work. */
const statementsKept = 1000;
const longestKept = 4000;

/** The shape TypeORM expects of better-sqlite3, over SQLite built into a prebuilt npm package (docs/adr/0005). */
export class SqliteConnection {
  open = true;
  private readonly inner: DatabaseSyncInstance;
  private readonly kept = new Map<string, Statement>();

  constructor(file: string, options: { readonly?: boolean; timeout?: number } = {}) {
    this.inner = new DatabaseSync(file, {
      readOnly: options.readonly ?? false,
      timeout: options.timeout ?? 5000,
      enableForeignKeyConstraints: true,
    });
  }

  /** A statement that was prepared before is the same one again; of too many the longest unused goes. */
  prepare(sql: string): Statement {
    const known = this.kept.get(sql);
    const statement = known ?? new Statement(this.inner.prepare(sql), this, sql === 'ROLLBACK');
    if (sql.length > longestKept) return statement;
    if (known) this.kept.delete(sql);
    this.kept.set(sql, statement);
    const [oldest] = this.kept.size > statementsKept ? this.kept.keys() : [];
    if (oldest !== undefined) this.kept.delete(oldest);
    return statement;
  }

  get isInTransaction(): boolean {
    return this.inner.isTransaction;
  }

  exec(sql: string): this {
    this.inner.exec(sql);
    return this;
  }

  pragma(text: string, options?: { simple?: boolean }): unknown {
    const rows = this.inner.prepare(`PRAGMA ${text}`).all();
    if (!options?.simple) return rows;
    const [first] = rows;
    return first ? Object.values(first)[0] : undefined;
  }

  close(): void {
    if (!this.open) return;
    this.kept.clear();
    this.inner.close();
    this.open = false;
  }
}
