import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts, type Worker } from '../../../../test/fixture/district';
import { photograph, sha256, signature } from '../../../../test/fixture/evidence';
import { announce, good, sendTo, type Ticket } from '../../../../test/fixture/uploads';
import { VisitDriver } from '../../../../test/fixture/visit-driver';
import { Database } from '../../kernel/database';
import { Outbox } from '../../kernel/outbox';
import type { TestService } from '../../kernel/testing/service';
import { StoredFile } from '../stored-file.entity';

/** A district, a visit, and two technicians with phones that send as the service tells them. */
export class Senders {
  private constructor(
    readonly service: TestService,
    readonly own: District,
    readonly foreign: District,
    readonly driver: VisitDriver,
    readonly visitId: string,
  ) {}

  static async at(service: TestService): Promise<Senders> {
    const { own, foreign } = await twoDistricts(service);
    const driver = new VisitDriver(service);
    return new Senders(service, own, foreign, driver, await driver.plan(own));
  }

  async nonceOf(worker: Worker, index = 0): Promise<string> {
    return (await this.driver.pack(worker, this.visitId)).nonces[index] ?? '';
  }

  /** A photograph announced by the lead, as it is or with a claim about it. */
  async announced(bytes: Buffer, claimed: { sha256?: string; bytes?: number } = {}) {
    const file = {
      purpose: 'photo' as const,
      visitId: this.visitId,
      nonce: await this.nonceOf(this.own.lead),
      contentType: 'image/jpeg',
      sha256: claimed.sha256 ?? sha256(bytes),
      bytes: claimed.bytes ?? bytes.length,
    };
    return good(await this.service.call(fileApi.announce, file, this.own.lead));
  }

  send(ticket: Ticket, bytes: Buffer) {
    return sendTo(this.service, this.own.lead, ticket, bytes);
  }

  report(fileId: string, worker: Worker = this.own.lead) {
    return this.service.call(fileApi.report, { fileId }, worker);
  }

  /** Announced, sent, reported: its id. */
  async stored(bytes: Buffer): Promise<string> {
    const { fileId, upload } = await this.announced(bytes);
    await this.send(upload, bytes);
    return good(await this.report(fileId)).id;
  }

  async rowOf(fileId: string): Promise<StoredFile> {
    const { manager } = (await this.service.get(Database)).writer;
    return manager.findOneByOrFail(StoredFile, { id: fileId });
  }

  /** What is due after commits has been done. */
  async settle(): Promise<void> {
    await (await this.service.get(Outbox)).settle();
  }

  async look(fileId: string, copy: 'original' | 'watermarked') {
    const headers = { authorization: `Bearer ${this.own.regulator.token}` };
    const address = `${this.service.url}/api/files/${fileId}/content?copy=${copy}`;
    const response = await fetch(address, { headers });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  }
}

