import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { idNumberCheckSign } from '@lifttrust/shared-types/person/person.codes';
import { buildDistrict, type StaffedDistrict } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { Database } from '../../kernel/database';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { csvOf, ImportOffice } from '../testing/import-office';

/** LIFTTRUST_BULK_ROWS=20000 for the figure that is published. */
const rowCount = Number(process.env.LIFTTRUST_BULK_ROWS ?? 2_000);
const headings = [
  '姓名',
  '手机号码',
  '身份证号',
  '单位名称',
  '岗位',
  '入职日期',
  '合同到期日',
  '作业项目',
  '证书有效期至',
];

function idNumber(serial: number): string {
  const day = String((serial % 28) + 1).padStart(2, '0');
  const year = 1960 + (Math.floor(serial / 28_000) % 40);
  const first = `999999${year}01${day}${String(Math.floor(serial / 28) % 1_000).padStart(3, '0')}`;
  return first + idNumberCheckSign(first);
}

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let office: ImportOffice;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    office = ImportOffice.beside(service);
  });
  afterAll(() => service.stop());

  const person = (serial: number): string[] => [
    ...[
      `第${serial}人`,
      `100${String(10_000_000 + serial)}`,
      idNumber(serial),
      '鹭湾区示例电梯服务有限公司',
      '维保人员',
    ],
    ...['2026-01-05', '2030-12-31', 'T', '2029-06-30'],
  ];
  /** Three of ten rows are wrong, each in another way. */
  const spoiled = (cells: string[], serial: number): string[] => {
    if (serial % 10 === 3)
      return cells.with(2, `${cells[2]?.slice(0, 17)}${cells[2]?.endsWith('0') ? '1' : '0'}`);
    if (serial % 10 === 6) return cells.with(1, '12345');
    return serial % 10 === 9 ? cells.with(3, '没有的单位') : cells;
  };
  const people = async () =>
    (await service.get(Database)).reader.manager.query('SELECT COUNT(*) AS n FROM person');

  test(
    `${rowCount} rows of which three in ten are wrong: every good one is written once, every wrong one is named`,
    async () => {
      const rows = Array.from({ length: rowCount }, (_, serial) => spoiled(person(serial), serial));
      const [before] = await people();
      const { token } = own.regulator;
      const fileId = await office.upload(token, Buffer.from(csvOf(headings, ...rows)));
      const input = { fileId, fileName: '人员.csv', kind: 'people' as const };
      const { id, mapping } = good(await service.call(importApi.start, input, { token }));
      const [begun, check] = [performance.now(), { importId: id, mapping, crs: 'UNKNOWN' as const }];
      good(await service.call(importApi.check, check, { token }));
      const checked = await office.settled(token, id, 300);
      const [wrong, right] = [rowCount * 0.3, rowCount * 0.7];
      expect(checked.counts).toMatchObject({ create: right, refused: wrong });
      const middle = performance.now();
      good(await service.call(importApi.commit, { importId: id }, { token }));
      const done = await office.settled(token, id, 300);
      const end = performance.now();
      expect(done).toMatchObject({ state: 'committed', written: { create: right, update: 0 } });
      const [after] = await people();
      expect(Number(after.n) - Number(before.n)).toBe(right);
      if (process.env.LIFTTRUST_BULK_ROWS)
        console.info(
          `${rowCount} rows: checked in ${((middle - begun) / 1000).toFixed(1)} s, ${right} written in ${((end - middle) / 1000).toFixed(1)} s`,
        );
    },
    10 * 60_000,
  );

  test('the same people again: nothing is written', async () => {
    const rows = Array.from({ length: 500 }, (_, serial) => person(serial)).filter(
      (_, serial) => ![3, 6, 9].includes(serial % 10),
    );
    const { token } = own.regulator;
    const fileId = await office.upload(token, Buffer.from(csvOf(headings, ...rows)));
    const input = { fileId, fileName: '人员.csv', kind: 'people' as const };
    const { id, mapping } = good(await service.call(importApi.start, input, { token }));
    const run = good(await office.checkRun(token, { importId: id, mapping, crs: 'UNKNOWN' }));
    expect(run.counts).toMatchObject({ unchanged: rows.length, create: 0, update: 0 });
  });
});
