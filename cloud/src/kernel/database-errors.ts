// The one place that knows the engines' error numbers; nothing matches on error text.
const mariadb = { duplicate: 1062, deadlock: 1213, lockTimeout: 1205, trigger: 1644 };
const sqlite = { unique: 2067, primaryKey: 1555, trigger: 1811 };
const mariadbFull = new Set([1021, 1114]);
// Too many connections, shutting down, connection killed, a file that cannot be written.
const mariadbAway = new Set([1040, 1053, 1927, 1026, 1030]);
// Primary codes; the extended ones carry them in their lowest byte.
const sqlitePrimary = { busy: 5, ioError: 10, full: 13, cannotOpen: 14 };
const retryable = new Set([mariadb.deadlock, mariadb.lockTimeout, 1020]);

function driverError(error: unknown): object | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  return typeof driver === 'object' && driver !== null ? driver : undefined;
}

function errorNumber(error: unknown): number | undefined {
  const driver = driverError(error);
  if (!driver) return undefined;
  if ('errno' in driver && typeof driver.errno === 'number') return driver.errno;
  if ('errcode' in driver && typeof driver.errcode === 'number') return driver.errcode;
  if ('sqliteExtendedCode' in driver && typeof driver.sqliteExtendedCode === 'number')
    return driver.sqliteExtendedCode;
  return undefined;
}

export const isUniqueViolation = (error: unknown): boolean =>
  [mariadb.duplicate, sqlite.unique, sqlite.primaryKey].includes(errorNumber(error) ?? 0);

/** The engine gave one transaction up so that another could go on: repeated often enough, each gets its turn. */
export const isDeadlock = (error: unknown): boolean => errorNumber(error) === mariadb.deadlock;
export const isRetryable = (error: unknown): boolean => retryable.has(errorNumber(error) ?? 0);

/** A trigger said that the table only grows. */
export const isAppendOnlyViolation = (error: unknown): boolean =>
  [mariadb.trigger, sqlite.trigger].includes(errorNumber(error) ?? 0);

/** Codes of sockets and of the driver for a server that is not there or has gone in the middle. */
const lostCodes = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export type StorageTrouble = 'away' | 'full';

/** What is wrong with what the service stands on, if that is why something failed; null for everything else. */
export function storageTrouble(error: unknown): StorageTrouble | null {
  const driver = driverError(error);
  if (!driver) return null;
  const code = 'code' in driver && typeof driver.code === 'string' ? driver.code : '';
  const number = errorNumber(error) ?? 0;
  if (fullCodes.has(code)) return 'full';
  if ('errcode' in driver || 'sqliteExtendedCode' in driver) return sqliteTrouble(number & 0xff);
  if (mariadbFull.has(number)) return 'full';
  // `fatal`: the driver has given the connection up.
  const isLost =
    lostCodes.has(code) || mariadbAway.has(number) || ('fatal' in driver && driver.fatal === true);
  return isLost && isFromDatabase(error, driver) ? 'away' : null;
}

function sqliteTrouble(primary: number): StorageTrouble | null {
  if (primary === sqlitePrimary.full || primary === sqlitePrimary.ioError) return 'full';
  return primary === sqlitePrimary.busy || primary === sqlitePrimary.cannotOpen ? 'away' : null;
}

/** Other connections break with the same codes: the driver marks its own, and the ORM wraps them. */
const isFromDatabase = (error: unknown, driver: object): boolean =>
  driver !== error || 'fatal' in driver || 'sqlState' in driver;
