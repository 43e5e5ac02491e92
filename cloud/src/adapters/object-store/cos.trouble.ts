import { OutsideError, type OutsideTrouble } from '../outside/outside.error';

/** What the vendor's client throws: its types promise more than it keeps. */
interface Thrown {
  code: string;
  statusCode: number | null;
}

function thrownBy(error: unknown): Thrown {
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    statusCode?: unknown;
  };
  return {
    code: typeof code === 'string' && code !== '' ? code : 'unreachable',
    statusCode: typeof statusCode === 'number' ? statusCode : null,
  };
}

/** The request was understood and answered; nothing is wrong with the store or with us. */
const answers = new Set(['FileAlreadyExists', 'NoSuchKey', 'NoSuchVersion']);
/** Bytes lost or changed on the way, or no time to listen: ask again. */
const passing = new Set([
  'BadDigest',
  'EntitySizeNotMatch',
  'IncompleteBody',
  'RequestTimeout',
  'SlowDown',
  'TooManyRequests',
  'UserNetworkTooSlow',
]);

/**
 * By the vendor's list of error codes. Denied, unknown key, wrong signature, no such bucket, a clock too far off, a
 * full quota, an account in arrears: only an administrator can mend these, so they are `misconfigured`.
 */
function troubleOf({ code, statusCode }: Thrown): OutsideTrouble {
  if (answers.has(code)) return 'refused';
  // A success whose body broke off is none.
  if (
    statusCode === null ||
    statusCode < 300 ||
    statusCode >= 500 ||
    statusCode === 408 ||
    statusCode === 429
  )
    return 'temporary';
  return passing.has(code) ? 'temporary' : 'misconfigured';
}

/** The code alone goes into logs: the vendor's messages name keys, addresses and signatures. */
export function toOutsideError(service: string, error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  const thrown = thrownBy(error);
  const status = thrown.statusCode === null ? 'no answer' : `status ${thrown.statusCode}`;
  return new OutsideError(service, troubleOf(thrown), thrown.code, status);
}

/** The HTTP status of what the client threw; null without an answer. */
export const statusOf = (error: unknown): number | null => thrownBy(error).statusCode;

/** A HEAD answer has no body and hence no code. */
export const isAbsent = (error: OutsideError): boolean => error.code === 'NoSuchKey' || error.code === '404';
