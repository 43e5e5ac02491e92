import type { DataSource } from 'typeorm';

export interface PoolUse {
  open: number;
  free: number;
  waiting: number;
  limit: number;
}

const sizeOf = (queue: unknown): number =>
  typeof queue === 'object' && queue !== null && 'length' in queue && typeof queue.length === 'number'
    ? queue.length
    : 0;

/**
 * How the MariaDB pool is used; null on SQLite. Neither TypeORM nor mysql2 tell it by a documented way, so the queues
 * are read where they lie, and count as empty should a release of theirs move them.
 */
export function poolUse(source: DataSource): PoolUse | null {
  const pool: unknown = Reflect.get(source.driver, 'pool');
  if (typeof pool !== 'object' || pool === null) return null;
  const config: unknown = Reflect.get(pool, 'config');
  const limit = typeof config === 'object' && config !== null ? Reflect.get(config, 'connectionLimit') : 0;
  return {
    open: sizeOf(Reflect.get(pool, '_allConnections')),
    free: sizeOf(Reflect.get(pool, '_freeConnections')),
    waiting: sizeOf(Reflect.get(pool, '_connectionQueue')),
    limit: typeof limit === 'number' ? limit : 0,
  };
}