/** What holds wherever the bytes go: through the service into a folder, or straight into a bucket. */
export function takingIn(senders: () => Senders): void {
  test('a photograph announced, sent and reported is stored, and reporting it again says the same', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders().announced(bytes);
    expect((await senders().send(upload, bytes)).status).toBe(200);
    const [first, second] = [await senders().report(fileId), await senders().report(fileId)];
    expect(first.data).toMatchObject({ state: 'stored', sha256: sha256(bytes) });
    expect(second.data).toEqual(first.data);
  });

  test('reported five times at once it is stored once', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders().announced(bytes);
    await senders().send(upload, bytes);
    const answers = await Promise.all(Array.from({ length: 5 }, () => senders().report(fileId)));
    expect(answers.map(({ data }) => data.state)).toEqual(Array(5).fill('stored'));
    expect((await senders().look(fileId, 'watermarked')).status).toBe(200);
  });

  test('other bytes than were announced are refused, and the right ones may follow', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders().announced(bytes);
    const changed = Buffer.from(bytes);
    changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
    await senders().send(upload, changed);
    const refused = await senders().report(fileId);
    expect(refused.status).toBe(422);
    expect(refused.error?.code).toBe('file.hash_mismatch');
    expect((await senders().rowOf(fileId)).state).toBe('announced');
    await senders().send(upload, bytes);
    expect((await senders().report(fileId)).data.state).toBe('stored');
  });

  test('an upload cut short is refused, and may be sent again', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders().announced(bytes);
    expect((await senders().send(upload, bytes.subarray(0, bytes.length / 2))).status).toBe(400);
    expect((await senders().report(fileId)).error?.code).toBe('file.not_received');
    expect((await senders().send(upload, bytes)).status).toBe(200);
    expect((await senders().report(fileId)).status).toBe(200);
  });

  test('more bytes than were announced are refused', async () => {
    const bytes = await photograph();
    const { fileId, upload } = await senders().announced(bytes, { bytes: 100 });
    expect((await senders().send(upload, bytes)).status).toBe(400);
    expect((await senders().report(fileId)).error?.code).toBe('file.not_received');
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
    const { fileId, upload } = await senders().announced(bytes);
    await senders().send(upload, bytes);
    const answer = await senders().report(fileId);
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('file.not_a_picture');
  });

  test('a photograph of which the second half is missing is no photograph', async () => {
    const whole = await photograph();
    const bytes = whole.subarray(0, Math.floor(whole.length * 0.5));
    const { fileId, upload } = await senders().announced(bytes);
    await senders().send(upload, bytes);
    expect((await senders().report(fileId)).error?.code).toBe('file.not_a_picture');
  });

  test('a PNG announced as JPEG is refused', async () => {
    const bytes = await signature();
    const { fileId, upload } = await senders().announced(bytes);
    await senders().send(upload, bytes);
    expect((await senders().report(fileId)).error?.code).toBe('file.not_a_picture');
  });

  test('an address may be renewed, for the same bytes and by the same person only', async () => {
    const bytes = await photograph();
    const { service, own } = senders();
    const { fileId } = await senders().announced(bytes);
    expect((await service.call(fileApi.renew, { fileId }, own.partner)).status).toBe(404);
    const renewed = good(await service.call(fileApi.renew, { fileId }, own.lead));
    expect(renewed).toMatchObject({ fileId, alreadyStored: false });
    await senders().send(renewed.upload, bytes);
    expect((await senders().report(fileId)).status).toBe(200);
    const after = good(await service.call(fileApi.renew, { fileId }, own.lead));
    expect(after).toMatchObject({ fileId, alreadyStored: true });
  });

  test('a face is stored encrypted, once, and read again only until it is judged', async () => {
    const { service, own, visitId } = senders();
    const bytes = await photograph();
    const frame = { purpose: 'challenge_frame' as const, visitId, bytes };
    const { fileId, upload } = good(await announce(service, own.lead, frame));
    await senders().send(upload, bytes);
    const both = await Promise.all([senders().report(fileId), senders().report(fileId)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await senders().look(fileId, 'original')).status).toBe(404);
  });

  test('the picture that people look at is a copy; the original is kept to the byte', async () => {
    const bytes = await photograph();
    const fileId = await senders().stored(bytes);
    expect(sha256((await senders().look(fileId, 'original')).body)).toBe(sha256(bytes));
    const shown = await senders().look(fileId, 'watermarked');
    expect(shown.status).toBe(200);
    expect(sha256(shown.body)).not.toBe(sha256(bytes));
  });

  test('a cancelled visit takes no more files', async () => {
    const { service, own, driver } = senders();
    const closed = await driver.plan(own);
    const { nonces } = await driver.pack(own.lead, closed);
    await service.call(visitApi.cancel, { visitId: closed, reason: '电梯停用。' }, own.admin);
    const file = { purpose: 'photo' as const, visitId: closed, nonce: nonces[0] ?? '' };
    const answer = await announce(service, own.lead, { ...file, bytes: await photograph() });
    expect(answer.status).toBe(409);
    expect(answer.error?.code).toBe('visit.closed');
  });
}
