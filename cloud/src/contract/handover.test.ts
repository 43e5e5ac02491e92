import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { Visit } from '../visit/visit.entity';
import { ContractCity } from './testing/contract-city';

/** One lift through time: the old company, the new one, the midnight between them. Tests follow each other. */
onBothDatabases((start) => {
  let service: TestService;
  let city: ContractCity;
  let driver: VisitDriver;
  let lift: { id: string; code: string };
  let recordId: string;
  let begun: string;
  let planned: string;
  let lastDay: string;
  beforeAll(async () => {
    service = await start();
    city = await ContractCity.in(service);
    driver = new VisitDriver(service, () => city.now());
    lift = { id: city.own.liftId, code: '999901' };
  });
  afterAll(() => service.stop());

  const visit = async (id: string) =>
    (await service.get(Database)).reader.manager.findOneByOrFail(Visit, { id });
  const history = async (who = city.own.regulator) =>
    good(await service.call(contractApi.ofLift, { liftId: lift.id }, who));

  test('the old company maintains the lift under its contract', async () => {
    await city.goTo(city.day(1), 9 * 3_600_000);
    lastDay = city.day(2);
    await city.decide(await city.enter([lift], city.old, { until: lastDay }), true);
    ({ recordId } = await driver.walk(city.own, 'submitted'));
    expect((await history()).company?.id).toBe(city.own.companyId);
  });

  test('a contract of the new company that begins the day after leaves the old one in charge until 24:00', async () => {
    await city.decide(await city.enter([lift], city.next, { from: city.day(3), until: city.day(400) }), true);
    await city.goTo(lastDay, city.lastMomentOf(lastDay) - 600_000);
    expect(await city.companyOf(lift.id)).toBe(city.own.companyId);
    begun = (await driver.walk(city.own, 'started')).visitId;
    planned = await driver.plan(city.own);
  });

  test('at 0:00 the old company can no longer begin, even before the service has noticed the day', async () => {
    await city.goToUnnoticed(city.day(1), 1_000);
    const scan = await driver.scan(city.own.lead, planned, city.own.code);
    expect(scan.error?.code).toBe('contract.not_responsible');
    expect(await city.companyOf(lift.id)).toBe(city.own.companyId);
  });

  test('when the day has begun the lift is the new company’s, with the due day it had', async () => {
    const before = (await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id: lift.id }))
      .dueOn;
    await city.goTo(city.day(0), 60_000);
    expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);
    expect(good(await service.call(liftApi.show, { liftId: lift.id }, city.next)).dueOn).toBe(before);
    expect((await history()).steps[0]).toMatchObject({ state: 'company' });
  });

  test('what was begun before 24:00 may be finished; what was not is cancelled with the reason', async () => {
    expect((await visit(planned)).state).toBe('cancelled');
    expect((await visit(planned)).cancelReason).toContain('维保单位已变更');
    expect((await visit(begun)).state).toBe('checked_in');
    await driver.work(city.own.lead, begun);
    expect((await driver.pack(city.own.lead, begun)).nextStep).not.toBe('done');
  });

  test('the old company keeps reading its own records and loses everything else', async () => {
    expect((await service.call(recordApi.show, { recordId }, city.old)).status).toBe(200);
    expect((await service.call(liftApi.show, { liftId: lift.id }, city.old)).status).toBe(404);
    const plan = {
      liftId: lift.id,
      class: 'half_month' as const,
      plannedOn: city.day(0),
      leadId: city.own.lead.personId,
      partnerIds: [city.own.partner.personId],
    };
    expect((await service.call(visitApi.plan, plan, city.old)).status).toBe(404);
    const seen = await history(city.old);
    expect(seen.contracts.map(({ company }) => company.id)).toEqual([city.own.companyId]);
    expect([seen.company, seen.steps]).toEqual([null, []]);
  });

  test('the old company’s unsigned record is still the owner’s to sign', async () => {
    const seen = good(await service.call(recordApi.show, { recordId }, city.own.officer));
    expect(seen.may.sign).toBe(true);
  });

  test('the new company reads the lift’s past records, and nothing of the old one’s contract', async () => {
    expect((await service.call(recordApi.show, { recordId }, city.next)).status).toBe(200);
    const list = good(await service.call(recordApi.list, { liftId: lift.id }, city.next));
    expect(list.items.map(({ id }) => id)).toContain(recordId);
    expect((await history(city.next)).contracts.map(({ company }) => company.id)).toEqual([
      city.foreign.companyId,
    ]);
  });

  test('the old company’s technician who has begun is not stopped by the new contract', async () => {
    const answer = await service.call(checkInApi.start, { visitId: begun }, city.own.lead);
    expect(answer.error?.code).not.toBe('contract.not_responsible');
  });
});
