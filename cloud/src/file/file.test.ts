import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts, type Worker } from '../../../test/fixture/district';
import { photograph, sha256, signature } from '../../../test/fixture/evidence';
import { announce, good, sendBytes, upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { PhotoNonce } from './photo-nonce.entity';
import { StoredFile } from './stored-file.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let visitId: string;
  let driver: VisitDriver;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service);
    visitId = await driver.plan(own);
  });
  afterAll(() => service.stop());

  const nonceOf = async (worker: Worker, index = 0) =>
    (await driver.pack(worker, visitId)).nonces[index] ?? '';
  const announced = async (bytes: Buffer, claimed: { sha256?: string; bytes?: number } = {}) => {
    const file = {
      purpose: 'photo' as const,
      visitId,
      nonce: await nonceOf(own.lead),
      contentType: 'image/jpeg',
      sha256: claimed.sha256 ?? sha256(bytes),
      bytes: claimed.bytes ?? bytes.length,
    };
    return good(await service.call(fileApi.announce, file, own.lead)).fileId;
  };
  const report = (fileId: string, worker = own.lead) => service.call(fileApi.report, { fileId }, worker);
  const stateOf = async (fileId: string) => {
    const database = await service.get(Database);
    return (await database.reader.manager.findOneBy(StoredFile, { id: fileId }))?.state;
  };

  test('a photograph announced, sent and reported is stored, and reporting it again says the same', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    expect((await sendBytes(service, own.lead, fileId, bytes)).status).toBe(200);
    const [first, second] = [await report(fileId), await report(fileId)];
    expect(first.data).toMatchObject({ state: 'stored', sha256: sha256(bytes) });
    expect(second.data).toEqual(first.data);
  });

  test('other bytes than were announced are refused, and the right ones may follow', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    const changed = Buffer.from(bytes);
    changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
    await sendBytes(service, own.lead, fileId, changed);
    const refused = await report(fileId);
    expect(refused.status).toBe(422);
    expect(refused.error?.code).toBe('file.hash_mismatch');
    expect(await stateOf(fileId)).toBe('announced');
    await sendBytes(service, own.lead, fileId, bytes);
    expect((await report(fileId)).data.state).toBe('stored');
  });

  test('an upload cut short is refused with how much came, and may be sent again', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    const half = bytes.subarray(0, bytes.length / 2);
    expect(await sendBytes(service, own.lead, fileId, half)).toEqual({ status: 400, code: 'file.truncated' });
    expect((await report(fileId)).error?.code).toBe('file.not_received');
    expect((await sendBytes(service, own.lead, fileId, bytes)).status).toBe(200);
    expect((await report(fileId)).status).toBe(200);
  });

  test('a connection that breaks within the form leaves nothing behind', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    const boundary = 'lifttrust-boundary';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n`;
    const response = await fetch(`${service.url}/api/uploads/${fileId}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${own.lead.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: new Uint8Array(Buffer.concat([Buffer.from(head), bytes.subarray(0, 100)])),
    });
    expect(response.status).toBe(400);
    expect(await stateOf(fileId)).toBe('announced');
  });

  test('bytes that come as no form are refused', async () => {
    const fileId = await announced(await photograph());
    const response = await fetch(`${service.url}/api/uploads/${fileId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.lead.token}`, 'content-type': 'application/octet-stream' },
      body: 'bytes',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'file.not_multipart' } });
  });

  test.each([
    ['text', Buffer.from('这不是照片。')],
    ['a program', Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(400, 7)])],
    ['a program for Linux', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(400)])],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    ['the first bytes of a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70])],
  ])('%s called a photograph is refused', async (_what, bytes) => {
    const fileId = await announced(bytes);
    await sendBytes(service, own.lead, fileId, bytes);
    const answer = await report(fileId);
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('file.not_a_picture');
  });

  test('a photograph of which the second half is missing is no photograph', async () => {
    const whole = await photograph();
    const bytes = whole.subarray(0, Math.floor(whole.length * 0.5));
    const fileId = await announced(bytes);
    await sendBytes(service, own.lead, fileId, bytes);
    expect((await report(fileId)).error?.code).toBe('file.not_a_picture');
  });

  test('a PNG announced as JPEG is refused', async () => {
    const bytes = await signature();
    const fileId = await announced(bytes);
    await sendBytes(service, own.lead, fileId, bytes);
    expect((await report(fileId)).error?.code).toBe('file.not_a_picture');
  });

  test('too large and of a wrong type: both reasons are told at once, before a byte is sent', async () => {
    const answer = await service.call(
      fileApi.announce,
      {
        purpose: 'photo',
        visitId,
        nonce: await nonceOf(own.lead),
        contentType: 'application/x-msdownload',
        sha256: '0'.repeat(64),
        bytes: 9_000_000,
      },
      own.lead,
    );
    expect(answer.status).toBe(400);
    expect(answer.error?.details?.map((detail) => detail.code)).toEqual([
      'file.type_not_allowed',
      'file.too_large',
    ]);
  });

  test('more bytes than were announced are refused', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes, { bytes: 100 });
    expect((await sendBytes(service, own.lead, fileId, bytes)).code).toBe('file.truncated');
  });

  test('a nonce serves one photograph only', async () => {
    const nonce = await nonceOf(own.lead);
    const file = { purpose: 'photo' as const, visitId, nonce };
    good(await announce(service, own.lead, { ...file, bytes: await photograph() }));
    const again = await announce(service, own.lead, { ...file, bytes: await photograph() });
    expect(again.status).toBe(409);
    expect(again.error?.code).toBe('file.nonce_refused');
  });

  test('twenty announcements with one nonce at once: one is taken', async () => {
    const nonce = await nonceOf(own.lead);
    const bytes = await photograph();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        announce(service, own.lead, { purpose: 'photo', visitId, nonce, bytes }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.error?.code === 'file.nonce_refused')).toHaveLength(19);
  });

  test('the partner’s nonce, another visit’s and an invented one are refused and stay unspent', async () => {
    const otherVisit = await driver.plan(own);
    const others = [
      await nonceOf(own.partner),
      (await driver.pack(own.lead, otherVisit)).nonces[0] ?? '',
      'invented-nonce',
    ];
    for (const nonce of others) {
      const bytes = await photograph();
      const answer = await announce(service, own.lead, { purpose: 'photo', visitId, nonce, bytes });
      expect(answer.error?.code).toBe('file.nonce_refused');
    }
    const { manager } = (await service.get(Database)).reader;
    const kept = await manager.findOneBy(PhotoNonce, { nonce: others[0] ?? '' });
    expect(kept?.fileId).toBeNull();
  });

  test('a photograph without a nonce is refused', async () => {
    const answer = await announce(service, own.lead, {
      purpose: 'photo',
      visitId,
      bytes: await photograph(),
    });
    expect(answer.error?.code).toBe('file.nonce_refused');
  });

  test('another company’s visit does not exist', async () => {
    const bytes = await photograph();
    const nonce = await nonceOf(own.lead, 1);
    for (const stranger of [foreign.lead, foreign.admin, own.colleague]) {
      const answer = await announce(service, stranger, { purpose: 'photo', visitId, nonce, bytes });
      expect(answer.status).toBe(404);
    }
  });

  test('nobody reports or fills another person’s upload', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    expect((await sendBytes(service, own.partner, fileId, bytes)).status).toBe(404);
    expect((await report(fileId, own.partner)).status).toBe(404);
    expect((await report(fileId, foreign.lead)).status).toBe(404);
  });

  test('a cancelled visit takes no more files', async () => {
    const closed = await driver.plan(own);
    const { nonces } = await driver.pack(own.lead, closed);
    await service.call(visitApi.cancel, { visitId: closed, reason: '电梯停用。' }, own.admin);
    const file = { purpose: 'photo' as const, visitId: closed, nonce: nonces[0] ?? '' };
    const answer = await announce(service, own.lead, { ...file, bytes: await photograph() });
    expect(answer.status).toBe(409);
    expect(answer.error?.code).toBe('visit.closed');
  });

  test('the picture that people look at is a copy; the original is kept to the byte', async () => {
    const bytes = await photograph();
    const file = { purpose: 'photo' as const, visitId, nonce: await nonceOf(own.lead), bytes };
    const fileId = await upload(service, own.lead, file);
    const read = async (copy: string) => {
      const headers = { authorization: `Bearer ${own.regulator.token}` };
      const response = await fetch(`${service.url}/api/files/${fileId}/content?copy=${copy}`, { headers });
      return sha256(new Uint8Array(await response.arrayBuffer()));
    };
    expect(await read('original')).toBe(sha256(bytes));
    expect(await read('watermarked')).not.toBe(sha256(bytes));
  });

  // Last, since it moves the service's time.
  test('an upload address is good for half an hour', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    (await service.get(Clock)).shift(31 * 60_000);
    const late = await sendBytes(service, own.lead, fileId, bytes);
    expect(late).toEqual({ status: 409, code: 'file.upload_expired' });
  });
});
