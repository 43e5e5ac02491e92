import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Visit } from './visit.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let driver: VisitDriver;
  let started: string;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service);
    started = (await driver.walk(own, 'started')).visitId;
  });
  afterAll(() => service.stop());

  const plan = (changes: Partial<CallOf<typeof visitApi.plan>> = {}) =>
    service.call(
      visitApi.plan,
      {
        liftId: own.liftId,
        class: 'half_month',
        plannedOn: dayOf(Date.now()),
        leadId: own.lead.personId,
        partnerIds: [own.partner.personId],
        ...changes,
      },
      own.admin,
    );
  const visits = async () => (await service.get(Database)).reader.manager.count(Visit);
  const answer = (answers: CallOf<typeof visitApi.answerItems>['answers'], who = own.lead) =>
    service.call(visitApi.answerItems, { visitId: started, answers }, who);

  test('a visit is planned with the checklist of the lift’s type and class', async () => {
    const planned = await plan();
    expect(planned.data).toMatchObject({ state: 'planned', lead: { name: own.lead.name } });
    const pack = await driver.pack(own.lead, planned.data.id);
    expect(pack.items.filter((item) => item.statutory)).toHaveLength(pack.items.length);
    expect(pack.items.length).toBeGreaterThan(20);
  });

  test.each([
    ['a technician of another company', () => ({ partnerIds: [foreign.lead.personId] })],
    ['somebody who is no technician', () => ({ leadId: own.admin.personId })],
    ['nobody known', () => ({ leadId: newId() })],
  ])('%s cannot be planned for', async (_who, changes) => {
    const before = await visits();
    const refused = await plan(changes());
    expect(refused.status).toBe(404);
    expect(refused.error?.code).toBe('visit.person_unknown');
    expect(await visits()).toBe(before);
  });

  test('the same person cannot be planned for twice', async () => {
    const refused = await plan({ partnerIds: [own.lead.personId] });
    expect(refused.status).toBe(400);
    expect(refused.error?.code).toBe('visit.same_person_twice');
  });

  test.each([
    ['unknown', () => newId()],
    ['of another company', () => foreign.liftId],
  ])('a lift that is %s does not exist for planning', async (_which, liftId) => {
    expect((await plan({ liftId: liftId() })).status).toBe(404);
  });

  test('every wrong field of a plan is told at once', async () => {
    const refused = await plan({ plannedOn: '明天', class: 'monthly' as never });
    expect(refused.status).toBe(400);
    expect(refused.error?.details?.map((detail) => detail.field).sort()).toEqual(['class', 'plannedOn']);
  });

  test('answers to items that do not exist are refused by name and none is kept', async () => {
    const refused = await answer([
      { code: 'A-1-01', result: 'pass' },
      { code: 'Z-9-99', result: 'pass' },
    ]);
    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({ code: 'visit.item_unknown' });
    expect(refused.error?.message).toContain('Z-9-99');
    const pack = await driver.pack(own.lead, started);
    expect(pack.items.find((item) => item.code === 'A-1-01')?.result).toBeNull();
  });

  test('a result outside the four words is refused with its place', async () => {
    const refused = await answer([{ code: 'A-1-01', result: '正常' as never }]);
    expect(refused.error?.code).toBe('kernel.input_invalid');
    expect(refused.error?.details?.[0]?.field).toBe('answers.0.result');
  });

  test('the partner does not fill the checklist', async () => {
    const refused = await answer([{ code: 'A-1-01', result: 'pass' }], own.partner);
    expect(refused.status).toBe(403);
    expect(refused.error?.code).toBe('visit.not_the_lead');
  });

  test('an answer cannot point to another visit’s photograph', async () => {
    const other = await driver.plan(own);
    const fileId = await driver.photo(own.lead, other);
    const refused = await answer([{ code: 'A-1-01', result: 'pass', fileIds: [fileId] }]);
    expect(refused.status).toBe(404);
    expect(refused.error?.code).toBe('file.unknown');
  });

  test('an answer may be changed until the submission', async () => {
    await answer([{ code: 'A-1-02', result: 'pass' }]);
    const changed = await answer([{ code: 'A-1-02', result: 'fail', note: '手动盘车手轮缺失。' }]);
    const item = changed.data.items.find(({ code }) => code === 'A-1-02');
    expect(item).toMatchObject({ result: 'fail', note: '手动盘车手轮缺失。' });
  });

  test('items may be added, and the statutory ones stay', async () => {
    const before = (await driver.pack(own.lead, started)).items;
    const added = await service.call(visitApi.addItem, { visitId: started, name: '轿厢扶手' }, own.lead);
    expect(added.data.items.slice(0, before.length)).toEqual(before);
    expect(added.data.items.at(-1)).toMatchObject({ name: '轿厢扶手', statutory: false });
  });

  test('a grade outside the city’s scale is refused with the scale', async () => {
    const refused = await service.call(visitApi.gradeLift, { visitId: started, grade: '很好' }, own.lead);
    expect(refused.status).toBe(400);
    expect(refused.error?.message).toContain('正常、关注、需修理、停用');
  });

  test('a cancelled visit is over for everybody and cannot be cancelled again', async () => {
    const visitId = await driver.plan(own);
    const cancel = () => service.call(visitApi.cancel, { visitId, reason: '电梯停用。' }, own.admin);
    expect((await cancel()).data.state).toBe('cancelled');
    expect(await cancel()).toMatchObject({ status: 409, error: { code: 'visit.cancelled' } });
    const scanned = await driver.scan(own.lead, visitId, own.code);
    expect(scanned).toMatchObject({ status: 409, error: { code: 'visit.cancelled' } });
    const today = await service.call(visitApi.today, {}, own.lead);
    expect(today.data.items.map((visit) => visit.id)).not.toContain(visitId);
  });

  test('a submitted visit cannot be cancelled', async () => {
    const { visitId } = await driver.walk(own, 'submitted');
    const refused = await service.call(visitApi.cancel, { visitId, reason: '填错了。' }, own.admin);
    expect(refused).toMatchObject({ status: 409, error: { code: 'visit.already_submitted' } });
  });

  test('a cancellation needs its reason', async () => {
    const visitId = await driver.plan(own);
    const refused = await service.call(visitApi.cancel, { visitId, reason: '  ' }, own.admin);
    expect(refused.status).toBe(400);
    expect(refused.error?.details?.[0]).toMatchObject({ field: 'reason', message: '请填写内容。' });
  });
});
