import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import COS from 'cos-nodejs-sdk-v5';
import type { CosAccess } from '../../kernel/env.storage';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import { postGrant } from './cos.grant';
import { type BucketLock, readLock } from './cos.lock';
import { isAbsent, toOutsideError } from './cos.trouble';
import { crc64 } from './crc64';
import { ObjectDiffers, type ObjectStore, type PutOptions, type UploadGrant, type UploadWish } from './port';

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('base64');
const octets = 'application/octet-stream';
/** A bucket that answered this short a time ago is taken to be there. */
const trustMs = 15_000;

/**
 * The object store in a bucket of Tencent COS, through the vendor's own client. Bodies go as streams, because the
 * client then repeats nothing by itself: pauses, jitter and the breaker are ours.
 */
export class CosObjectStore implements ObjectStore {
  private readonly cos: COS;
  private readonly place: { Bucket: string; Region: string };
  private lock: BucketLock | null = null;
  private lastGoodAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly access: CosAccess,
    private readonly service: OutsideService,
  ) {
    this.place = { Bucket: access.bucket, Region: access.region };
    this.cos = new COS({
      SecretId: access.secretId,
      SecretKey: access.secretKey,
      Protocol: access.protocol,
      Timeout: access.timeoutMs,
      // Another name of the same bucket helps only where names resolve and would hide what is wrong.
      AutoSwitchHost: false,
      FileParallelLimit: 32,
      // Finished uploads are remembered with their parameters; a few are enough.
      UploadQueueSize: 64,
      ...(access.domain ? { Domain: access.domain } : {}),
      ...(access.token ? { SecurityToken: access.token } : {}),
    });
  }

  async ready(): Promise<void> {
    if (this.lock && this.service.state === 'well' && performance.now() - this.lastGoodAt < trustMs) return;
    this.lock = await this.askLock();
    if (this.lock.locksEverything)
      throw new OutsideError(
        this.service.name,
        'misconfigured',
        'default_retention',
        'the bucket locks every object: uploads and pictures of faces could never be deleted (docs/storage.md)',
      );
  }

  async put(key: string, bytes: Buffer, options: PutOptions = {}): Promise<void> {
    const headers: Record<string, string> = {
      'Content-MD5': md5(bytes),
      'Content-Type': options.contentType ?? octets,
      'x-cos-forbid-overwrite': 'true',
      ...(options.keepUntil ? await this.lockHeaders(options.keepUntil) : {}),
    };
    try {
      await this.call((signal) => this.send(key, bytes, headers, signal));
    } catch (error) {
      if (!(error instanceof OutsideError && error.code === 'FileAlreadyExists')) throw error;
      // Ours from an attempt whose answer was lost, or the same evidence a second time.
      if (!(await this.get(key))?.equals(bytes)) throw new ObjectDiffers(key);
    }
  }

  get(key: string): Promise<Buffer | null> {
    return this.unlessAbsent((signal) => this.receive(key, signal));
  }

  head(key: string): Promise<{ bytes: number } | null> {
    return this.unlessAbsent(async () => {
      const { headers } = answered(this.service.name, await this.cos.headObject({ ...this.place, Key: key }));
      return { bytes: Number(headers?.['content-length']) };
    });
  }

  async remove(key: string): Promise<void> {
    await this.call(async () => {
      const { statusCode } = await this.cos.deleteObject({ ...this.place, Key: key });
      // A key that is not there is answered with 204; the client turns 404, which is the bucket's, into a success.
      if (statusCode === 404)
        throw new OutsideError(this.service.name, 'misconfigured', 'NoSuchBucket', 'status 404');
    });
  }

  grant(wish: UploadWish): UploadGrant {
    // The client learns from the vendor's answers how far our clock is off; what a phone carries must fit as well.
    // Its types do not name the field in which it keeps that.
    const { options } = this.cos as COS & { options: COS.COSOptions };
    const offset = options.SystemClockOffset ?? 0;
    return postGrant(this.access, { ...wish, from: wish.from + offset, until: wish.until + offset });
  }

  private async lockHeaders(keepUntil: number): Promise<Record<string, string>> {
    this.lock ??= await this.askLock();
    if (!this.lock.canLock) return {};
    return {
      'x-cos-object-lock-mode': 'COMPLIANCE',
      'x-cos-object-lock-retain-until-date': new Date(keepUntil).toISOString(),
    };
  }

  private askLock(): Promise<BucketLock> {
    const { name } = this.service;
    return this.call(async () => {
      if (this.access.lock === 'ask') return readLock(this.cos, this.place, name);
      answered(name, await this.cos.headBucket(this.place));
      return { canLock: false, locksEverything: false };
    });
  }

  private async send(
    key: string,
    bytes: Buffer,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await this.cos.putObject({
      ...this.place,
      Key: key,
      Body: Readable.from([bytes]),
      ContentLength: bytes.length,
      Headers: headers,
      onTaskReady: (id) => signal.addEventListener('abort', () => this.cos.cancelTask(id), { once: true }),
    });
    answered(this.service.name, answer);
  }

  private async receive(key: string, signal: AbortSignal): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    signal.addEventListener('abort', () => sink.destroy(new Error('given up')), { once: true });
    const answer = await this.cos.getObject({ ...this.place, Key: key, Output: sink });
    const { headers } = answered(this.service.name, answer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length !== Number(headers?.['content-length']))
      throw new OutsideError(this.service.name, 'temporary', 'IncompleteBody', 'the answer was cut short');
    // Told apart here: what was changed on its way is asked for again, what was stored wrong is not.
    const sum = headers?.['x-cos-hash-crc64ecma'];
    if (sum !== undefined && sum !== crc64(bytes))
      throw new OutsideError(this.service.name, 'temporary', 'ChecksumDiffers', 'other bytes than it holds');
    return bytes;
  }

  private async unlessAbsent<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    try {
      return await this.call(work);
    } catch (error) {
      if (error instanceof OutsideError && isAbsent(error)) return null;
      throw error;
    }
  }

  /** Every act on a bucket may be repeated: twice done is done once. */
  private async call<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const value = await this.service.call(true, async (signal) => {
      try {
        return await work(signal);
      } catch (error) {
        throw toOutsideError(this.service.name, error);
      }
    });
    this.lastGoodAt = performance.now();
    return value;
  }
}

/** A success that does not carry the vendor's mark came from something in between. */
function answered<T extends { headers?: COS.Headers }>(service: string, answer: T): T {
  if (!answer.headers?.['x-cos-request-id'])
    throw new OutsideError(service, 'temporary', 'nonsense', 'the answer is not the store’s');
  return answer;
}
