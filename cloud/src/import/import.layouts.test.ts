import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { type LiftFile, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import iconv from 'iconv-lite';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { ImportOffice } from './testing/import-office';

const code = (serial: number): string => `31109999012019${String(serial).padStart(6, '0')}`;

/** Tables as other systems write them: the heading, one row, and how its file is made. */
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

  const fileOf = async (q: string): Promise<LiftFile> => {
    const [card] = (await service.call(liftApi.list, { q }, { token })).data.items;
    return (await service.call(liftApi.show, { liftId: card?.id ?? '' }, { token })).data;
  };
  /** Imports a table as it is suggested and gives the lift that its row became. */
  const imported = async (serial: number, bytes: Uint8Array): Promise<LiftFile> => {
    const run = await office.import(token, bytes);
    const [row] = await office.rows(token, run.id);
    expect({ reasons: row?.reasons, outcome: row?.outcome }).toEqual({ reasons: [], outcome: 'create' });
    return fileOf(code(serial));
  };

  test('a European export: semicolons, decimal commas, ISO-8859-1, day first, tonnes', async () => {
    const bytes = iconv.encode(
      'registrationCode;type;place;manufacturer;ratedSpeed;ratedLoad;floors;madeOn;lng;lat\r\n' +
        `${code(1)};3110;Halle Süd;Müller Aufzüge;1,75;1,6;18/17/17;17.05.2016;118,6126;24,9034\r\n`,
      'latin1',
    );
    const lift = await imported(1, bytes);
    expect(lift).toMatchObject({
      place: 'Halle Süd',
      manufacturer: 'Müller Aufzüge',
      ratedSpeed: 1.75,
      ratedLoad: 1600,
      floors: 17,
      madeOn: '2016-05-17',
      position: { lng: 118.6126, lat: 24.9034 },
    });
  });

  test('the kind of place where it is used is taken; a word that is none of the nine keeps no lift out', async () => {
    const heading = '注册代码,设备品种,使用地点,使用场所类别\n';
    const lift = await imported(51, Buffer.from(`${heading}${code(51)},3110,戊坊 1 幢,居民住宅\n`));
    expect(lift).toMatchObject({ place: '戊坊 1 幢', usePlace: 'residence' });
    const run = await office.import(token, Buffer.from(`${heading}${code(52)},3110,戊坊 2 幢,两层小院\n`));
    const [row] = await office.rows(token, run.id);
    expect(row?.warnings.map((warning) => warning.code)).toContain('import.use_place_unknown');
    expect((await fileOf(code(52))).usePlace).toBeNull();
    const again = await office.import(token, Buffer.from(`${heading}${code(51)},3110,戊坊 1 幢,学校\n`));
    const [changed] = await office.rows(token, again.id);
    expect(changed?.changes).toEqual([{ field: 'usePlace', before: '住宅', after: '学校' }]);
    expect((await fileOf(code(51))).usePlace).toBe('school');
  });

  test('a database client’s export: tabs, dd-Mon-yy, metres a minute named in the heading', async () => {
    const text =
      '注册代码\t设备品种\t使用地点\t制造日期\t上次检验日期\t下次检验日期\t最近维保日期\t额定速度(m/min)\t额定载重量(t)\n' +
      `${code(2)}\t曳引驱动乘客电梯\t甲坊\t05-Jan-98\t18-11月-25\t20-11月-27\t20260105\t105\t0.63\n`;
    const lift = await imported(2, iconv.encode(text, 'gb18030'));
    expect(lift).toMatchObject({
      madeOn: '1998-01-05',
      lastInspectionOn: '2025-11-18',
      nextInspectionOn: '2027-11-20',
      lastMaintainedOn: '2026-01-05',
      ratedSpeed: 1.75,
      ratedLoad: 630,
    });
  });

  test('UTF-16 with pipes, serial days, Chinese days and floors in words', async () => {
    const text =
      '注册代码|品种|使用地点|制造日期|下次检验日期|层站|额定速度\r\n' +
      `${code(3)}|货梯|乙坊|42507|二〇二七年十一月二十日|十八层十七站|1750mm/s\r\n`;
    const lift = await imported(
      3,
      Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')]),
    );
    expect(lift).toMatchObject({
      type: '3120',
      madeOn: '2016-05-17',
      nextInspectionOn: '2027-11-20',
      floors: 17,
      ratedSpeed: 1.75,
    });
  });

  test('a day that could be two days is refused until a person says which part is the month', async () => {
    const table = `注册代码,品种,使用地点,最近维保日期\n${code(4)},3110,丙坊,05/06/2026\n`;
    const run = await office.check(token, table);
    const [row] = await office.rows(token, run.id);
    expect(row?.reasons.map((reason) => reason.code)).toEqual(['import.day_unreadable']);
    const { mapping } = run;
    const conventions = { ...run.conventions, dates: 'day_first' as const };
    const input = { importId: run.id, mapping, crs: 'GCJ02' as const, conventions };
    expect((await office.checkRun(token, input)).data.counts).toMatchObject({ create: 1, refused: 0 });
    await office.commit(token, run.id);
    expect((await fileOf(code(4))).lastMaintainedOn).toBe('2026-06-05');
  });

  test('a file read wrongly is read again as a person says', async () => {
    const text = `注册代码,品种,使用地点\n${code(5)},3110,"丁坊;东"\n`;
    const fileId = await office.upload(token, iconv.encode(text, 'gb18030'));
    const told = { fileId, fileName: '台账.csv', encoding: 'ISO-8859-1' as const, separator: ';' as const };
    const wrong = await service.call(importApi.start, told, { token });
    expect(wrong.status === 200 ? wrong.data.headers : wrong.error?.code).not.toContain('注册代码');
    const right = { fileId, fileName: '台账.csv', encoding: 'GB18030' as const, separator: ',' as const };
    const { data } = await service.call(importApi.start, right, { token });
    expect(data).toMatchObject({
      encoding: 'GB18030',
      separator: ',',
      headers: ['注册代码', '品种', '使用地点'],
    });
    const utf8 = await service.call(importApi.start, { ...right, encoding: 'UTF-8' }, { token });
    expect(utf8.error?.code).toBe('import.encoding_wrong');
  });

  test('Fujian’s column names are recognised; its own running number is not taken for the 设备代码', async () => {
    const names = ['EQP_COD', 'OIDNO', 'EQP_REG_COD', 'EQP_VART_NAME', 'EQP_USE_ADDR', 'ELEFLOORNUMBER'];
    const more = ['ELESTADENUMBER', 'RUNVELOCITY', 'RATEDLOAD', 'EQP_LONG', 'EQP_LAT', 'MANT_UNT_NAME'];
    const row = ['7700123', '990301', code(6), '曳引驱动乘客电梯', '云溪路 1 号', '18', '17', '1.75', '1000'];
    const place = ['118.6126', '24.9034', '榕舟电梯服务有限公司'];
    const table = Buffer.from(`${[...names, ...more].join(',')}\n${[...row, ...place].join(',')}\n`);
    const { data } = await office.start(token, table);
    expect(data).toMatchObject({
      mappingFrom: 'preset',
      preset: '福建省特种设备动态监管平台',
      crs: 'UNKNOWN',
    });
    expect(data.mapping.equipmentCode).toBeUndefined();
    const lift = await imported(6, table);
    expect(lift).toMatchObject({
      identifiers: { registrationCode: code(6), rescueCode: '990301', equipmentCode: '' },
      floors: 17,
      ratedSpeed: 1.75,
      ratedLoad: 1000,
      companyName: '榕舟电梯服务有限公司',
    });
  });
});
