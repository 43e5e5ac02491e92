import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CosBucket, crc64, type StoredObject } from './cos-bucket';
import { type CosCode, CosRefusal, errorXml } from './cos-error';
import { readForm, verifyPolicy } from './cos-form';
import { type CosKey, verifySignature } from './cos-signature';
import { bytesOf, LocalServer } from './local-server';

/** What happens instead of, or to, an answer. */
export type CosTrouble =
  | 'silent'
  /** The connection ends in the middle of a body, whichever way it goes. */
  | 'cut'
  /** A page of something in between, with status 200. */
  | 'nonsense'
  /** Other bytes than were stored. */
  | 'other_bytes'
  | CosCode;

export interface CosAsked {
  act: string;
  bucket: string;
  key: string;
}

interface Plan {
  trouble: CosTrouble;
  /** Which requests; all unless told. */
  of: (asked: CosAsked) => boolean;
  /** How many of them; for ever unless told. */
  left: number;
}

interface Request extends CosAsked {
  incoming: IncomingMessage;
  query: URLSearchParams;
}

/**
 * Tencent COS as far as documented and used: signatures and their times, form policies, temporary credentials, writing
 * once, object lock, digests, error codes; and everything that can go wrong with it. Buckets are addressed by path
 * (`127.0.0.1:port/{Bucket}`), since names below this machine's do not resolve.
 */
export class CosSimulator extends LocalServer {
  readonly keys: CosKey[] = [{ secretId: 'AKIDexample', secretKey: 'example-secret-key' }];
  readonly buckets = new Map<string, CosBucket>();
  readonly asked: CosAsked[] = [];
  /** How far its clock is ahead of this machine's. */
  aheadMs = 0;
  private plans: Plan[] = [];

  bucket(name: string, region = 'ap-guangzhou'): CosBucket {
    const found = this.buckets.get(name) ?? new CosBucket(name, region);
    this.buckets.set(name, found);
    return found;
  }

  /** From now on; `of` picks requests, `times` ends it. */
  fail(
    trouble: CosTrouble,
    of: (asked: CosAsked) => boolean = () => true,
    times = Number.POSITIVE_INFINITY,
  ): void {
    this.plans.push({ trouble, of, left: times });
  }

  /** Everything is well again. */
  recover(): void {
    this.plans = [];
    this.latencyMs = 0;
  }

  count(act: string, bucket?: string): number {
    return this.asked.filter((one) => one.act === act && (!bucket || one.bucket === bucket)).length;
  }

  get domain(): string {
    return `127.0.0.1:${this.port}/{Bucket}`;
  }

  get now(): number {
    return Date.now() + this.aheadMs;
  }

