import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CosRefusal } from './cos-error';

export interface CosKey {
  secretId: string;
  secretKey: string;
  /** Temporary credentials carry a token and end (epoch seconds). */
  token?: string;
  expiresAt?: number;
  /** Acts this key may not do, as a policy of the account's would say. */
  denied?: string[];
}

export interface SignedRequest {
  method: string;
  /** Decoded, with its slash; without the bucket of a path-style address. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** The simulator's time, epoch seconds. */
  now: number;
}

export const hmac = (key: string, text: string) => createHmac('sha1', key).update(text).digest('hex');
export const sha1 = (text: string | Buffer) => createHash('sha1').update(text).digest('hex');

export function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** `name=value` pairs of those names, lower case, encoded, in order. */
function pairs(names: string[], found: (name: string) => string | undefined): string {
  return names
    .map((name) => {
      const value = found(name);
      if (value === undefined) throw new CosRefusal('SignatureDoesNotMatch', `signed ${name} is missing`);
      return `${name}=${encoded(value)}`;
    })
    .join('&');
}

const listOf = (text: string | undefined) => (text ? text.split(';') : []);

function mustBeInTime(times: string | undefined, now: number): void {
  const [from = Number.NaN, until = Number.NaN] = (times ?? '').split(';').map(Number);
  if (!(from < until)) throw new CosRefusal('InvalidArgument', 'q-sign-time is malformed');
  if (now < from - 900) throw new CosRefusal('RequestTimeTooSkewed');
  if (now > until) throw new CosRefusal('AccessDenied', 'Request has expired');
}

/** Which key it is; a temporary key only with its token and before its end. */
export function keyFor(
  keys: readonly CosKey[],
  secretId: string | undefined,
  token: string | undefined,
  now: number,
): CosKey {
  const key = keys.find((known) => known.secretId === secretId);
  if (!key) throw new CosRefusal('InvalidAccessKeyId');
  if (key.token && token !== key.token) throw new CosRefusal('AccessDenied', 'InvalidSecurityToken');
  if (key.expiresAt && now > key.expiresAt) throw new CosRefusal('ExpiredToken');
  return key;
}

/** Request signature (q-sign) of a header or of a signed address; gives the key it was made with. */
export function verifySignature(keys: readonly CosKey[], request: SignedRequest): CosKey {
  const header = request.headers.authorization;
  const raw = typeof header === 'string' ? header : request.query.toString();
  const given = new Map(
    raw.split('&').map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    }),
  );
  if (!given.has('q-signature')) throw new CosRefusal('AccessDenied', 'no signature');
  if (given.get('q-sign-algorithm') !== 'sha1') throw new CosRefusal('InvalidArgument', 'q-sign-algorithm');
  const token = request.headers['x-cos-security-token'];
  const key = keyFor(
    keys,
    given.get('q-ak'),
    typeof token === 'string' ? token : (request.query.get('x-cos-security-token') ?? undefined),
    request.now,
  );
  mustBeInTime(given.get('q-sign-time'), request.now);
  mustBeInTime(given.get('q-key-time'), request.now);
  const headerNames = listOf(given.get('q-header-list'));
  if (!headerNames.includes('host')) throw new CosRefusal('AccessDenied', 'the host must be signed');
  const query = new Map([...request.query].map(([name, value]) => [encoded(name).toLowerCase(), value]));
  const headers = (name: string) => {
    const value = request.headers[decodeURIComponent(name)];
    return Array.isArray(value) ? value.join(',') : value;
  };
  const format = [
    request.method.toLowerCase(),
    request.path,
    pairs(listOf(given.get('q-url-param-list')), (name) => query.get(name)),
    pairs(headerNames, headers),
    '',
  ].join('\n');
  const text = ['sha1', given.get('q-sign-time'), sha1(Buffer.from(format)), ''].join('\n');
  const expected = hmac(hmac(key.secretKey, given.get('q-key-time') ?? ''), text);
  if (!isSame(expected, given.get('q-signature') ?? '')) throw new CosRefusal('SignatureDoesNotMatch');
  return key;
}
