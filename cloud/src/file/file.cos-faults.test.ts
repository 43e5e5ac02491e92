import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { photograph, sha256 } from '../../../test/fixture/evidence';
import { announce, good } from '../../../test/fixture/uploads';
import type { CosSimulator, CosTrouble } from '../../../test/simulators/cos';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FileCopies } from './file.copies';
import { evidenceKey } from './object.keys';
import { copyBucket, cosEnvironment, mainBucket, openCos, wellAgain } from './testing/cloud-storage';
import { Senders } from './testing/taking-in';

const minute = 60_000;
const evidence = ({ key }: { key: string }) => key.startsWith('evidence/');

onBothDatabases((start) => {
  let cos: CosSimulator;
  let service: TestService;
  let senders: Senders;
  beforeAll(async () => {
    cos = await openCos();
    service = await start(cosEnvironment(cos));
    senders = await Senders.at(service);
  });
  afterEach(() => wellAgain(cos, service));
  afterAll(async () => {
    await service.stop();
    await cos.close();
  });

  const refusedFor = async (answer: Promise<{ status: number; error: { code: string } | undefined }>) => {
    const { status, error } = await answer;
    return [status, error?.code];
  };
  const unreachable = [503, 'file.store_unreachable'];

  test('while the store is down nothing is promised, and the photograph’s number stays unspent', async () => {
    const bytes = await photograph();
    const known = await senders.stored(await photograph());
    const nonce = await senders.nonceOf(senders.own.lead);
    const file = { purpose: 'photo' as const, visitId: senders.visitId, nonce, bytes };
    cos.fail('ServiceUnavailable');
    // A store that answered seconds ago is trusted, until somebody finds it away.
    for (let turn = 0; turn < 3; turn += 1) await senders.look(known, 'original');
    expect(await refusedFor(announce(service, senders.own.lead, file))).toEqual(unreachable);
    await wellAgain(cos, service);
    expect((await announce(service, senders.own.lead, file)).status).toBe(200);
  });

  test.each<[string, CosTrouble]>([
    ['down', 'ServiceUnavailable'],
    ['overloaded', 'SlowDown'],
    ['silent', 'silent'],
    ['cutting connections', 'cut'],
    ['answered by something in between', 'nonsense'],
    ['forbidding', 'AccessDenied'],
    ['full', 'QuotaExceeded'],
    ['closed for an unpaid bill', 'UserForbidden'],
    ['in doubt about our signature', 'SignatureDoesNotMatch'],
  ])(
    'a report while the store is %s changes nothing, and the same report succeeds later',
    async (_how, trouble) => {
      const bytes = await photograph();
      const { fileId, upload } = await senders.announced(bytes);
      await senders.send(upload, bytes);
      cos.fail(trouble);
      const before = performance.now();
      const key = { ...senders.own.lead, requestKey: `report-${fileId}` };
      expect(await refusedFor(service.call(fileApi.report, { fileId }, key))).toEqual(unreachable);
      expect(performance.now() - before).toBeLessThan(15_000);
      expect((await senders.rowOf(fileId)).state).toBe('announced');
      await wellAgain(cos, service);
      expect(good(await service.call(fileApi.report, { fileId }, key)).state).toBe('stored');
    },
  );

  test('a slow store is waited for', async () => {
    cos.latencyMs = 250;
    expect((await senders.rowOf(await senders.stored(await photograph()))).state).toBe('stored');
  });

  test('a store that reads and does not write keeps the upload waiting', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders.announced(bytes);
    await senders.send(upload, bytes);
    cos.fail('QuotaExceeded', (asked) => asked.act === 'PutObject' && evidence(asked));
    expect(await refusedFor(senders.report(fileId))).toEqual(unreachable);
    await wellAgain(cos, service);
    expect((await senders.report(fileId)).data.state).toBe('stored');
  });

  test('bytes changed on their way out of the store do not condemn the photograph', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders.announced(bytes);
    await senders.send(upload, bytes);
    cos.fail('other_bytes', ({ act }) => act === 'GetObject');
    expect(await refusedFor(senders.report(fileId))).toEqual(unreachable);
    await wellAgain(cos, service);
    expect((await senders.report(fileId)).data.state).toBe('stored');
  });

  test('evidence replaced behind our back is never shown: the second copy is', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    cos.bucket(mainBucket).replaceBehindOurBack(evidenceKey(sha256(bytes)), await photograph());
    const shown = await senders.look(fileId, 'original');
    expect([shown.status, sha256(shown.body)]).toEqual([200, sha256(bytes)]);
  });

  test('evidence replaced in both places is refused with the reason', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    const forged = await photograph();
    for (const bucket of [mainBucket, copyBucket])
      cos.bucket(bucket).replaceBehindOurBack(evidenceKey(sha256(bytes)), forged);
    const shown = await senders.look(fileId, 'original');
    expect(shown.status).toBe(409);
    expect(JSON.parse(shown.body.toString()).error.code).toBe('file.altered');
  });

  test('a replaced copy for the eyes is found, too', async () => {
    const fileId = await senders.stored(await photograph());
    await senders.settle();
    const { watermarkKey } = await senders.rowOf(fileId);
    for (const bucket of [mainBucket, copyBucket])
      cos.bucket(bucket).replaceBehindOurBack(watermarkKey ?? '', await photograph());
    expect((await senders.look(fileId, 'watermarked')).status).toBe(409);
  });

  test('what was replaced before it was copied is not copied, and stays counted', async () => {
    const bytes = await photograph();
    cos.fail('InternalError', ({ bucket }) => bucket === copyBucket);
    const fileId = await senders.stored(bytes);
    await senders.settle();
    cos.bucket(mainBucket).replaceBehindOurBack(evidenceKey(sha256(bytes)), await photograph());
    await wellAgain(cos, service);
    // Nothing is put off for longer: what earlier tests left uncopied is copied now, too.
    const clock = await service.get(Clock);
    clock.shift(11 * minute);
    for (let turn = 0; turn < 2; turn += 1) await senders.settle();
    clock.shift(-11 * minute);
    expect((await senders.rowOf(fileId)).copiedAt).toBeNull();
    expect(cos.bucket(copyBucket).objects.has(evidenceKey(sha256(bytes)))).toBe(false);
    expect((await (await service.get(FileCopies)).singleCopies())?.files).toBe(1);
  });

  test('evidence deleted from the first bucket is shown from the second', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    cos.bucket(mainBucket).objects.delete(evidenceKey(sha256(bytes)));
    expect(sha256((await senders.look(fileId, 'original')).body)).toBe(sha256(bytes));
  });

  test('while the first bucket is away evidence is shown from the second', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    cos.fail('InternalError', ({ bucket }) => bucket === mainBucket);
    expect(sha256((await senders.look(fileId, 'original')).body)).toBe(sha256(bytes));
    cos.fail('InternalError');
    const shown = await senders.look(fileId, 'original');
    expect(shown.status).toBe(503);
    expect(JSON.parse(shown.body.toString()).error.code).toBe('file.store_unreachable');
  });

  test('the same photograph sent for two visits is one object, written once', async () => {
    const bytes = await photograph();
    const first = await senders.stored(bytes);
    const writes = cos.count('PutObject', mainBucket);
    expect(writes).toBeGreaterThan(0);
    const second = await senders.stored(bytes);
    expect(second).not.toBe(first);
    const key = evidenceKey(sha256(bytes));
    expect(cos.bucket(mainBucket).read(key).bytes.equals(bytes)).toBe(true);
  });
});
