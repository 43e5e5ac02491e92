/** The vendor's error codes as documented, with their statuses; the answers of what is not a success. */
const statuses = {
  AccessDenied: 403,
  BadDigest: 400,
  EntitySizeNotMatch: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 400,
  FileAlreadyExists: 409,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPolicyDocument: 400,
  InvalidRequest: 400,
  MalformedPOSTRequest: 400,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  ObjectLockConfigurationNotFoundError: 404,
  QuotaExceeded: 403,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  UserForbidden: 403,
} as const;

export type CosCode = keyof typeof statuses;

export class CosRefusal extends Error {
  readonly status: number;
  constructor(
    readonly code: CosCode,
    message: string = code,
  ) {
    super(message);
    this.status = statuses[code];
  }
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

export const errorXml = (refusal: CosRefusal, resource: string, requestId: string): string =>
  `<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n\t<Code>${refusal.code}</Code>\n\t<Message>${escaped(
    refusal.message,
  )}</Message>\n\t<Resource>${escaped(
    resource,
  )}</Resource>\n\t<RequestId>${requestId}</RequestId>\n\t<TraceId>${requestId}</TraceId>\n</Error>\n`;