  protected async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = toRequest(incoming);
    this.asked.push({ act: request.act, bucket: request.bucket, key: request.key });
    const trouble = this.troubleFor(request);
    const requestId = randomBytes(9).toString('base64');
    response.setHeader('x-cos-request-id', requestId);
    response.setHeader('date', new Date(this.now).toUTCString());
    await this.beLate();
    if (trouble === 'silent') return;
    if (trouble === 'cut' && incoming.method !== 'GET') {
      incoming.once('data', () => incoming.destroy());
      return;
    }
    if (trouble === 'nonsense') {
      response.removeHeader('x-cos-request-id');
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Please sign in to the network</html>');
      return;
    }
    try {
      if (trouble && trouble !== 'cut' && trouble !== 'other_bytes') throw new CosRefusal(trouble);
      await this.answer(request, response, trouble);
    } catch (error) {
      if (!(error instanceof CosRefusal)) throw error;
      incoming.resume();
      const text = errorXml(error, `${request.bucket}/${request.key}`, requestId);
      response.writeHead(error.status, { 'content-type': 'application/xml' });
      response.end(incoming.method === 'HEAD' ? undefined : text);
    }
  }

  private troubleFor(request: Request): CosTrouble | null {
    const plan = this.plans.find(({ of, left }) => left > 0 && of(request));
    if (!plan) return null;
    plan.left -= 1;
    return plan.trouble;
  }

  private async answer(
    request: Request,
    response: ServerResponse,
    trouble: CosTrouble | null,
  ): Promise<void> {
    const { act, incoming, key } = request;
    const bucket = this.buckets.get(request.bucket);
    if (!bucket) throw new CosRefusal('NoSuchBucket', 'The specified bucket does not exist.');
    if (act === 'PostObject') return this.post(bucket, incoming, response);
    const signed = { method: incoming.method ?? '', path: `/${key}`, query: request.query };
    const who = verifySignature(this.keys, {
      ...signed,
      headers: incoming.headers,
      now: Math.floor(this.now / 1000),
    });
    if (who.denied?.includes(act)) throw new CosRefusal('AccessDenied', 'Access Denied.');
    switch (act) {
      case 'GetBucketObjectLockConfiguration':
        return lockAnswer(bucket, response);
      case 'PutObject': {
        const stored = bucket.write(key, await bodyOf(incoming), single(incoming), this.now);
        response.writeHead(200, marksOf(stored));
        response.end();
        return;
      }
      case 'DeleteObject':
        bucket.remove(key, this.now);
        response.writeHead(204);
        response.end();
        return;
      case 'HeadBucket':
        response.writeHead(200);
        response.end();
        return;
      case 'HeadObject':
      case 'GetObject':
        return send(bucket.read(key), act === 'HeadObject', trouble, response);
      default:
        throw new CosRefusal('InvalidRequest', act);
    }
  }

  private async post(bucket: CosBucket, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(incoming);
    const who = verifyPolicy(this.keys, bucket.name, form, Math.floor(this.now / 1000));
    if (who.denied?.includes('PostObject')) throw new CosRefusal('AccessDenied', 'Access Denied.');
    const { fields, bytes } = form;
    const headers = { 'content-type': fields['Content-Type'] };
    const stored = bucket.write(fields.key ?? '', bytes, headers, this.now);
    const status = fields.success_action_status;
    response.writeHead(status === '200' || status === '201' ? Number(status) : 204, marksOf(stored));
    response.end();
  }
}

function toRequest(incoming: IncomingMessage): Request {
  const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://cos');
  const [, bucket = '', ...rest] = pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const method = incoming.method ?? '';
  const isLock = key === '' && query.has('object-lock');
  const isForm = method === 'POST';
  const of = key === '' && !isForm ? 'Bucket' : 'Object';
  const plain = `${method.charAt(0)}${method.slice(1).toLowerCase()}${of}`;
  return { act: isLock ? 'GetBucketObjectLockConfiguration' : plain, bucket, key, incoming, query };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  if (incoming.headers['content-length'] === undefined) throw new CosRefusal('MissingContentLength');
  const bytes = await bytesOf(incoming);
  if (bytes.length !== Number(incoming.headers['content-length'])) throw new CosRefusal('IncompleteBody');
  return bytes;
}

const single = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );

const marksOf = ({ bytes }: StoredObject) => ({
  etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
  'x-cos-hash-crc64ecma': crc64(bytes),
});

function send(stored: StoredObject, isHead: boolean, trouble: CosTrouble | null, to: ServerResponse): void {
  const { bytes, contentType, storedAt } = stored;
  to.writeHead(200, {
    ...marksOf(stored),
    'content-type': contentType,
    'content-length': bytes.length,
    'last-modified': new Date(storedAt).toUTCString(),
  });
  if (isHead) to.end();
  else if (trouble === 'cut') to.write(bytes.subarray(0, bytes.length / 2), () => to.destroy());
  else if (trouble === 'other_bytes') to.end(Buffer.alloc(bytes.length, 7));
  else to.end(bytes);
}

function lockAnswer({ lock }: CosBucket, response: ServerResponse): void {
  if (!lock) throw new CosRefusal('ObjectLockConfigurationNotFoundError');
  const days = lock.defaultDays;
  const rule = `<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>${days}</Days></DefaultRetention></Rule>`;
  const text = `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${days ? rule : ''}</ObjectLockConfiguration>`;
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(text);
}
