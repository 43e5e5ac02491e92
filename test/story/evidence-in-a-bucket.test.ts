import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { FileCopies } from '../../cloud/src/file/file.copies';
import { copyBucket, cosEnvironment, mainBucket, openCos } from '../../cloud/src/file/testing/cloud-storage';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerSigner } from '../../cloud/src/ledger/ledger.signer';
import { type District, twoDistricts } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { VisitDriver } from '../fixture/visit-driver';
import type { CosSimulator } from '../simulators/cos';

const script = join(__dirname, '../../cloud/scripts/verify.mjs');

onBothDatabases((start) => {
  let cos: CosSimulator;
  let service: TestService;
  let own: District;
  let recordId: string;
  beforeAll(async () => {
    cos = await openCos();
    service = await start(cosEnvironment(cos));
    ({ own } = await twoDistricts(service));
  });
  afterAll(async () => {
    await service.stop();
    await cos.close();
  });

  const keys = (bucket: string, folder: string) =>
    [...cos.bucket(bucket).objects.keys()].filter((key) => key.startsWith(folder));

  /** The audit as a regulator runs it: database, exported checkpoints, and the evidence where it lies. */
  async function verify(objects: string): Promise<{ code: number | null; text: string }> {
    const key = (await service.get(LedgerSigner)).publicKey;
    const checkpoints = join(service.folder, 'checkpoints');
    const where = ['--database', service.databaseAddress, '--checkpoints', checkpoints];
    const child = spawn(process.execPath, [script, ...where, '--objects', objects, '--key', key], {
      env: { ...process.env, ...cosEnvironment(cos) },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += String(piece)));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
  }

  test('a whole visit’s photographs and signatures go straight into the bucket and are sealed', async () => {
    const driver = new VisitDriver(service);
    ({ recordId } = await driver.walk(own, 'submitted'));
    await (await service.get(Outbox)).settle();
    await (await service.get(Checkpointer)).checkpoint();
    expect(cos.count('PostObject')).toBe(8);
    expect(keys(mainBucket, 'evidence/')).toHaveLength(6);
    expect(keys(mainBucket, 'incoming/')).toEqual([]);
  });

  test('the faces of the visit are gone once they were judged, and were never copied', () => {
    expect(keys(mainBucket, 'sealed/')).toEqual([]);
    expect(keys(copyBucket, 'sealed/')).toEqual([]);
  });

  test('all of its evidence lies twice, and locked', async () => {
    expect(keys(copyBucket, 'evidence/').sort()).toEqual(keys(mainBucket, 'evidence/').sort());
    expect(await (await service.get(FileCopies)).singleCopies()).toEqual({ files: 0, oldestAt: null });
    for (const bucket of [mainBucket, copyBucket]) {
      const evidence = keys(bucket, 'evidence/').map((key) => cos.bucket(bucket).read(key));
      expect(evidence.every(({ retainUntil }) => retainUntil !== null)).toBe(true);
    }
  });

  test('the record is printed with the pictures from the bucket', async () => {
    const response = await fetch(`${service.url}/api/records/${recordId}/pdf`, {
      headers: { authorization: `Bearer ${own.regulator.token}` },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  test.each(['cos', 'cos-copy'])('the audit reads the evidence in %s and finds it right', async (objects) => {
    const { code, text } = await verify(objects);
    expect(text).toContain('6 evidence objects');
    expect([code, text]).toEqual([0, expect.stringContaining('Everything holds')]);
  });

  test('a photograph replaced behind our back is found by the audit', async () => {
    const [key = ''] = keys(mainBucket, 'evidence/');
    cos.bucket(mainBucket).replaceBehindOurBack(key, await photograph());
    const { code, text } = await verify('cos');
    expect(text).toMatch(new RegExp(`BROKEN {2}evidence ${key.split('/')[2]} .* was changed`));
    expect(code).toBe(1);
  });

  test('an audit that is not let in says so and judges nothing', async () => {
    cos.fail('AccessDenied');
    const { code, text } = await verify('cos-copy');
    expect(text).toContain('could not be read: AccessDenied');
    expect(code).toBe(2);
    cos.recover();
  });
});
