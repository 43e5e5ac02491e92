// The one place that knows the engines' error numbers; nothing matches on error text.
const mariadb = { duplicate: 1062, deadlock: 1213, lockTimeout: 1205, trigger: 1644 };
const sqlite = { unique: 2067, primaryKey: 1555, trigger: 1811 };
const retryable = new Set([mariadb.deadlock, mariadb.lockTimeout, 1020]);

function errorNumber(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  if (typeof driver !== 'object' || driver === null) return undefined;
  if ('errno' in driver && typeof driver.errno === 'number') return driver.errno;
  if ('errcode' in driver && typeof driver.errcode === 'number') return driver.errcode;
  if ('sqliteExtendedCode' in driver && typeof driver.sqliteExtendedCode === 'number')
    return driver.sqliteExtendedCode;
  return undefined;
}

export const isUniqueViolation = (error: unknown): boolean =>
  [mariadb.duplicate, sqlite.unique, sqlite.primaryKey].includes(errorNumber(error) ?? 0);

export const isRetryable = (error: unknown): boolean => retryable.has(errorNumber(error) ?? 0);

/** A trigger said that the table only grows. */
export const isAppendOnlyViolation = (error: unknown): boolean =>
  [mariadb.trigger, sqlite.trigger].includes(errorNumber(error) ?? 0);
