import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { ImportOffice } from '../import/testing/import-office';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Organisation } from '../organisation/organisation.entity';
import { Lift } from './lift.entity';
import { blankLift, type LiftRegistration } from './lift.facts';

const today = dayOf(Date.now());

onBothDatabases((start) => {
  let service: TestService;
  let office: ImportOffice;
  let regulator: string;
  const [companyId, ownerId] = [newId(), newId()];

  const aLift = async (stated: Partial<LiftRegistration>): Promise<string> => {
    const id = newId();
    await office.write(async (manager, at) => {
      const lift = { ...blankLift, type: '3110', place: '云溪里小区', divisionCode: '999901', ...stated };
      await manager.insert(Lift, { ...lift, id, positionConfirmed: false, createdAt: at, updatedAt: at });
    });
    return id;
  };
  const list = async (query: Parameters<typeof service.call<typeof liftApi.list>>[1], token = regulator) =>
    (await service.call(liftApi.list, query, { token })).data;
  const idsOf = async (query: Parameters<typeof list>[0], token = regulator) =>
    (await list(query, token)).items.map((lift) => lift.id).sort();

  beforeAll(async () => {
    service = await start();
    office = await ImportOffice.in(service);
    regulator = office.regulator;
    await office.write(async (manager, createdAt) => {
      const shared = { divisionCode: '999901', createdAt };
      await manager.insert(Organisation, [
        {
          ...shared,
          id: companyId,
          kind: 'maintenance_company',
          name: '榕舟电梯服务有限公司',
          nameKey: '榕舟',
        },
        { ...shared, id: ownerId, kind: 'owner', name: '云溪里物业服务有限公司', nameKey: '云溪里' },
      ]);
    });
  });
  afterAll(() => service.stop());

  test('each sees what belongs to them: the district, the company, the owner', async () => {
    const both = await aLift({ companyId, ownerId, place: '甲地' });
    const company = await aLift({ companyId, place: '甲地', divisionCode: '999902' });
    const neither = await aLift({ place: '甲地' });
    const companyAdmin = await office.person('company_admin', '', companyId);
    const ownerOfficer = await office.person('owner_officer', '', ownerId);
    expect(await idsOf({ q: '甲地' })).toEqual([both, neither].sort());
    expect(await idsOf({ q: '甲地' }, companyAdmin)).toEqual([both, company].sort());
    expect(await idsOf({ q: '甲地' }, ownerOfficer)).toEqual([both]);
    const asked = await service.call(liftApi.show, { liftId: neither }, { token: ownerOfficer });
    expect(asked.status).toBe(404);
  });

  test('the most urgent lift comes first and lifts without a due day last', async () => {
    const place = '乙地';
    const fine = await aLift({ place, dueOn: addDays(today, 9) });
    const unknown = await aLift({ place });
    const overdue = await aLift({ place, dueOn: addDays(today, -1) });
    const soon = await aLift({ place, dueOn: today });
    const found = await list({ q: place });
    expect(found.items.map((lift) => lift.id)).toEqual([overdue, soon, fine, unknown]);
    expect(await idsOf({ q: place, due: 'overdue' })).toEqual([overdue]);
    expect(await idsOf({ q: place, due: 'soon' })).toEqual([soon]);
    expect(await idsOf({ q: place, due: 'fine' })).toEqual([fine]);
    expect(await idsOf({ q: place, due: 'unknown' })).toEqual([unknown]);
  });

  test('a lift is found by its number however it is typed, by place and by company', async () => {
    const lift = await aLift({ registrationCode: '31109999012016057001', place: '丙地', companyId });
    expect(await idsOf({ q: ' ３１１０ 9999012016057001' })).toEqual([lift]);
    expect(await idsOf({ q: '丙' })).toEqual([lift]);
    expect(await idsOf({ q: '榕舟', state: 'in_use' })).toContain(lift);
    expect(await idsOf({ q: '丙', state: 'scrapped' })).toEqual([]);
  });

  test('signs with a meaning for the database are searched for as themselves', async () => {
    const lift = await aLift({ place: '丁地100%_!好' });
    expect(await idsOf({ q: '100%_!' })).toEqual([lift]);
    expect(await idsOf({ q: '丁%好' })).toEqual([]);
    expect(await idsOf({ q: "丁' OR '1'='1" })).toEqual([]);
  });

  test('pages are bounded and do not overlap', async () => {
    for (let count = 0; count < 5; count += 1) await aLift({ place: '戊地' });
    const first = await list({ q: '戊地', page: 1, pageSize: 3 });
    const second = await list({ q: '戊地', page: 2, pageSize: 3 });
    expect([first.total, first.items.length, second.items.length]).toEqual([5, 3, 2]);
    expect(new Set([...first.items, ...second.items].map((lift) => lift.id)).size).toBe(5);
    const answer = await service.call(liftApi.list, { pageSize: 1_000 }, { token: regulator });
    expect(answer.status).toBe(400);
  });

  test('a lift file names its division, its organisations and an unconfirmed position', async () => {
    const place = { lng: 118.6, lat: 24.9, crs: 'UNKNOWN' as const };
    const liftId = await aLift({ ...place, companyId, divisionCode: '99990112', madeOn: '2016-05-01' });
    const { data } = await service.call(liftApi.show, { liftId }, { token: regulator });
    expect(data).toMatchObject({
      divisionName: '鹭湾区',
      company: { id: companyId, name: '榕舟电梯服务有限公司' },
      owner: null,
      position: { ...place, confirmed: false },
      codePath: null,
    });
  });

  test('a lift that does not exist is not found', async () => {
    const answer = await service.call(liftApi.show, { liftId: newId() }, { token: regulator });
    expect(answer).toMatchObject({ status: 404, error: { code: 'kernel.not_found' } });
  });
});
