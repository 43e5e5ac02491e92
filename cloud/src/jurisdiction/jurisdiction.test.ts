import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { filingForm } from '../../../test/fixture/filings';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { ImportOffice } from '../import/testing/import-office';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { DailyRound } from '../round/daily-round';
import { JurisdictionService } from './jurisdiction.service';

const reason = '行政区划调整';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let city: { token: string };
  let today: string;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    const office = ImportOffice.beside(service);
    city = { token: await office.person('regulator_admin', '9999') };
    today = dayOf((await service.get(Clock)).now());
  });
  afterAll(() => service.stop());

  const codes = async (who = city, ended: 'yes' | 'no' = 'no') =>
    (await service.call(jurisdictionApi.tree, { ended }, who)).data.items.map(({ code }) => code);
  const found = (code: string, parentCode: string, level: 'district' | 'office' | 'team' = 'office') =>
    service.call(
      jurisdictionApi.found,
      { code, parentCode, level, name: `${code} 监管所`, gbCode: code.slice(0, 6), fromDay: today, reason },
      city,
    );
  const meant = async (code: string, day?: string) =>
    (await service.call(jurisdictionApi.resolve, { code, ...(day ? { day } : {}) }, city)).data;

  test('a city founds an office and a team below a district; codes lie in their parents', async () => {
    expect((await found('99990101', '999901')).status).toBe(200);
    expect((await found('9999010101', '99990101', 'team')).status).toBe(200);
    expect((await found('99990211', '999902')).status).toBe(200);
    expect((await found('99990299', '999901')).error?.code).toBe('jurisdiction.outside_parent');
    expect((await found('99990101', '999901')).error?.code).toBe('jurisdiction.code_taken');
    expect(await codes()).toEqual(
      expect.arrayContaining(['999901', '99990101', '9999010101', '999902', '99990211']),
    );
  });

  test('a district sees its own part of the tree and founds nothing elsewhere', async () => {
    expect(await codes(own.regulator)).not.toContain('999902');
    const answer = await service.call(
      jurisdictionApi.found,
      {
        code: '99990233',
        parentCode: '999902',
        level: 'office',
        name: '越界监管所',
        gbCode: '999902',
        fromDay: today,
        reason,
      },
      own.regulatorAdmin,
    );
    expect(answer.status).toBe(404);
  });

  test('before areas move it is told how many units, lifts and accounts would; only of the own area', async () => {
    const contents = (asked: string, who = city) =>
      service.call(jurisdictionApi.contents, { codes: asked }, who);
    const { items } = (await contents('999901,99990101,999902')).data;
    expect(items.map(({ code, lifts }) => [code, lifts])).toEqual([
      ['999901', 1],
      ['99990101', 0],
      ['999902', 1],
    ]);
    const { manager } = (await service.get(Database)).reader;
    const [units] = await manager.query(
      "SELECT COUNT(*) AS number FROM organisation WHERE division_code LIKE '999901%'",
    );
    expect(items[0]?.units).toBe(Number(units.number));
    expect(items[0]?.accounts).toBeGreaterThanOrEqual(4);
    expect(items[1]).toMatchObject({ units: 0, accounts: 0 });
    expect((await contents('999901', own.regulatorAdmin)).status).toBe(200);
    expect((await contents('999901,999902', own.regulatorAdmin)).status).toBe(404);
    expect((await contents("999901'--")).status).toBe(400);
  });

  test('two districts are merged: their lifts belong to the new one, their past stays as it was counted', async () => {
    const clock = await service.get(Clock);
    const { recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
    const token = 'filed-before-the-merger'.padEnd(40, 'x');
    await service.call(filingApi.file, { token, form: filingForm({ divisionCode: '999902' }) }, {});
    await service.call(filingApi.withdraw, { token }, {});
    const before = (await service.call(supervisionApi.overview, {}, city)).data;
    const answer = await service.call(
      jurisdictionApi.merge,
      { fromCodes: ['999901', '999902'], toCode: '999905', toName: '鹭浦区', fromDay: today, reason },
      city,
    );
    expect(answer.error).toBeUndefined();
    expect(await codes()).toEqual(expect.arrayContaining(['999905', '99990501', '9999050101', '99990511']));
    expect(await codes()).not.toContain('999901');
    expect(await codes(city, 'yes')).toContain('999901');
    // Both bureaus answer for the whole new district from now on.
    for (const bureau of [own.regulator, foreign.regulator]) {
      const lifts = (await service.call(liftApi.list, {}, bureau)).data.items.map(({ id }) => id);
      expect(lifts.sort()).toEqual([own.liftId, foreign.liftId].sort());
      const file = (await service.call(liftApi.show, { liftId: own.liftId }, bureau)).data;
      expect(file).toMatchObject({ divisionCode: '999905', divisionName: '鹭浦区' });
      expect((await service.call(recordApi.show, { recordId }, bureau)).status).toBe(200);
      expect((await service.call(recordApi.list, {}, bureau)).data.total).toBe(1);
      expect((await service.call(supervisionApi.overview, {}, bureau)).data.lifts).toBe(2);
      const [filing] = (await service.call(filingApi.list, {}, bureau)).data.items;
      expect(filing).toMatchObject({ state: 'withdrawn', divisionCode: '999902' });
      const filingId = filing?.id ?? '';
      expect((await service.call(filingApi.show, { filingId }, bureau)).status).toBe(200);
    }
    const { manager } = (await service.get(Database)).reader;
    const [kept]: { code: string }[] = await manager.query(
      'SELECT division_code AS code FROM record WHERE id = ?',
      [recordId],
    );
    expect(kept?.code).toBe('999901');
    const after = (await service.call(supervisionApi.overview, {}, city)).data;
    expect(after.recordsByDay).toEqual(before.recordsByDay);
    expect(after.lifts).toBe(before.lifts);
  });

  test('a code of the past leads to the district of today, and to itself on a day before', async () => {
    expect(await meant('999901')).toEqual({ code: '999905', name: '鹭浦区' });
    expect(await meant('99990211')).toMatchObject({ code: '99990511' });
    expect(await meant('999901', addDays(today, -1))).toEqual({ code: '999901', name: '鹭湾区' });
  });

  test('a register that still names the old district enters its lifts into the new one', async () => {
    const office = ImportOffice.beside(service);
    const run = await office.import(
      own.regulator.token,
      '制造单位,出厂编号,设备品种,设备状态,使用地点,单位内编号,区划代码\r\n示例电梯制造厂,M-1,曳引驱动乘客电梯,在用,旧码花园,1#,999901\r\n',
    );
    expect(await office.rows(own.regulator.token, run.id)).toMatchObject([{ reasons: [] }]);
    expect(run.state).toBe('committed');
    const lifts = await service.call(liftApi.list, { q: '旧码花园' }, foreign.regulator);
    expect(lifts.data.total).toBe(1);
  });

  test('the history tells who recorded what, when and why', async () => {
    const { data } = await service.call(jurisdictionApi.history, {}, own.auditor);
    const merged = data.items.filter(({ kind, fromCode }) => kind === 'merge' && fromCode.length === 6);
    expect(merged.map(({ fromName, toName }) => [fromName, toName]).sort()).toEqual([
      ['榕浦区', '鹭浦区'],
      ['鹭湾区', '鹭浦区'],
    ]);
    expect(merged[0]).toMatchObject({ reason, fromDay: today, recordedBy: { name: '程望舒' } });
    expect(merged[0]?.appliedAt).not.toBeNull();
  });

  test('a code once used is never used again', async () => {
    const answer = await service.call(
      jurisdictionApi.merge,
      { fromCodes: ['999905'], toCode: '999901', toName: '鹭湾区', fromDay: today, reason },
      city,
    );
    expect(answer.error?.code).toBe('jurisdiction.code_taken');
    expect(
      (
        await service.call(
          jurisdictionApi.rename,
          { code: '999901', name: '新名', fromDay: today, reason },
          city,
        )
      ).status,
    ).toBe(404);
  });

  test('hostile names stay text', async () => {
    const name = `'; DROP TABLE jurisdiction; --`;
    const answer = await service.call(
      jurisdictionApi.rename,
      { code: '999905', name, fromDay: today, reason },
      city,
    );
    expect(answer.error).toBeUndefined();
    expect((await codes()).length).toBeGreaterThan(2);
  });

  test('a split of next month leaves everything in place until its day, then each goes where it belongs', async () => {
    const clock = await service.get(Clock);
    const { manager } = (await service.get(Database)).reader;
    const fromDay = addDays(today, 30);
    const answer = await service.call(
      jurisdictionApi.split,
      {
        fromCode: '999905',
        parts: [{ code: '999907', name: '浦东区', offices: ['99990511'] }],
        rest: { code: '999908', name: '鹭西区' },
        fromDay,
        reason,
      },
      city,
    );
    expect(answer.error).toBeUndefined();
    expect((await service.call(liftApi.list, {}, own.regulator)).data.total).toBe(3);
    expect((await meant('999905')).code).toBe('999905');
    clock.shift(30 * 86_400_000);
    await (await service.get(DailyRound)).make();
    const [row]: { code: string }[] = await manager.query(
      'SELECT division_code AS code FROM lift WHERE id = ?',
      [own.liftId],
    );
    expect(row?.code).toBe('999908');
    const areas = await service.get(JurisdictionService);
    expect(areas.areaOn('99990211', fromDay)).toBe('999907');
    // A table that still names what was divided does not say which part is meant; one that names an office does.
    const office = ImportOffice.beside(service);
    const token = await office.person('regulator_admin', '9999');
    // Offices of the rest go along with it; the one that became a district is told by its own name.
    expect(await codes({ token })).toEqual(
      expect.arrayContaining(['999907', '999908', '99990801', '9999080101']),
    );
    expect((await codes({ token })).filter((code) => code.startsWith('999905'))).toEqual([]);
    expect(areas.areaOn('99990501', fromDay)).toBe('99990801');
    const { items } = (await service.call(jurisdictionApi.history, {}, { token })).data;
    const became = items.find(({ toCode }) => toCode === '999907');
    expect(became?.fromName).toContain('监管所');
    const run = await office.import(
      token,
      `制造单位,出厂编号,设备品种,设备状态,使用地点,单位内编号,区划代码\r\n${[
        '999905',
        '999902',
        '99990211',
        '999901',
      ]
        .map((code, at) => `示例电梯制造厂,S-${at},曳引驱动乘客电梯,在用,拆分花园 ${at},${at}#,${code}\r\n`)
        .join('')}`,
    );
    const rows = await office.rows(token, run.id);
    expect(rows.map((one) => one.reasons.map(({ code }) => code))).toEqual([
      ['import.division_divided'],
      ['import.division_divided'],
      [],
      [],
    ]);
    expect(rows[0]?.reasons[0]?.message).toContain('浦东区 999907，或 鹭西区 999908');
    clock.shift(-30 * 86_400_000);
  });
});
