import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';

type Kind<E> = new () => E;
type Kinds = Record<string, Kind<ObjectLiteral>>;

/** One row of a join: an entity per alias, null where an outer join found nothing. */
export type JoinedRow<K extends Kinds> = { [alias in keyof K]: InstanceType<K[alias]> | null };

interface Reading {
  alias: string;
  metadata: EntityMetadata;
  /** Name in the answer of each column, the primary key first. */
  names: string[];
}

/**
 * Whole entities of several tables in one plain statement. The ORM's own joins cost several times what the engine
 * does; this takes its column descriptions and leaves the rest. `rest` begins with FROM and uses the aliases.
 */
export async function joinedRows<K extends Kinds>(
  manager: EntityManager,
  kinds: K,
  rest: string,
  parameters: readonly unknown[],
): Promise<JoinedRow<K>[]> {
  const { driver } = manager.connection;
  const readings = Object.entries(kinds).map(([alias, kind]): Reading => {
    const metadata = manager.connection.getMetadata(kind);
    return { alias, metadata, names: metadata.columns.map((_, index) => `${alias}_${index}`) };
  });
  const list = readings.flatMap(({ alias, metadata, names }) =>
    metadata.columns.map(
      (column, index) => `${alias}.${driver.escape(column.databaseName)} AS ${names[index]}`,
    ),
  );
  const rows: Record<string, unknown>[] = await manager.query(`SELECT ${list.join(', ')} ${rest}`, [
    ...parameters,
  ]);
  const entityOf = ({ metadata, names }: Reading, row: Record<string, unknown>) => {
    const isThere = metadata.primaryColumns.every(
      (column) => (row[names[metadata.columns.indexOf(column)] ?? ''] ?? null) !== null,
    );
    if (!isThere) return null;
    const entity: ObjectLiteral = {};
    metadata.columns.forEach((column, index) => {
      entity[column.propertyName] = driver.prepareHydratedValue(row[names[index] ?? ''], column);
    });
    return entity;
  };
  // Keys and kinds are those of `kinds`; the compiler cannot follow them through Object.fromEntries.
  return rows.map(
    (row) =>
      Object.fromEntries(readings.map((reading) => [reading.alias, entityOf(reading, row)])) as JoinedRow<K>,
  );
}
