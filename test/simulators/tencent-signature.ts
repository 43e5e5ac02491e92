import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
export interface Signed {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A key pair; a temporary one has a token and an end. */
export interface TencentKey {
  secretId: string;
  secretKey: string;
  token?: string;
  /** Epoch milliseconds. */
  until?: number;
}

const toleranceSeconds = 300;
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

const Authorization =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([a-z0-9]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** The signature of a request as signature method v3 describes it (document/api/213/30654). */
export function signatureOf(
  request: Signed,
  scope: { secretKey: string; date: string; service: string; signedHeaders: string; timestamp: string },
): string {
  const canonicalHeaders = scope.signedHeaders
    .split(';')
    .map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .toLowerCase()}\n`,
    )
    .join('');
  const canonical = [
    request.method,
    request.path,
    request.query,
    canonicalHeaders,
    scope.signedHeaders,
    sha256(request.body),
  ].join('\n');
  const credentialScope = `${scope.date}/${scope.service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', scope.timestamp, credentialScope, sha256(canonical)].join('\n');
  const signing = hmac(hmac(hmac(`TC3${scope.secretKey}`, scope.date), scope.service), 'tc3_request');
  return hmac(signing, toSign).toString('hex');
}

/** The documented error code with which a request is turned away, or null. `now` in epoch milliseconds. */
export function refusalOf(
  request: Signed,
  keys: readonly TencentKey[],
  service: string,
  now: number,
): string | null {
  const parts = Authorization.exec(String(request.headers.authorization ?? ''));
  if (!parts) return 'AuthFailure.InvalidAuthorization';
  const [, secretId = '', date = '', scopeService = '', signedHeaders = '', signature = ''] = parts;
  const key = keys.find((known) => known.secretId === secretId);
  if (!key) return 'AuthFailure.SecretIdNotFound';
  const timestamp = String(request.headers['x-tc-timestamp'] ?? '');
  if (!/^\d+$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    return 'AuthFailure.SignatureExpire';
  const covers = ['content-type', 'host'].every((name) => signedHeaders.split(';').includes(name));
  const isOfToday = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) === date;
  if (!covers || !isOfToday || scopeService !== service) return 'AuthFailure.SignatureFailure';
  const expected = signatureOf(request, {
    secretKey: key.secretKey,
    date,
    service: scopeService,
    signedHeaders,
    timestamp,
  });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return 'AuthFailure.SignatureFailure';
  if (key.token && request.headers['x-tc-token'] !== key.token) return 'AuthFailure.TokenFailure';
  return key.until !== undefined && now > key.until ? 'AuthFailure.TokenFailure' : null;
}
