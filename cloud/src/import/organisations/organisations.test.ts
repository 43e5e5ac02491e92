import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { creditCodeCheckSign } from '@lifttrust/shared-types/organisation/organisation.codes';
import { buildDistrict, type StaffedDistrict } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { Cipher } from '../../kernel/cipher';
import { Database } from '../../kernel/database';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { Organisation } from '../../organisation/organisation.entity';
import { openPhones } from '../../organisation/organisation.phones';
import { OrganisationProfile } from '../../organisation/organisation-profile.entity';
import { csvOf, ImportOffice } from '../testing/import-office';

const headings = [
  '单位名称',
  '单位类型',
  '统一社会信用代码',
  '区划代码',
  '地址',
  '联系人',
  '联系电话',
  '应急电话',
];
const creditCode = (serial: number): string => {
  const first = `91999999MA${String(serial).padStart(7, '0')}`;
  return first + creditCodeCheckSign(first);
};

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let office: ImportOffice;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    office = ImportOffice.beside(service);
  });
  afterAll(() => service.stop());

  const unit = (name: string, serial: number, kind = '维保单位', division = '999901') => [
    ...[name, kind, creditCode(serial), division, '示例路 3 号', '沈分派'],
    ...['10000000021', '0599-8888888'],
  ];
  const checked = async (token: string, ...rows: string[][]): Promise<ImportRun> => {
    const fileId = await office.upload(token, Buffer.from(csvOf(headings, ...rows)));
    const input = { fileId, fileName: '单位.csv', kind: 'organisations' as const };
    const { id, mapping } = good(await service.call(importApi.start, input, { token }));
    return good(await office.checkRun(token, { importId: id, mapping, crs: 'UNKNOWN' }));
  };
  const reasons = async (token: string, run: ImportRun): Promise<string[]> =>
    (await office.rows(token, run.id)).map((row) => row.reasons.map(({ code }) => code).join());

  test('a regulator imports units; telephones lie sealed, a unit without an own code says why', async () => {
    const { token } = own.regulator;
    const run = await checked(
      token,
      unit('榕舟电梯服务有限公司', 1),
      unit('望溪物业服务有限公司鹭湾分公司', 2, '物业公司'),
      unit('望溪花园业主委员会', 3, '使用单位').with(2, ''),
    );
    expect(run.counts).toMatchObject({ create: 3, refused: 0 });
    const done = good(await office.commit(token, run.id));
    expect(done.written).toEqual({ create: 3, update: 0 });
    const { manager } = (await service.get(Database)).reader;
    const company = await manager.findOneByOrFail(Organisation, { creditCode: creditCode(1) });
    expect(company).toMatchObject({ kind: 'maintenance_company', divisionCode: '999901' });
    const file = await manager.findOneByOrFail(OrganisationProfile, { organisationId: company.id });
    const phones = openPhones(await service.get(Cipher), file.phonesSealed);
    expect(phones).toMatchObject({ phone: '10000000021', emergencyPhone: '05998888888' });
    expect(file.contacts).toEqual([{ name: '沈分派', post: '联系人' }]);
    const committee = await manager.findOneByOrFail(Organisation, { name: '望溪花园业主委员会' });
    const why = await manager.findOneByOrFail(OrganisationProfile, { organisationId: committee.id });
    expect(why).toMatchObject({ ownerKind: 'owners_committee', noCodeReason: '表格里没有信用代码' });
    const rows = JSON.stringify(await manager.query('SELECT * FROM import_row'));
    expect(rows).not.toContain('10000000021');
  });

  test('the same units again change nothing; the credit code decides, not the name', async () => {
    const { token } = own.regulator;
    const run = await checked(token, unit('榕舟电梯服务有限公司', 1), unit('改了名的公司', 2, '使用单位'));
    expect(run.counts).toMatchObject({ unchanged: 2 });
    const [, renamed] = await office.rows(token, run.id);
    expect(renamed?.warnings.map(({ code }) => code)).toEqual(['import.name_kept']);
    const twin = await checked(
      token,
      unit('榕舟电梯服务有限公司', 4),
      unit('鹭湾区示例物业服务中心', 5, '使用单位'),
    );
    expect(await reasons(token, twin)).toEqual(['import.same_name', 'import.same_name']);
  });

  test('one code twice in a table is one unit; one body may be of two kinds', async () => {
    const run = await checked(
      own.regulator.token,
      unit('海屿电梯有限公司', 6),
      unit('海屿电梯公司', 6),
      unit('海屿电梯有限公司', 6, '制造单位'),
    );
    expect(run.counts).toMatchObject({ create: 2, refused: 1 });
  });

  test('each wrong cell is named', async () => {
    const run = await checked(
      own.regulator.token,
      ['', '飞行单位', '91999999MA0000001X', '123456', '', '', '12', ''],
      unit('没有应急电话的公司', 7).with(7, ''),
      unit('别区的公司', 8, '维保单位', foreign.divisionCode),
      unit('示例监管所', 9, '监管单位'),
      unit('科学计数的公司', 10).with(2, '9.2E+17'),
      unit('没有代码的公司', 11).with(2, ''),
    );
    const [all = '', ...rest] = await reasons(own.regulator.token, run);
    for (const code of ['name_missing', 'kind_unknown', 'division_unknown', 'phone_invalid'])
      expect(all).toContain(`import.${code}`);
    expect(rest).toEqual([
      'import.emergency_phone_missing',
      'import.outside_division',
      'import.kind_not_by_table',
      'import.code_ruined',
      'organisation.credit_code_missing',
    ]);
  });

  test('a unit that stands in another district stays unknown to this one', async () => {
    const run = await checked(foreign.regulator.token, unit('榕舟电梯服务有限公司', 1, '维保单位', '999902'));
    expect(await reasons(foreign.regulator.token, run)).toEqual(['import.outside_division']);
  });
});
