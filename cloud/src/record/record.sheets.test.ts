import { recordApi, recordItemsPath, recordSheetPath } from '@lifttrust/shared-types/record/record.contract';
import { Workbook } from 'exceljs';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { sealRecord } from '../archive/testing/sealed-months';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MaintenanceRecord } from './record.entity';

const day = 86_400_000;
const purpose = '季度检查统计';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let now: number;
  let recordId: string;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    const clock = await service.get(Clock);
    now = clock.now();
    ({ recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted'));
    const [work, ledger] = [await service.get(UnitOfWork), await service.get(LedgerService)];
    const { liftId, companyId, ownerId, divisionCode } = own;
    await work.run(systemCtx(now), async (tx) => {
      const of = { liftId, companyId, ownerId, divisionCode, completedAt: now - 40 * day };
      const earlier = await sealRecord(tx, ledger, of);
      // What somebody once wrote into a name.
      await tx.manager.update(MaintenanceRecord, { id: earlier }, { place: '=HYPERLINK("http://a","b")' });
    });
  });
  afterAll(() => service.stop());

  const fetched = async (path: string, who?: Worker) =>
    fetch(service.url + path, { headers: who ? { authorization: `Bearer ${who.token}` } : {} });
  const sheetOf = async (path: string, who: Worker) => {
    const response = await fetched(path, who);
    expect(response.status).toBe(200);
    const book = new Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const sheet = book.worksheets[0];
    if (!sheet) throw new Error('the workbook is empty');
    const rows: string[][] = [];
    sheet.eachRow((row) => {
      const cells: string[] = [];
      row.eachCell({ includeEmpty: true }, (cell) => {
        expect(cell.formula).toBeUndefined();
        cells.push(cell.text);
      });
      rows.push(cells);
    });
    return { rows, fileName: response.headers.get('content-disposition') ?? '' };
  };

  test('the list is in the workbook as it is on the page: for the bureau, the company and the owner', async () => {
    for (const who of [own.regulator, own.admin, own.officer, own.ownerAdmin]) {
      const { items } = good(await service.call(recordApi.list, { pageSize: 100 }, who));
      const { rows } = await sheetOf(recordSheetPath({ purpose }), who);
      expect(rows[0]?.slice(0, 3)).toEqual(['完成日期', '应急救援识别码', '地点']);
      expect(rows.slice(1, items.length + 1).map(([completedOn]) => completedOn)).toEqual(
        items.map(({ completedOn }) => completedOn),
      );
      expect(rows.flat().join('')).toContain(`用途：${purpose}`);
    }
    const { rows } = await sheetOf(recordSheetPath({ purpose }), foreign.regulator);
    expect(rows.flat().join('')).toContain('共 0 行');
  });

  test('days and filters narrow it; what somebody wrote into a record is text and never a formula', async () => {
    const at = (days: number) => new Date(now + 8 * 3_600_000 - days * day).toISOString().slice(0, 10);
    const past = { from: at(41), until: at(39), purpose };
    const { rows } = await sheetOf(recordSheetPath(past), own.regulator);
    expect(rows[1]?.[2]).toBe('=HYPERLINK("http://a","b")');
    expect(rows.flat().join('')).toContain('共 1 行');
    const none = await sheetOf(recordSheetPath({ ...past, validity: 'invalid' }), own.regulator);
    expect(none.rows.flat().join('')).toContain('共 0 行');
    const page = good(await service.call(recordApi.list, { from: past.from, until: past.until }, own.admin));
    expect(page.total).toBe(1);
  });

  test('without a purpose there is no workbook; with one, who took how much and what for stands in the log', async () => {
    expect((await fetched('/api/record-sheets/list', own.regulator)).status).toBe(400);
    expect((await fetched(recordSheetPath({ purpose }))).status).toBe(401);
    expect((await fetched(recordSheetPath({ purpose }), own.lead)).status).toBe(403);
    expect((await fetched(recordSheetPath({ purpose }), own.inspector)).status).toBe(403);
    const { manager } = (await service.get(Database)).reader;
    const [row] = await manager.findBy(AuditEntry, {
      action: 'record.list_exported',
      personId: own.regulator.personId,
    });
    expect(row?.detail).toMatchObject({ purpose, rows: 2 });
  });

  test('one record’s checklist is a workbook with every item, for those who may see the record', async () => {
    const { items } = good(await service.call(recordApi.show, { recordId }, own.admin));
    const { rows } = await sheetOf(recordItemsPath(recordId), own.admin);
    const at = rows.findIndex(([first]) => first === '编号');
    expect(rows.slice(at + 1, at + 1 + items.length).map(([code]) => code)).toEqual(
      items.map(({ code }) => code),
    );
    expect(rows.slice(0, at).flat()).toContain('查验码');
    expect((await fetched(recordItemsPath(recordId), foreign.admin)).status).toBe(404);
  });

  test('a list beyond the limit is refused in words, and not cut off in silence', async () => {
    const work = await service.get(UnitOfWork);
    const { manager } = (await service.get(Database)).reader;
    const sample = await manager.findOneByOrFail(MaintenanceRecord, { id: recordId });
    const many = Array.from({ length: 10_000 }, () => {
      const id = newId();
      return {
        ...sample,
        id,
        visitId: newId(),
        contentHash: '0'.repeat(64),
        verificationCode: id.slice(-16),
      };
    });
    await work.run(systemCtx(now), (tx) => insertRows(tx.manager, MaintenanceRecord, many));
    const refused = await fetched(recordSheetPath({ purpose }), own.regulator);
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('请按完成日期或单位缩小范围');
  });
});
