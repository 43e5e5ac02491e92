import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** Bound values a statement; SQLite allows 32 766, and longer statements take longer to prepare than they save. */
const mostValues = 6_000;

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
  const places = `(${columns.map(() => '?').join(', ')})`;
  const size = Math.max(1, Math.floor(mostValues / columns.length));
  const under: Promise<unknown>[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const slice = rows.slice(at, at + size);
    const values = slice.flatMap((row) =>
      columns.map((column) => driver.preparePersistentValue(column.getEntityValue(row) ?? null, column)),
    );
    const text = `INSERT INTO ${driver.escape(tablePath)} (${names}) VALUES ${slice.map(() => places).join(', ')}`;
    under.push(manager.query(text, values));
  }
  await Promise.all(under);
}
