import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import type { District } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { announce, good, sendBytes } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { PhotoNonce } from './photo-nonce.entity';
import { Senders, takingIn } from './testing/taking-in';

onBothDatabases((start) => {
  let service: TestService;
  let senders: Senders;
  let own: District;
  let foreign: District;
  let visitId: string;
  beforeAll(async () => {
    service = await start();
    senders = await Senders.at(service);
    ({ own, foreign, visitId } = senders);
  });
  afterAll(() => service.stop());

  const announced = async (bytes: Buffer, claimed = {}) => (await senders.announced(bytes, claimed)).fileId;

  takingIn(() => senders);

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
    expect((await senders.rowOf(fileId)).state).toBe('announced');
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

  test('an upload cut short is told how much came', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    const half = bytes.subarray(0, bytes.length / 2);
    expect(await sendBytes(service, own.lead, fileId, half)).toEqual({ status: 400, code: 'file.truncated' });
  });

  test('too large and of a wrong type: both reasons are told at once, before a byte is sent', async () => {
    const answer = await service.call(
      fileApi.announce,
      {
        purpose: 'photo',
        visitId,
        nonce: await senders.nonceOf(own.lead),
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

  test('a nonce serves one photograph only', async () => {
    const nonce = await senders.nonceOf(own.lead);
    const file = { purpose: 'photo' as const, visitId, nonce };
    good(await announce(service, own.lead, { ...file, bytes: await photograph() }));
    const again = await announce(service, own.lead, { ...file, bytes: await photograph() });
    expect(again.status).toBe(409);
    expect(again.error?.code).toBe('file.nonce_refused');
  });

  test('twenty announcements with one nonce at once: one is taken', async () => {
    const nonce = await senders.nonceOf(own.lead);
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
    const otherVisit = await senders.driver.plan(own);
    const others = [
      await senders.nonceOf(own.partner),
      (await senders.driver.pack(own.lead, otherVisit)).nonces[0] ?? '',
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
    const nonce = await senders.nonceOf(own.lead, 1);
    for (const stranger of [foreign.lead, foreign.admin, own.colleague]) {
      const answer = await announce(service, stranger, { purpose: 'photo', visitId, nonce, bytes });
      expect(answer.status).toBe(404);
    }
  });

  test('nobody reports or fills another person’s upload', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    expect((await sendBytes(service, own.partner, fileId, bytes)).status).toBe(404);
    expect((await senders.report(fileId, own.partner)).status).toBe(404);
    expect((await senders.report(fileId, foreign.lead)).status).toBe(404);
  });

  // Last, since it moves the service's time.
  test('an upload address is good for half an hour', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    (await service.get(Clock)).shift(31 * 60_000);
    const late = await sendBytes(service, own.lead, fileId, bytes);
    expect(late).toEqual({ status: 409, code: 'file.upload_expired' });
  });

  test('a phone that was long without a network gets another half hour, and the nonce stays its own', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    (await service.get(Clock)).shift(31 * 60_000);
    const renewed = good(await service.call(fileApi.renew, { fileId }, own.lead));
    // What was to be cleared after the first half hour is not.
    (await service.get(Clock)).shift(15 * 60_000);
    expect((await senders.send(renewed.upload, bytes)).status).toBe(200);
    await senders.settle();
    expect((await senders.report(fileId)).status).toBe(200);
  });

  test('what was sent and never reported is cleared away', async () => {
    const bytes = await photograph();
    const fileId = await announced(bytes);
    expect((await sendBytes(service, own.lead, fileId, bytes)).status).toBe(200);
    (await service.get(Clock)).shift(60 * 60_000);
    await senders.settle();
    expect((await senders.report(fileId)).error?.code).toBe('file.not_received');
  });
});
