import { type ImportRun, importApi, importErrorsPath } from '@lifttrust/shared-types/import/import.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import ExcelJS from 'exceljs';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { csvOf, ImportOffice } from './testing/import-office';

const headings = ['注册代码', '出厂编号', '设备品种', '使用地点', '维保单位', '最近维保日期'];
const code = (serial: number): string => `31109999012017${String(serial).padStart(6, '0')}`;
const lift = (serial: number, place: string) => [
  ...[code(serial), `F${serial}`, '曳引驱动乘客电梯', place, '榕舟电梯服务有限公司', '2026-01-05'],
];
const tableOf = (from: number, rows: number, place: string) =>
  csvOf(headings, ...Array.from({ length: rows }, (_, at) => lift(from + at, place)));

onBothDatabases((start) => {
  let service: TestService;
  let office: ImportOffice;
  let token: string;
  beforeAll(async () => {
    service = await start();
    office = await ImportOffice.in(service);
    token = office.regulator;
  });
  afterAll(() => service.stop());

  const show = async (importId: string): Promise<ImportRun> =>
    (await service.call(importApi.show, { importId }, { token })).data;
  const found = async (q: string) => (await service.call(liftApi.list, { q }, { token })).data.total;
  const errorList = async (importId: string, who = token) => {
    const headers = { authorization: `Bearer ${who}` };
    return fetch(service.url + importErrorsPath(importId), { headers });
  };
  const cells = (sheet: ExcelJS.Worksheet | undefined, row: number): string[] => {
    const values = sheet?.getRow(row).values;
    return Array.isArray(values) ? values.slice(1).map((value) => String(value ?? '')) : [];
  };

  test('a long table is written by chunks, and the run tells how far it is', async () => {
    const run = await office.check(token, tableOf(1, 3_000, '甲小区'));
    expect(run).toMatchObject({ counts: { create: 3_000 }, written: { create: 0 }, progress: null });
    const begun = (await service.call(importApi.commit, { importId: run.id }, { token })).data;
    expect(begun).toMatchObject({ state: 'committing', progress: { done: 0, total: 3_000 } });
    const seen = new Set<number>();
    for (let now = await show(run.id); now.progress; now = await show(run.id)) seen.add(now.progress.done);
    expect([...seen].every((done) => done % 500 === 0)).toBe(true);
    expect(seen.size).toBeGreaterThan(1);
    expect(await show(run.id)).toMatchObject({ state: 'committed', written: { create: 3_000, update: 0 } });
    expect(await found('甲小区')).toBe(3_000);
  });

  test('stopped half-way: what was written stays and is listed, the rest is not written and is listed too', async () => {
    const run = await office.check(token, tableOf(5_001, 4_000, '乙小区'));
    await service.call(importApi.commit, { importId: run.id }, { token });
    while ((await show(run.id)).written.create === 0) await new Promise((wake) => setTimeout(wake, 5));
    const stopped = await service.call(importApi.cancel, { importId: run.id }, { token });
    expect(stopped.data.state).toBe('cancelled');
    const { written } = await show(run.id);
    expect(written.create).toBeGreaterThan(0);
    expect(written.create).toBeLessThan(4_000);
    await new Promise((wake) => setTimeout(wake, 500));
    expect(await found('乙小区')).toBe(written.create);
    const side = async (which: 'yes' | 'no') =>
      (await service.call(importApi.rows, { importId: run.id, written: which }, { token })).data;
    const [yes, no] = [await side('yes'), await side('no')];
    expect([yes.total, no.total]).toEqual([written.create, 4_000 - written.create]);
    expect(yes.items.every((row) => row.written)).toBe(true);
    expect(no.items.some((row) => row.written)).toBe(false);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await (await errorList(run.id)).arrayBuffer());
    expect(book.worksheets[0]?.rowCount).toBe(1 + no.total);
    expect(cells(book.worksheets[0], 2)[1]).toBe('没有写入');
    expect((await service.call(importApi.commit, { importId: run.id }, { token })).error?.code).toBe(
      'import.cancelled',
    );
    const rest = await office.import(token, tableOf(5_001, 4_000, '乙小区'));
    expect(rest.counts).toMatchObject({ create: no.total, unchanged: yes.total });
    expect(await found('乙小区')).toBe(4_000);
  });

  test('nothing else can be asked of a run that is being written', async () => {
    const run = await office.check(token, tableOf(10_001, 2_000, '丙小区'));
    await service.call(importApi.commit, { importId: run.id }, { token });
    const again = await service.call(importApi.commit, { importId: run.id }, { token });
    const input = { importId: run.id, mapping: run.mapping, crs: 'GCJ02' as const };
    const check = await service.call(importApi.check, input, { token });
    expect([again.error?.code, check.error?.code]).toEqual(['import.committing', 'import.committing']);
    expect((await office.settled(token, run.id)).written.create).toBe(2_000);
  });

  test('one commit command delivered twice is one commit, and says the same', async () => {
    const run = await office.check(token, tableOf(13_001, 10, '丁小区'));
    const who = { token, requestKey: 'the-same-commit-key' };
    const first = await service.call(importApi.commit, { importId: run.id }, who);
    await office.settled(token, run.id);
    const second = await service.call(importApi.commit, { importId: run.id }, who);
    expect(second).toEqual(first);
    expect(await found('丁小区')).toBe(10);
  });

  test('a file that was here before is recognised', async () => {
    const table = tableOf(14_001, 3, '戊小区');
    const first = await office.import(token, table);
    expect(first.sameAs).toBeNull();
    const second = (await office.start(token, table)).data;
    expect(second.sameAs).toMatchObject({ id: first.id, state: 'committed' });
    const other = (await office.start(token, `${table}\r\n`)).data;
    expect(other.sameAs).toBeNull();
  });

  test('the error list holds row number, reasons and the row exactly as it was uploaded', async () => {
    const wrong = ['3.11E+19', '0007', '飞毯', '=HYPERLINK("http://x")', ' 榕舟 ', '昨天'];
    const run = await office.check(token, csvOf(['鹭湾区'], headings, lift(15_001, '己小区'), wrong));
    const answer = await errorList(run.id);
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
      '台账-没有写入的行.xlsx',
    );
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const [sheet] = book.worksheets;
    expect(cells(sheet, 1)).toEqual(['表格行号', '结果', '原因', ...headings]);
    const [number, outcome, reasons, ...original] = cells(sheet, 2);
    expect([number, outcome, original]).toEqual(['4', '不能导入', wrong]);
    for (const part of ['科学计数', '飞毯', '昨天']) expect(reasons).toContain(part);
    expect(reasons?.split('\n').every((line) => /[。]$/.test(line))).toBe(true);
    expect(sheet?.getCell('G2').formula).toBeUndefined();
    expect(sheet?.rowCount).toBe(2);
  });

  test('an error list is for those who may see the run', async () => {
    const run = await office.check(token, tableOf(16_001, 1, '庚小区'));
    const neighbour = await office.person('regulator', '999902');
    const admin = await office.person('company_admin', '');
    expect((await errorList(run.id, neighbour)).status).toBe(404);
    expect((await errorList(run.id, admin)).status).toBe(404);
    expect((await fetch(service.url + importErrorsPath(run.id))).status).toBe(401);
  });
});
