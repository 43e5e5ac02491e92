import { type QueryRunner, Table, TableColumn, type TableColumnOptions } from 'typeorm';

/** Column descriptions for migrations that run alike on SQLite and MariaDB/MySQL. */
type Draft = Omit<TableColumnOptions, 'name'>;

export const id = (): Draft => ({ type: 'varchar', length: '26' });
export const key = (): Draft => ({ type: 'varchar', length: '26', isPrimary: true });
export const word = (length: number): Draft => ({ type: 'varchar', length: String(length) });
export const instant = (): Draft => ({ type: 'bigint' });
export const day = (): Draft => ({ type: 'varchar', length: '10' });
export const whole = (): Draft => ({ type: 'integer' });
export const real = (): Draft => ({ type: 'double' });
export const flag = (): Draft => ({ type: 'integer' });
export const long = (): Draft => ({ type: 'text' });
/** Counted up by the engine, in the order of insertion. */
export const serial = (): Draft => ({
  type: 'bigint',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
export const bytes = (): Draft => ({ type: 'blob' });
export const optional = (draft: Draft): Draft => ({ ...draft, isNullable: true });
export const primary = (draft: Draft): Draft => ({ ...draft, isPrimary: true });

export const isSqlite = (runner: QueryRunner) => runner.connection.options.type === 'better-sqlite3';

// MariaDB's text ends at 64 KiB; a sealed record with 76 items is larger.
function forEngine(runner: QueryRunner, draft: Draft): Draft {
  if (isSqlite(runner)) return draft.isGenerated ? { ...draft, type: 'integer' } : draft;
  if (draft.type === 'text') return { ...draft, type: 'longtext' };
  if (draft.type === 'blob') return { ...draft, type: 'longblob' };
  return draft;
}

const collation = 'utf8mb4_bin';

/** What a new table has by itself; to convert it costs as much as making it. */
async function collationOf(runner: QueryRunner): Promise<string> {
  const [row]: { collation: string }[] = await runner.query('SELECT @@collation_database AS collation');
  return row?.collation ?? '';
}

/** Creates a table; texts compare byte by byte on both engines (utf8mb4_bin). */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Record<string, Draft>,
): Promise<void> {
  const described = Object.entries(columns).map(
    ([column, draft]) => new TableColumn({ ...forEngine(runner, draft), name: column }),
  );
  await runner.createTable(new Table({ name, columns: described, engine: 'InnoDB' }));
  if (!isSqlite(runner) && (await collationOf(runner)) !== collation)
    await runner.query(`ALTER TABLE \`${name}\` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
}

/** A column that may be empty. */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  name: string,
  draft: Draft,
): Promise<void> {
  if (isSqlite(runner)) {
    // The ORM would build the table anew from what it read of it once, and lose every index that was made since.
    const type = draft.length ? `${draft.type}(${draft.length})` : draft.type;
    await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${name}" ${type}`);
    return;
  }
  await runner.addColumn(table, new TableColumn({ ...forEngine(runner, optional(draft)), name }));
}

export async function createIndex(
  runner: QueryRunner,
  table: string,
  columns: string[],
  isUnique = false,
): Promise<void> {
  const name = `${isUnique ? 'uq' : 'ix'}_${table}_${columns.join('_')}`.slice(0, 60);
  const quoted = (word: string) => runner.connection.driver.escape(word);
  // Plain words: the ORM would first read everything about the table, which takes longer than making the index.
  await runner.query(
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${quoted(name)} ON ${quoted(table)} (${columns.map(quoted).join(', ')})`,
  );
}

/** Refuses UPDATE and DELETE on a table for everybody, the service included (IMM-01). */
export async function makeAppendOnly(
  runner: QueryRunner,
  table: string,
  acts: readonly ('UPDATE' | 'DELETE')[] = ['UPDATE', 'DELETE'],
): Promise<void> {
  for (const act of acts) {
    const name = `${table}_refuse_${act.toLowerCase()}`;
    await runner.query(
      isSqlite(runner)
        ? `CREATE TRIGGER ${name} BEFORE ${act} ON "${table}" BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`
        : `CREATE TRIGGER ${name} BEFORE ${act} ON \`${table}\` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`,
    );
  }
}

export async function dropTables(runner: QueryRunner, names: string[]): Promise<void> {
  for (const name of names) await runner.dropTable(name, true);
}
