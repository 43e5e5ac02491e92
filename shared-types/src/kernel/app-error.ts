/** The eleven kinds of refusal and the HTTP status each has for browsers and third parties (docs/adr/0003). */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method: 405,
  conflict: 409,
  too_large: 413,
  rule_broken: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof errorStatus;

/** One reason why something was refused: a stable code and a Chinese sentence a person can act on. */
export interface Refusal {
  /** `module.reason`, stable for ever. */
  code: string;
  message: string;
  /** Path of the input field concerned, if one is. */
  field?: string;
}

export interface ErrorBody {
  kind: ErrorKind;
  code: string;
  message: string;
  /** All reasons at once, when there are several. */
  details?: Refusal[];
  requestId?: string;
  /** When the same may be asked again, seconds from now; the header `Retry-After` says the same. */
  retryAfterSeconds?: number;
}

export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: Refusal[] | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    details?: Refusal[],
    requestId?: string,
    retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return errorStatus[this.kind];
  }

  toJSON(): ErrorBody {
    return {
      kind: this.kind,
      code: this.code,
      message: this.message,
      ...(this.details ? { details: this.details } : {}),
      ...(this.requestId ? { requestId: this.requestId } : {}),
      ...(this.retryAfterSeconds ? { retryAfterSeconds: this.retryAfterSeconds } : {}),
    };
  }

  static fromJson({ kind, code, message, details, requestId, retryAfterSeconds }: ErrorBody): AppError {
    return new AppError(kind, code, message, details, requestId, retryAfterSeconds);
  }

  /** The law or the city's policy says no: every reason at once. */
  static broken(refusals: Refusal[]): AppError {
    const [first] = refusals;
    return new AppError(
      'rule_broken',
      first?.code ?? 'kernel.rule_broken',
      first?.message ?? '不符合规定。',
      refusals,
    );
  }

  /** Absent, or not yours to know: the two are told apart nowhere. */
  static notFound(code = 'kernel.not_found', message = '没有找到，或您无权查看。'): AppError {
    return new AppError('not_found', code, message);
  }

  /** Too often: the same may be asked again after so many seconds. */
  static tooMany(code: string, message: string, retryAfterSeconds: number): AppError {
    return new AppError('too_many', code, message, undefined, undefined, retryAfterSeconds);
  }

  static conflict(code: string, message: string): AppError {
    return new AppError('conflict', code, message);
  }

  static invalid(code: string, message: string, details?: Refusal[]): AppError {
    return new AppError('invalid', code, message, details);
  }
}

/** The request did not reach the service, or its answer did not come back. Goes to the outbox, never to a toast. */
export class NetworkError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NetworkError';
  }
}
