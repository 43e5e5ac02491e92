import type { EntityManager, ObjectLiteral } from 'typeorm';

type Kind<E> = new () => E;
type Kinds = Record<string, Kind<ObjectLiteral>>;

/** One row of a join: an entity per alias, null where an outer join found nothing. */
export type JoinedRow<K extends Kinds> = { [alias in keyof K]: InstanceType<K[alias]> | null };

interface Field {
  property: string;
  /** Name in the answer. */
  name: string;
  isKey: boolean;
  value: (raw: unknown) => unknown;
}

interface Reading {
  alias: string;
  fields: Field[];
  keys: string[];
}

/** What is read for these kinds; worked out once, since every request asks the same few questions. */
interface Plan {
  list: string;
  readings: Reading[];
}
const plans = new WeakMap<object, Map<string, Plan>>();

// A plain column with no conversion of its own comes from the engine as it is.
const isPlain = (type: unknown) => type === 'varchar' || type === 'text' || type === 'integer';

function planOf(manager: EntityManager, kinds: Kinds): Plan {
  const { driver } = manager.connection;
  const known = plans.get(manager.connection) ?? new Map<string, Plan>();
  plans.set(manager.connection, known);
  const name = Object.entries(kinds)
    .map(([alias, kind]) => `${alias}:${kind.name}`)
    .join();
  const found = known.get(name);
  if (found) return found;
  const list: string[] = [];
  const readings = Object.entries(kinds).map(([alias, kind]): Reading => {
    const { columns, primaryColumns } = manager.connection.getMetadata(kind);
    const fields = columns.map((column, index): Field => {
      list.push(`${alias}.${driver.escape(column.databaseName)} AS ${alias}_${index}`);
      return {
        property: column.propertyName,
        name: `${alias}_${index}`,
        isKey: primaryColumns.includes(column),
        value:
          isPlain(column.type) && !column.transformer
            ? (raw) => raw
            : (raw) => driver.prepareHydratedValue(raw, column),
      };
    });
    return { alias, fields, keys: fields.filter(({ isKey }) => isKey).map((field) => field.name) };
  });
  const made = { list: list.join(', '), readings };
  known.set(name, made);
  return made;
}

function entityOf({ fields, keys }: Reading, row: Record<string, unknown>): ObjectLiteral | null {
  if (keys.some((key) => (row[key] ?? null) === null)) return null;
  const entity: ObjectLiteral = {};
  for (const { property, name, value } of fields) entity[property] = value(row[name]);
  return entity;
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
  const { list, readings } = planOf(manager, kinds);
  const rows: Record<string, unknown>[] = await manager.query(`SELECT ${list} ${rest}`, [...parameters]);
  // Keys and kinds are those of `kinds`; the compiler cannot follow them.
  return rows.map((row) => {
    const joined: Record<string, ObjectLiteral | null> = {};
    for (const reading of readings) joined[reading.alias] = entityOf(reading, row);
    return joined as JoinedRow<K>;
  });
}
