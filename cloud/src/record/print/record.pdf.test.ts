import { recordApi, recordPdfPath } from '@lifttrust/shared-types/record/record.contract';
import { type District, twoDistricts, type Worker } from '../../../../test/fixture/district';
import { VisitDriver } from '../../../../test/fixture/visit-driver';
import { AuditEntry } from '../../kernel/audit-entry.entity';
import { Clock } from '../../kernel/clock';
import { Database } from '../../kernel/database';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { readPdf, squeezed } from './testing/read-pdf';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let recordId: string;
  beforeAll(async () => {
    service = await start();
    const clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    const driver = new VisitDriver(service, () => clock.now());
    ({ recordId } = await driver.walk(own, 'submitted'));
    const signature = await driver.ownerSignature(own.officer, recordId);
    expect((await service.call(recordApi.ownerSign, signature, own.officer)).status).toBe(200);
  });
  afterAll(() => service.stop());

  const print = (who?: Worker) =>
    fetch(
      service.url + recordPdfPath(recordId),
      who ? { headers: { authorization: `Bearer ${who.token}` } } : {},
    );
  const prints = async () =>
    (await service.get(Database)).reader.manager.countBy(AuditEntry, { action: 'record.print' });

  test('a sealed record is printed with its technicians, its owner’s signature and its number in the log', async () => {
    const before = await prints();
    const answer = await print(own.regulator);
    expect(answer.headers.get('content-type')).toContain('application/pdf');
    const { pages } = readPdf(Buffer.from(await answer.arrayBuffer()), 'real');
    const text = squeezed(pages);
    for (const words of [
      own.lead.name,
      own.partner.name,
      own.officer.name,
      '已签字确认',
      'A-1-31',
      '需保留纸质记录',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('签名图无法读取');
    expect(text).not.toContain('照片无法读取');
    expect(await prints()).toBe(before + 1);
  });

  test('the owner and the company may print their record, nobody else learns that it exists', async () => {
    expect((await print(own.officer)).status).toBe(200);
    expect((await print(own.admin)).status).toBe(200);
    for (const stranger of [foreign.regulator, foreign.admin, foreign.officer]) {
      expect((await print(stranger)).status).toBe(404);
    }
    expect((await print()).status).toBe(401);
  });
});
