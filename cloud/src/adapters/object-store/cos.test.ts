import { randomBytes } from 'node:crypto';
import { CosSimulator } from '../../../../test/simulators/cos';
import type { CosAccess } from '../../kernel/env.storage';
import { OutsideService } from '../outside/outside-service';
import { CosObjectStore } from './cos';
import type { UploadGrant, UploadWish } from './port';

const name = 'evidence-1250000000';
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

describe('evidence in a bucket', () => {
  let cos: CosSimulator;
  let access: CosAccess;
  let service: OutsideService;
  let store: CosObjectStore;

  const connected = (changes: Partial<CosAccess> = {}) => {
    const timeoutMs = changes.timeoutMs ?? access.timeoutMs;
    service = new OutsideService('cos', { timeoutMs, repeats: 2, failuresInARow: 50, restMs: 100 });
    return new CosObjectStore({ ...access, ...changes }, service);
  };
  const wish = (changes: Partial<UploadWish> = {}): UploadWish => ({
    fileId: '01EXAMPLE',
    key: 'incoming/01EXAMPLE',
    bytes: 1000,
    contentType: 'image/jpeg',
    from: Date.now(),
    until: Date.now() + hourMs,
    ...changes,
  });
  /** As a phone sends: every field of the grant, then the file. */
  const post = async (grant: UploadGrant, bytes: Buffer, changes: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [field, value] of Object.entries({ ...grant.fields, ...changes })) form.append(field, value);
    form.append(grant.name, new Blob([new Uint8Array(bytes)]), 'photo.jpg');
    const answer = await fetch(grant.url, { method: 'POST', body: form });
    return { status: answer.status, text: await answer.text() };
  };

  beforeEach(async () => {
    cos = await new CosSimulator().open();
    cos.bucket(name);
    access = {
      bucket: name,
      region: 'ap-guangzhou',
      secretId: 'AKIDexample',
      secretKey: 'example-secret-key',
      token: null,
      domain: cos.domain,
      protocol: 'http:',
      uploadUrl: null,
      timeoutMs: 5000,
      lock: 'ask',
    };
    store = connected();
  });
  afterEach(() => cos.close());

  describe('read and written', () => {
    test('comes back to the byte, says how long it is, and is gone once removed', async () => {
      const bytes = randomBytes(30_000);
      await store.put('evidence/ab/记录 (1)!.jpg', bytes, { contentType: 'image/jpeg' });
      expect((await store.get('evidence/ab/记录 (1)!.jpg'))?.equals(bytes)).toBe(true);
      expect(await store.head('evidence/ab/记录 (1)!.jpg')).toEqual({ bytes: 30_000 });
      await store.remove('evidence/ab/记录 (1)!.jpg');
      expect(await store.get('evidence/ab/记录 (1)!.jpg')).toBeNull();
      expect(await store.head('evidence/ab/记录 (1)!.jpg')).toBeNull();
      await store.remove('evidence/ab/记录 (1)!.jpg');
    });

    test('the same bytes may come twice, others never', async () => {
      const bytes = randomBytes(500);
      await store.put('evidence/one', bytes);
      await store.put('evidence/one', bytes);
      await expect(store.put('evidence/one', randomBytes(500))).rejects.toThrow('never replaced');
      expect((await store.get('evidence/one'))?.equals(bytes)).toBe(true);
    });

    test('twenty at once with the same bytes leave one object', async () => {
      const bytes = randomBytes(2000);
      await Promise.all(Array.from({ length: 20 }, () => store.put('evidence/one', bytes)));
      expect(cos.bucket(name).objects.size).toBe(1);
    });

    test('works with temporary credentials and their token only', async () => {
      cos.keys.push({ secretId: 'AKIDtemporary', secretKey: 'short-lived', token: 'example-token' });
      const temporary = { secretId: 'AKIDtemporary', secretKey: 'short-lived' };
      await connected({ ...temporary, token: 'example-token' }).put('evidence/one', Buffer.from('1'));
      await expect(connected({ ...temporary, token: 'other' }).get('evidence/one')).rejects.toMatchObject({
        trouble: 'misconfigured',
        code: 'AccessDenied',
      });
    });
  });

  describe('locked', () => {
    const keepUntil = Date.now() + 4 * yearMs;

    test('evidence is locked in a bucket that can lock, and nothing removes it', async () => {
      cos.bucket(name).lock = { defaultDays: null };
      await store.put('evidence/one', Buffer.from('1'), { keepUntil });
      await expect(store.remove('evidence/one')).rejects.toMatchObject({ code: 'AccessDenied' });
      expect(cos.bucket(name).objects.get('evidence/one')?.retainUntil).toBe(keepUntil);
    });

    test('what is not evidence is not locked, so that it can go', async () => {
      cos.bucket(name).lock = { defaultDays: null };
      await store.put('sealed/face', Buffer.from('1'));
      await store.remove('sealed/face');
      expect(cos.bucket(name).objects.size).toBe(0);
    });

    test('a bucket that cannot lock is asked once and sent no lock', async () => {
      await store.put('evidence/one', Buffer.from('1'), { keepUntil });
      await store.put('evidence/two', Buffer.from('2'), { keepUntil });
      expect(cos.bucket(name).objects.get('evidence/one')?.retainUntil).toBeNull();
      expect(cos.count('GetBucketObjectLockConfiguration')).toBe(1);
    });

    test('a city that wants no lock is sent none, and its bucket is still looked for', async () => {
      cos.bucket(name).lock = { defaultDays: null };
      store = connected({ lock: 'off' });
      await store.ready();
      await store.put('evidence/one', Buffer.from('1'), { keepUntil });
      expect(cos.bucket(name).objects.get('evidence/one')?.retainUntil).toBeNull();
      expect([cos.count('HeadBucket'), cos.count('GetBucketObjectLockConfiguration')]).toEqual([1, 0]);
      const nowhere = connected({ lock: 'off', bucket: 'nothing-1250000000' });
      await expect(nowhere.ready()).rejects.toMatchObject({ trouble: 'misconfigured' });
    });

    test('a bucket that locks everything is not used: faces could never be deleted', async () => {
      cos.bucket(name).lock = { defaultDays: 30 };
      await expect(store.ready()).rejects.toMatchObject({
        trouble: 'misconfigured',
        code: 'default_retention',
      });
    });
  });

  describe('sent by a phone', () => {
    const photo = randomBytes(1000);

    test('the form that was granted puts the object where it was granted, with its type', async () => {
      expect((await post(store.grant(wish()), photo)).status).toBe(200);
      const stored = cos.bucket(name).objects.get('incoming/01EXAMPLE');
      expect(stored?.bytes.equals(photo)).toBe(true);
      expect(stored?.contentType).toBe('image/jpeg');
    });

    test.each([
      ['another key', { key: 'evidence/forged' }],
      ['another type', { 'Content-Type': 'text/html' }],
      ['a later end', { 'q-key-time': '1;9999999999' }],
      ['a wider policy', { policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z"}').toString('base64') }],
      ['another signature', { 'q-signature': '0'.repeat(40) }],
    ])('a form with %s is refused', async (_what, changes) => {
      expect((await post(store.grant(wish()), photo, changes)).status).toBe(403);
      expect(cos.bucket(name).objects.size).toBe(0);
    });

    test('one byte more or less than announced is refused', async () => {
      const long = await post(store.grant(wish()), randomBytes(1001));
      const short = await post(store.grant(wish()), randomBytes(999));
      expect([long.status, short.status]).toEqual([400, 400]);
      expect(long.text).toContain('<Code>EntityTooLarge</Code>');
      expect(short.text).toContain('<Code>EntityTooSmall</Code>');
    });

    test('a form that has run out is refused', async () => {
      const late = wish({ from: Date.now() - 2 * hourMs, until: Date.now() - hourMs });
      expect((await post(store.grant(late), photo)).text).toContain('AccessDenied');
    });

    test('with temporary credentials the form carries their token', async () => {
      cos.keys.push({ secretId: 'AKIDtemporary', secretKey: 'short-lived', token: 'example-token' });
      const temporary = { secretId: 'AKIDtemporary', secretKey: 'short-lived', token: 'example-token' };
      expect((await post(connected(temporary).grant(wish()), photo)).status).toBe(200);
      const { token: _, ...without } = temporary;
      expect((await post(connected(without).grant(wish()), photo)).status).toBe(403);
    });

    test('a service whose clock is an hour slow still grants forms that are good', async () => {
      cos.aheadMs = 2 * hourMs;
      await store.ready();
      expect((await post(store.grant(wish()), photo)).status).toBe(200);
    });
  });

  describe('when it goes wrong', () => {
    const bytes = randomBytes(50_000);
    const beginsWith = (act: string) => (asked: { act: string }) => asked.act === act;

    test('a moment’s overload is waited out', async () => {
      cos.fail('SlowDown', beginsWith('PutObject'), 2);
      await store.put('evidence/one', bytes);
      expect(cos.count('PutObject')).toBe(3);
    });

    test('an upload cut in the middle leaves nothing and is sent again', async () => {
      cos.fail('cut', beginsWith('PutObject'), 1);
      await store.put('evidence/one', bytes);
      expect(cos.bucket(name).read('evidence/one').bytes.equals(bytes)).toBe(true);
    });

    test('a download cut in the middle is never taken for the object', async () => {
      await store.put('evidence/one', bytes);
      cos.fail('cut', beginsWith('GetObject'), 2);
      expect((await store.get('evidence/one'))?.equals(bytes)).toBe(true);
      cos.fail('cut', beginsWith('GetObject'));
      await expect(store.get('evidence/one')).rejects.toMatchObject({ trouble: 'temporary' });
    });

    test('other bytes than the store holds are asked for again, and never taken', async () => {
      await store.put('evidence/one', bytes);
      cos.fail('other_bytes', beginsWith('GetObject'), 1);
      expect((await store.get('evidence/one'))?.equals(bytes)).toBe(true);
      cos.fail('other_bytes', beginsWith('GetObject'));
      await expect(store.get('evidence/one')).rejects.toMatchObject({ code: 'ChecksumDiffers' });
    });

    test('a lost answer does no harm: the object that is there is ours', async () => {
      cos.bucket(name).objects.set('evidence/one', {
        bytes,
        contentType: 'image/jpeg',
        retainUntil: null,
        storedAt: 0,
      });
      await store.put('evidence/one', bytes);
    });

    test('a silent store is given up in time', async () => {
      store = connected({ timeoutMs: 300 });
      cos.fail('silent');
      const before = performance.now();
      await expect(store.get('evidence/one')).rejects.toMatchObject({ code: 'timeout' });
      expect(performance.now() - before).toBeLessThan(5000);
    });

    test('a page from something in between is no success', async () => {
      cos.fail('nonsense');
      await expect(store.put('evidence/one', bytes)).rejects.toMatchObject({ code: 'nonsense' });
      await expect(store.get('evidence/one')).rejects.toMatchObject({ code: 'nonsense' });
      await expect(store.head('evidence/one')).rejects.toMatchObject({ code: 'nonsense' });
      await expect(store.ready()).rejects.toMatchObject({ code: 'nonsense' });
    });

    test.each(['AccessDenied', 'QuotaExceeded', 'UserForbidden', 'SignatureDoesNotMatch'] as const)(
      '%s is not asked again: only an administrator can mend it',
      async (code) => {
        cos.fail(code);
        await expect(store.put('evidence/one', bytes)).rejects.toMatchObject({
          trouble: 'misconfigured',
          code,
        });
        expect(cos.count('PutObject')).toBe(1);
        expect(service.lastTrouble?.code).toBe(code);
      },
    );

    test('a bucket that is gone is not taken for objects that are gone', async () => {
      const elsewhere = connected({ bucket: 'nothing-1250000000' });
      await expect(elsewhere.get('evidence/one')).rejects.toMatchObject({ trouble: 'misconfigured' });
      await expect(elsewhere.remove('evidence/one')).rejects.toMatchObject({ trouble: 'misconfigured' });
      await expect(elsewhere.ready()).rejects.toMatchObject({ trouble: 'misconfigured' });
    });

    test('no error says a key, a signature or an address', async () => {
      cos.fail('AccessDenied');
      const error: unknown = await store.get('evidence/one').catch((refusal: unknown) => refusal);
      expect(String(error)).toBe('OutsideError: cos: AccessDenied: status 403');
    });

    test('after failures in a row it is left alone, and asked again later', async () => {
      service = new OutsideService('cos', { timeoutMs: 5000, repeats: 0, failuresInARow: 3, restMs: 150 });
      store = new CosObjectStore(access, service);
      cos.fail('ServiceUnavailable');
      for (let turn = 0; turn < 3; turn += 1) await store.ready().catch(() => undefined);
      const asked = cos.asked.length;
      await expect(store.ready()).rejects.toMatchObject({ code: 'circuit_open' });
      expect(cos.asked.length).toBe(asked);
      cos.recover();
      await new Promise((wake) => setTimeout(wake, 200));
      await store.ready();
      expect(service.state).toBe('well');
    });
  });
});
