import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** A list of 100 000 rows is searched, not leafed through: beyond this many rows it only says that there are more. */
export const countedRows = 10_000;

export interface Total {
  total: number;
  /** Only when `total` is where counting ended. */
  isMoreThanTotal?: true;
}

type Query = (sql: string, values: unknown[]) => Promise<{ total: number | string }[]>;

/** Counts what a SELECT finds, no further than `countedRows`: the rest of a large table is not read for one number. */
export async function countRows(query: Query, select: string, values: unknown[]): Promise<Total> {
  const sql = `SELECT COUNT(*) AS total FROM (${select} LIMIT ${countedRows + 1}) counted`;
  const [row] = await query(sql, values);
  const found = Number(row?.total ?? 0);
  return found > countedRows ? { total: countedRows, isMoreThanTotal: true } : { total: found };
}

export function countOf<T extends ObjectLiteral>(query: SelectQueryBuilder<T>): Promise<Total> {
  const bare = query.clone().orderBy().select('1', 'one');
  const [select, values] = bare.getQueryAndParameters();
  return countRows((sql, given) => query.connection.query(sql, given), select, values);
}

/** A page that is not full has shown where the list ends: nothing is left to count. */
export async function totalAfter(
  { page, pageSize }: { page: number; pageSize: number },
  shown: number,
  count: () => Promise<Total>,
): Promise<Total> {
  const isEnd = shown < pageSize && (shown > 0 || page === 1);
  const total = (page - 1) * pageSize + shown;
  return isEnd && total <= countedRows ? { total } : count();
}

/** One page of an ordered query with the number of its rows. */
export async function pageWithTotal<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  paging: { page: number; pageSize: number },
): Promise<{ rows: T[]; total: Total }> {
  const { page, pageSize } = paging;
  const rows = await query
    .clone()
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .getMany();
  return { rows, total: await totalAfter(paging, rows.length, () => countOf(query)) };
}

/**
 * One page in the order of a day, rows without one last. Both engines put nulls first, and no index has them last: rows
 * with a day and rows without are two questions, of which a page seldom needs the second.
 * @param day the column, `alias.column`
 * @param id the column that decides within a day
 */
export async function pageByDay<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { day, id }: { day: string; id: string },
  { page, pageSize }: { page: number; pageSize: number },
): Promise<T[]> {
  const offset = (page - 1) * pageSize;
  const dated = query.clone().andWhere(`${day} IS NOT NULL`);
  const first = await dated.clone().orderBy(day).addOrderBy(id).offset(offset).limit(pageSize).getMany();
  if (first.length === pageSize) return first;
  const before = first.length > 0 || offset === 0 ? offset + first.length : await dated.getCount();
  const rest = await query
    .clone()
    .andWhere(`${day} IS NULL`)
    .orderBy(id)
    .offset(Math.max(0, offset - before))
    .limit(pageSize - first.length)
    .getMany();
  return [...first, ...rest];
}
