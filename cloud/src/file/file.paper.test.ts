import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { pdf } from '../../../test/fixture/papers';
import { announce, good, sendTo, upload } from '../../../test/fixture/uploads';
import { ClamdSimulator, eicar } from '../../../test/simulators/clamd';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { StoredFile } from './stored-file.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clamd: ClamdSimulator;
  beforeAll(async () => {
    clamd = await new ClamdSimulator().open();
    service = await start({ LIFTTRUST_CLAMD: clamd.address, LIFTTRUST_SCAN_TIMEOUT: '1000' });
    own = await buildDistrict(service, 'own');
  });
  afterAll(async () => {
    await service.stop();
    await clamd.close();
  });

  /** All three steps; gives the code with which the last one was refused. */
  async function sent(bytes: Buffer, contentType = 'application/pdf'): Promise<string | undefined> {
    const file = { purpose: 'paper', bytes, contentType } as const;
    const { fileId, upload: ticket } = good(await announce(service, own.lead, file));
    expect((await sendTo(service, own.lead, ticket, bytes)).status).toBe(200);
    return (await service.call(fileApi.report, { fileId }, own.lead)).error?.code;
  }

  test('a scan is kept encrypted and marked as scanned', async () => {
    const bytes = pdf();
    const id = await upload(service, own.lead, { purpose: 'paper', bytes, contentType: 'application/pdf' });
    const row = await (await service.get(Database)).reader.manager.findOneByOrFail(StoredFile, { id });
    expect(row).toMatchObject({ state: 'stored', isSealed: true, scanVerdict: 'clean' });
    const kept = await (await service.get(ObjectStores)).main.get(row.objectKey);
    expect(kept?.includes('%PDF')).toBe(false);
  });

  test('a photographed certificate is taken as well', async () => {
    expect(await sent(await photograph(), 'image/jpeg')).toBeUndefined();
  });

  test.each([
    ['a program', Buffer.from('MZ\u0090\0 This program cannot be run in DOS mode'), 'file.executable'],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'file.not_a_scan'],
    [
      'an archive behind a PDF',
      Buffer.concat([pdf(), Buffer.from('PK\u0003\u0004PK\u0005\u0006')]),
      'file.polyglot',
    ],
    ['a PDF with a script', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), 'file.active_content'],
    ['a PDF with a virus', pdf(`/Note(${eicar})`), 'file.infected'],
  ])('%s is refused in words and not kept', async (_what, bytes, code) => {
    expect(await sent(bytes)).toBe(code);
  });

  test('a PDF that calls itself a picture is told as such', async () => {
    expect(await sent(pdf(), 'image/png')).toBe('file.type_mismatch');
  });

  test('half a picture is refused', async () => {
    const whole = await photograph();
    expect(await sent(whole.subarray(0, whole.length / 2), 'image/jpeg')).toBe('file.not_a_picture');
  });

  test('more than 20 MB, or a type that is no scan, is refused before a byte is sent', async () => {
    const answer = await service.call(
      fileApi.announce,
      {
        purpose: 'paper',
        sha256: '0'.repeat(64),
        bytes: 21_000_000,
        contentType: 'application/x-msdownload',
      },
      own.lead,
    );
    expect(answer.status).toBe(400);
    expect(answer.error?.details?.map(({ code }) => code)).toEqual([
      'file.type_not_allowed',
      'file.too_large',
    ]);
  });

  test('while the scanner does not answer no scan is taken, and it says what to do', async () => {
    clamd.isMute = true;
    const bytes = pdf();
    const file = { purpose: 'paper', bytes, contentType: 'application/pdf' } as const;
    const { fileId, upload: ticket } = good(await announce(service, own.lead, file));
    await sendTo(service, own.lead, ticket, bytes);
    const refused = await service.call(fileApi.report, { fileId }, own.lead);
    expect(refused).toMatchObject({ status: 503, error: { code: 'file.scanner_unreachable' } });
    expect(refused.error?.message).toContain('请过几分钟再传');
    clamd.isMute = false;
    expect((await service.call(fileApi.report, { fileId }, own.lead)).data).toMatchObject({
      state: 'stored',
    });
  });

  test('inspectors and other units’ administrators send papers, but no photographs of visits', async () => {
    const file = { purpose: 'paper', bytes: pdf(), contentType: 'application/pdf' } as const;
    await upload(service, own.inspector, file);
    await upload(service, own.unitAdmin, file);
    const photo = await announce(service, own.inspector, { purpose: 'photo', bytes: await photograph() });
    expect(photo.error?.code).toBe('file.purpose_not_yours');
  });

  test('a scan is not to be had as a photograph is, not even by whoever sent it', async () => {
    const id = await upload(service, own.lead, {
      purpose: 'paper',
      bytes: pdf(),
      contentType: 'application/pdf',
    });
    for (const who of [own.lead, own.admin, own.regulator]) {
      const response = await fetch(`${service.url}/api/files/${id}/content?copy=original`, {
        headers: { authorization: `Bearer ${who.token}` },
      });
      expect(response.status).toBe(404);
    }
  });
});
