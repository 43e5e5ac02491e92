/**
 * `temporary`: nobody decided anything, ask again later. `refused`: the service understood and said no.
 * `misconfigured`: our key, address or balance is wrong; only an administrator can mend it.
 */
export type OutsideTrouble = 'temporary' | 'refused' | 'misconfigured';

/** What an outside service answered instead of doing as asked. The message is for logs and holds no secrets. */
export class OutsideError extends Error {
  constructor(
    readonly service: string,
    readonly trouble: OutsideTrouble,
    /** The service's own error code, or ours: `timeout`, `circuit_open`, `unreachable`, `nonsense`. */
    readonly code: string,
    message: string,
  ) {
    super(`${service}: ${code}: ${message}`);
    this.name = 'OutsideError';
  }
}

/** By its shape, since errors may come from another realm. */
export const isTemporary = (error: unknown): boolean =>
  error instanceof OutsideError && error.trouble === 'temporary';
