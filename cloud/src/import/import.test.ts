import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { csvOf, ImportOffice } from './testing/import-office';

const headings = ['注册代码', '出厂编号', '设备品种', '使用地点', '单位内编号', '维保单位', '使用单位'];
const anEasyRow = (code: string, more: Partial<Record<string, string>> = {}): string[] => {
  const row: Record<string, string> = {
    注册代码: code,
    出厂编号: '0014130',
    设备品种: '曳引驱动乘客电梯',
    使用地点: '云溪里小区',
    单位内编号: '1#',
    维保单位: '榕舟电梯服务有限公司',
    使用单位: '云溪里物业服务有限公司',
  };
  Object.assign(row, more);
  return headings.map((heading) => row[heading] ?? '');
};
/** Twenty digits, each different by its serial. */
const code = (serial: number): string => `3110999901201605${String(serial).padStart(4, '0')}`;

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

  const liftsFound = async (q: string) =>
    (await service.call(liftApi.list, { q, pageSize: 100 }, { token })).data.items;
  const fileOf = async (q: string) => {
    const [card] = await liftsFound(q);
    return (await service.call(liftApi.show, { liftId: card?.id ?? '' }, { token })).data;
  };

  test('a table is shown with its columns, its first rows and a guessed mapping', async () => {
    const rows = Array.from({ length: 7 }, (_, at) => anEasyRow(code(at + 1)));
    const { data } = await office.start(token, csvOf(['鹭湾区电梯台账'], headings, ...rows));
    expect(data).toMatchObject({
      state: 'mapping',
      format: 'csv',
      encoding: 'UTF-8',
      rowCount: 7,
      counts: null,
    });
    expect(data.headers).toEqual(headings);
    expect(data.sample).toHaveLength(5);
    expect(data.mappingFrom).toBe('guessed');
    expect(data.mapping).toMatchObject({
      registrationCode: '注册代码',
      type: '设备品种',
      ownerName: '使用单位',
    });
  });

  test('a check tells what would happen and changes nothing; the commit then does it', async () => {
    const run = await office.check(
      token,
      csvOf(headings, anEasyRow(code(10)), anEasyRow(code(11), { 出厂编号: '7' })),
    );
    expect(run.counts).toEqual({ create: 2, update: 0, unchanged: 0, refused: 0 });
    expect(await liftsFound(code(10))).toEqual([]);
    const committed = await office.commit(token, run.id);
    expect(committed.data.state).toBe('committed');
    const file = await fileOf(code(10));
    expect(file.identifiers).toMatchObject({ registrationCode: code(10), factoryNumber: '0014130' });
    expect(file).toMatchObject({
      type: '3110',
      state: 'in_use',
      divisionCode: '999901',
      divisionName: '鹭湾区',
      companyName: '榕舟电梯服务有限公司',
      owner: { name: '云溪里物业服务有限公司' },
    });
    expect(file.codePath).toMatch(/^\/l\/[0-9a-z]{26}$/);
  });

  test('GB18030 arrives as readable as UTF-8', async () => {
    const row = anEasyRow(code(20), { 使用地点: '望岫坊', 出厂编号: '20' });
    const run = await office.import(token, iconv.encode(csvOf(headings, row), 'gb18030'));
    expect(run.encoding).toBe('GB18030');
    expect((await fileOf(code(20))).place).toBe('望岫坊');
  });

  test('1E217 is a factory number, 3.11E+19 is a ruined code', async () => {
    const run = await office.check(
      token,
      csvOf(headings, anEasyRow(code(30), { 出厂编号: '1E217' }), anEasyRow('3.11E+19', { 出厂编号: '31' })),
    );
    const [kept, ruined] = await office.rows(token, run.id);
    expect(kept).toMatchObject({ rowNumber: 2, outcome: 'create', reasons: [] });
    expect(kept?.changes).toContainEqual({ field: 'factoryNumber', before: '', after: '1E217' });
    expect(ruined).toMatchObject({ rowNumber: 3, outcome: 'refused' });
    expect(ruined?.reasons.map((reason) => reason.code)).toEqual(['lift.identifier_ruined']);
    await office.commit(token, run.id);
    expect((await fileOf('1E217')).identifiers.factoryNumber).toBe('1E217');
  });

  test('every fault of a row is named at once, with the row of the table', async () => {
    const wide = [...headings, '设备状态', '制造日期', '经度', '纬度', '区划代码'];
    const row = [
      ...anEasyRow(code(40), { 设备品种: '飞毯', 出厂编号: '40' }),
      '飞行',
      '去年',
      '24.9',
      '118.6',
      '110101',
    ];
    const run = await office.check(token, csvOf(wide, [], row));
    const [bad] = await office.rows(token, run.id);
    expect(bad?.rowNumber).toBe(3);
    expect(bad?.reasons.map((reason) => reason.code).sort()).toEqual([
      'import.coordinates_swapped',
      'import.day_unreadable',
      'import.division_unknown',
      'import.state_unknown',
      'import.type_unknown',
    ]);
    expect(bad?.reasons.every((reason) => /[\u4e00-\u9fff]/.test(reason.message))).toBe(true);
  });

  test('good rows are written although others are refused', async () => {
    const run = await office.import(
      token,
      csvOf(headings, anEasyRow(code(50), { 出厂编号: '50' }), anEasyRow('', { 出厂编号: '' })),
    );
    expect(run.counts).toMatchObject({ create: 1, refused: 1 });
    const [, unidentified] = await office.rows(token, run.id);
    expect(unidentified?.reasons[0]?.code).toBe('lift.unidentified');
    expect(await liftsFound(code(50))).toHaveLength(1);
  });

  test('the same lift twice in one table is taken once, however its number is typed', async () => {
    const wide = `３１１０${code(60).slice(4)}`;
    const run = await office.check(
      token,
      csvOf(headings, anEasyRow(code(60), { 出厂编号: '60' }), anEasyRow(` ${wide} `, { 出厂编号: '61' })),
    );
    const rows = await office.rows(token, run.id);
    expect(rows.map((row) => row.outcome)).toEqual(['create', 'refused']);
    expect(rows[1]?.reasons[0]).toMatchObject({ code: 'import.duplicate_in_file' });
    expect(rows[1]?.reasons[0]?.message).toContain('第 2 行');
  });

  test('importing the same table again leaves everything unchanged', async () => {
    const table = csvOf(
      [...headings, '经度', '纬度', '最近维保日期'],
      [...anEasyRow(code(70), { 出厂编号: '70' }), '118.6126', '24.9034', '2026-01-05'],
    );
    expect((await office.import(token, table)).counts).toMatchObject({ create: 1 });
    const again = await office.import(token, table);
    expect(again.counts).toEqual({ create: 0, update: 0, unchanged: 1, refused: 0 });
    expect(await liftsFound(code(70))).toHaveLength(1);
    expect((await fileOf(code(70))).dueOn).toBe('2026-01-20');
  });

  test('the superior system wins for registration fields, and the difference is shown', async () => {
    await office.import(token, csvOf(headings, anEasyRow(code(80), { 出厂编号: '80' })));
    const changed = anEasyRow(code(80), { 出厂编号: '80', 使用地点: '望岫坊东区', 维保单位: '' });
    const run = await office.check(token, csvOf(headings, changed));
    const [row] = await office.rows(token, run.id);
    expect(row?.outcome).toBe('update');
    expect(row?.changes).toEqual([{ field: 'place', before: '云溪里小区', after: '望岫坊东区' }]);
    await office.commit(token, run.id);
    const file = await fileOf(code(80));
    expect(file).toMatchObject({ place: '望岫坊东区', companyName: '榕舟电梯服务有限公司' });
  });

  test('a position confirmed on site is not overwritten; the distance is reported', async () => {
    const table = (lng: string) =>
      csvOf([...headings, '经度', '纬度'], [...anEasyRow(code(90), { 出厂编号: '90' }), lng, '24.9']);
    await office.import(token, table('118.6'));
    const { id } = await fileOf(code(90));
    await office.write(async (manager) => {
      await manager.update(Lift, { id }, { positionConfirmed: true });
    });
    const run = await office.check(token, table('118.61'));
    const [row] = await office.rows(token, run.id);
    expect(row).toMatchObject({ outcome: 'unchanged', warnings: [{ code: 'import.position_kept' }] });
    expect(row?.warnings[0]?.message).toContain('相差约 1009 米');
    expect((await fileOf(code(90))).position).toEqual({
      lng: 118.6,
      lat: 24.9,
      crs: 'GCJ02',
      confirmed: true,
    });
  });

  test('a row whose numbers belong to two lifts is refused', async () => {
    const both = [...headings, '使用登记证编号'];
    const one = [...anEasyRow(code(100), { 出厂编号: '100' }), '梯11闽Z0100(16)'];
    const two = [...anEasyRow(code(101), { 出厂编号: '101' }), '梯11闽Z0101(16)'];
    await office.import(token, csvOf(both, one, two));
    const mixed = [...anEasyRow(code(100), { 出厂编号: '102' }), '梯11闽Z0101（16）'];
    const other = [...anEasyRow(code(103), { 出厂编号: '103' }), '梯11闽Z0100(16)'];
    const run = await office.check(token, csvOf(both, mixed, other));
    const rows = await office.rows(token, run.id);
    expect(rows.map((row) => row.reasons.map((reason) => reason.code))).toEqual([
      ['import.identifiers_conflict'],
      ['import.identifiers_conflict'],
    ]);
  });

  test('two rows that mean one registered lift by different numbers are taken once', async () => {
    const both = [...headings, '使用登记证编号'];
    const certificate = '梯11闽Z0105(16)';
    await office.import(token, csvOf(both, [...anEasyRow(code(105), { 出厂编号: '105' }), certificate]));
    const byCode = [...anEasyRow(code(105), { 出厂编号: '' }), ''];
    const byCertificate = [...anEasyRow('', { 出厂编号: '' }), certificate];
    const run = await office.check(token, csvOf(both, byCode, byCertificate));
    const rows = await office.rows(token, run.id);
    expect(rows.map((row) => row.outcome)).toEqual(['unchanged', 'refused']);
    expect(rows[1]?.reasons[0]?.code).toBe('import.duplicate_in_file');
  });

  test('an organisation spelt in two ways is entered once', async () => {
    const rows = [
      anEasyRow(code(106), { 出厂编号: '106', 维保单位: '望舒（示例）电梯公司' }),
      anEasyRow(code(107), { 出厂编号: '107', 维保单位: '望舒(示例) 电梯公司' }),
    ];
    await office.import(token, csvOf(headings, ...rows));
    const [one, two] = [await fileOf(code(106)), await fileOf(code(107))];
    expect(one.company?.id).toBe(two.company?.id);
  });

  test('a workbook is imported like any other table', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('台账');
    sheet.addRow(['鹭湾区电梯台账']);
    sheet.mergeCells('A1:G1');
    sheet.addRow(headings);
    sheet.addRow(anEasyRow(code(108), { 出厂编号: '00108' }));
    const run = await office.import(token, new Uint8Array(await book.xlsx.writeBuffer()));
    expect(run).toMatchObject({ format: 'xlsx', encoding: '工作簿', counts: { create: 1 } });
    expect((await fileOf(code(108))).identifiers.factoryNumber).toBe('00108');
  });

  test('a zip bomb is refused and the service goes on', async () => {
    const sheet = new Uint8Array(10_000_000).fill(0x20);
    const bomb = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet r:id="a"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>',
      ),
      'xl/s.xml': sheet,
    });
    const answer = await office.start(token, bomb);
    expect(answer).toMatchObject({ status: 400, error: { code: 'import.unsafe_archive' } });
  });

  test('the mapping a person chose is remembered for tables with the same columns', async () => {
    const odd = ['甲', '乙', '丙', '丁'];
    const table = csvOf(odd, [code(110), '3110', '云溪里小区', 'X']);
    const first = await office.start(token, table);
    expect(first.data).toMatchObject({ mapping: {}, mappingFrom: 'guessed' });
    const mapping = { registrationCode: '甲', type: '乙', place: '丙' };
    const input = { importId: first.data.id, mapping, crs: 'WGS84' as const };
    const checked = await office.checkRun(token, input);
    expect(checked.data).toMatchObject({ mappingFrom: 'chosen', counts: { create: 1 } });
    const second = await office.start(token, csvOf(odd, [code(111), '3110', '望岫坊', 'Y']));
    expect(second.data).toMatchObject({ mapping, mappingFrom: 'remembered', crs: 'WGS84' });
  });

  test('a mapping that cannot work is refused with all its faults', async () => {
    const { data } = await office.start(token, csvOf(headings, anEasyRow(code(120))));
    const mapping = { place: '使用地点', address: '使用地点', lng: '没有的列' };
    const answer = await service.call(
      importApi.check,
      { importId: data.id, mapping, crs: 'GCJ02' },
      { token },
    );
    expect(answer.status).toBe(400);
    expect(answer.error?.details?.map((detail) => detail.code)).toEqual([
      'import.mapping_column_twice',
      'import.mapping_column_unknown',
      'import.mapping_no_identifier',
      'import.mapping_half_position',
    ]);
  });

  test('what changed in the register after the check is not written, and the row says so', async () => {
    const same = anEasyRow(code(130), { 出厂编号: '130' });
    const moved = anEasyRow(code(131), { 出厂编号: '131' });
    const elsewhere = anEasyRow(code(131), { 出厂编号: '131', 使用地点: '望岫坊' });
    const untouched = anEasyRow(code(132), { 出厂编号: '132' });
    const early = await office.check(token, csvOf(headings, same, elsewhere));
    const late = await office.check(token, csvOf(headings, same, moved, untouched));
    await office.commit(token, early.id);
    const committed = (await office.commit(token, late.id)).data;
    expect(committed).toMatchObject({
      state: 'committed',
      counts: { create: 1, unchanged: 1, refused: 1 },
      written: { create: 1, update: 0 },
    });
    const rows = await office.rows(token, late.id);
    expect(rows.map((row) => [row.outcome, row.written])).toEqual([
      ['unchanged', false],
      ['refused', false],
      ['create', true],
    ]);
    expect(rows[1]?.reasons.map((reason) => reason.code)).toEqual(['import.register_changed']);
    expect((await fileOf(code(131))).place).toBe('望岫坊');
    expect(await liftsFound(code(130))).toHaveLength(1);
  });

  test('a run is committed once, and a cancelled run never', async () => {
    const run = await office.import(token, csvOf(headings, anEasyRow(code(140), { 出厂编号: '140' })));
    expect((await office.commit(token, run.id)).error?.code).toBe('import.already_committed');
    const other = await office.start(token, csvOf(headings, anEasyRow(code(141), { 出厂编号: '141' })));
    expect((await office.commit(token, other.data.id)).error?.code).toBe('import.not_checked');
    await service.call(importApi.cancel, { importId: other.data.id }, { token });
    expect((await office.commit(token, other.data.id)).error?.code).toBe('import.cancelled');
  });

  test('two commits of one run at once make one lift', async () => {
    const run = await office.check(token, csvOf(headings, anEasyRow(code(150), { 出厂编号: '150' })));
    const answers = await Promise.all([office.commit(token, run.id), office.commit(token, run.id)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await liftsFound(code(150))).toHaveLength(1);
  });

  test('two runs with the same new lift at once enter it once', async () => {
    const table = csvOf(headings, anEasyRow(code(155), { 出厂编号: '155' }));
    const [one, two] = [await office.check(token, table), await office.check(token, table)];
    const answers = await Promise.all([office.commit(token, one.id), office.commit(token, two.id)]);
    const written = answers.map((answer) => answer.data.written.create);
    expect(written.sort()).toEqual([0, 1]);
    expect(await liftsFound(code(155))).toHaveLength(1);
  });

  test('files that are no spreadsheets are refused in words and leave no run behind', async () => {
    const before = (await service.call(importApi.list, {}, { token })).data.total;
    const contents: [Uint8Array, string][] = [
      [Buffer.from('%PDF-1.7'), 'import.pdf'],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.xls_binary'],
      [Buffer.from('504b0304ffff', 'hex'), 'import.truncated'],
      [Buffer.from('一句话而已'), 'import.no_header'],
      [Buffer.from(csvOf(headings)), 'import.no_rows'],
    ];
    for (const [content, expected] of contents) {
      const answer = await office.start(token, content);
      expect(answer).toMatchObject({ status: 400, error: { code: expected } });
    }
    expect((await service.call(importApi.list, {}, { token })).data.total).toBe(before);
  });

  test("another district's lift is neither changed nor shown", async () => {
    const neighbour = await office.person('regulator', '999902');
    await office.import(neighbour, csvOf(headings, anEasyRow(code(160), { 出厂编号: '160' })));
    const run = await office.check(
      token,
      csvOf(headings, anEasyRow(code(160), { 出厂编号: '160', 使用地点: '别处' })),
    );
    const [row] = await office.rows(token, run.id);
    expect(row).toMatchObject({
      outcome: 'refused',
      changes: [],
      reasons: [{ code: 'import.outside_division' }],
    });
    expect(JSON.stringify(row)).not.toContain('榕浦');
    const shown = await service.call(importApi.show, { importId: run.id }, { token: neighbour });
    expect(shown.status).toBe(404);
    const [mine] = (await service.call(liftApi.list, { q: code(160) }, { token: neighbour })).data.items;
    const asked = await service.call(liftApi.show, { liftId: mine?.id ?? '' }, { token });
    expect(asked.status).toBe(404);
  });

  test('an owner imports nothing, a company no lifts and sees no runs of the regulator', async () => {
    const officer = await office.person('owner_officer', '');
    expect((await service.call(importApi.list, {}, { token: officer })).status).toBe(403);
    const admin = await office.person('company_admin', '');
    expect((await service.call(importApi.list, {}, { token: admin })).data.total).toBe(0);
    const started = await office.start(admin, csvOf(['注册代码'], ['31109999012016050001']));
    expect([started.status, started.error?.code]).toEqual([403, 'import.kind_not_yours']);
  });
});
