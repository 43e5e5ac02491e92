import { escape as literalFor } from 'mysql2';
import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { marks } from './marks';

/** Values a statement; SQLite allows 32 766, and longer statements take longer to prepare than they save. */
const mostValues = 6_000;

// Without values the driver looks through the whole text for places all the same, unless they are null, which the
// ORM hands on but does not declare.
const nothingBound = null as never;

type Metadata = ReturnType<EntityManager['connection']['getMetadata']>;
type ColumnOfEntity = Metadata['columns'][number];
type DriverOfEngine = EntityManager['connection']['driver'];

/**
 * Inserts many whole rows with few statements. The ORM's own insert costs ten times the engine's work for each row,
 * which counts when a hundred thousand are imported. Fields left out are NULL. Statements follow each other without
 * waiting, so that one is prepared here while the engine works on the one before.
 */
export async function insertRows<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<E>,
  rows: QueryDeepPartialEntity<E>[],
): Promise<void> {
  const { connection } = manager;
  const { columns, tablePath } = connection.getMetadata(entity);
  const { driver } = connection;
  const names = columns.map((column) => driver.escape(column.databaseName)).join(', ');
  const head = `INSERT INTO ${driver.escape(tablePath)} (${names}) VALUES `;
  const isSqlite = connection.options.type === 'better-sqlite3';
  const size = Math.max(1, Math.floor(mostValues / columns.length));
  const under: Promise<unknown>[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const slice = rows.slice(at, at + size);
    under.push(
      isSqlite
        ? manager.query(head + placesFor(columns, slice.length), valuesOf(driver, columns, slice))
        : manager.query(head + textOf(driver, columns, slice), nothingBound),
    );
  }
  await Promise.all(under);
}

function placesFor(columns: ColumnOfEntity[], rows: number): string {
  const row = `(${marks(columns)})`;
  return Array.from({ length: rows }, () => row).join(', ');
}

function valuesOf(driver: DriverOfEngine, columns: ColumnOfEntity[], rows: ObjectLiteral[]): unknown[] {
  return rows.flatMap((row) =>
    columns.map((column) => driver.preparePersistentValue(column.getEntityValue(row) ?? null, column)),
  );
}

/**
 * MariaDB's driver would write bound values into the text all the same, looking for each place anew. What many rows
 * in a row have in common is prepared once.
 */
function textOf(driver: DriverOfEngine, columns: ColumnOfEntity[], rows: ObjectLiteral[]): string {
  const literals = columns.map((column) => literalOf(driver, column));
  let text = '';
  for (const row of rows) {
    let between = text === '' ? '(' : ',(';
    for (const literal of literals) {
      text += between + literal(row);
      between = ',';
    }
    text += ')';
  }
  return text;
}

function literalOf(driver: DriverOfEngine, column: ColumnOfEntity): (row: ObjectLiteral) => string {
  let before: unknown;
  let text = '';
  return (row) => {
    const value: unknown = column.getEntityValue(row) ?? null;
    if (value === before) return text;
    before = value;
    text = literalFor(driver.preparePersistentValue(value, column), false, 'Z');
    return text;
  };
}
