import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { CodeService } from '../code/code.service';
import { systemCtx } from '../kernel/actor';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ContractJobs } from './contract.jobs';
import { ContractCity } from './testing/contract-city';

const morningMs = 9 * 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let city: ContractCity;
  beforeAll(async () => {
    service = await start();
    city = await ContractCity.in(service);
  });
  afterAll(() => service.stop());

  const troubles = async (state: 'gap' | 'dispute', who = city.own.regulator) =>
    good(await service.call(contractApi.troubles, { state, pageSize: 100 }, who)).items;
  const lateFor = async (liftId: string, who = city.own.regulator) =>
    good(await service.call(contractApi.lateEntries, { pageSize: 100 }, who)).items.find(
      ({ lift }) => lift.id === liftId,
    );

  describe('a gap between two contracts', () => {
    test('on the same day owner and regulator are alarmed, the lift is listed, and the next contract ends it', async () => {
      const lift = await city.lift();
      await city.decide(await city.enter([lift], city.old, { until: city.day(0) }), true);
      await city.enter([lift], city.next, { from: city.day(2), until: city.day(300) });
      expect(await city.openTasks('contract.gap', lift.id)).toBe(0);
      await city.goTo(city.day(1));
      expect(await city.companyOf(lift.id)).toBeNull();
      expect(await city.openTasks('contract.gap', lift.id)).toBe(1);
      expect(await city.messages(city.owner, 'contract.gap', lift.id)).toBe(1);
      expect(await city.messages(city.own.officer, 'contract.gap', lift.id)).toBe(1);
      expect(await city.messages(city.own.regulator, 'contract.gap', lift.id)).toBe(1);
      expect((await troubles('gap')).map((trouble) => trouble.lift.id)).toContain(lift.id);
      expect((await troubles('gap', city.owner)).map((trouble) => trouble.lift.id)).toContain(lift.id);
      expect(await troubles('gap', city.foreign.regulator)).toEqual([]);
      await city.goTo(city.day(1));
      expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);
      expect(await city.openTasks('contract.gap', lift.id)).toBe(0);
    });

    test('a day that the service slept through is caught up with, and nobody is alarmed twice', async () => {
      const lift = await city.lift();
      await city.decide(await city.enter([lift], city.old, { until: city.day(0) }), true);
      await city.goTo(city.day(3));
      const jobs = await service.get(ContractJobs);
      await jobs.beginDay();
      await jobs.beginDay();
      expect(await city.companyOf(lift.id)).toBeNull();
      expect(await city.messages(city.owner, 'contract.gap', lift.id)).toBe(1);
    });

    test('a contract that is ended early leaves a gap from the day after its last', async () => {
      const lift = await city.lift();
      const contractId = await city.enter([lift], city.old);
      const end = (lastDay: string) =>
        service.call(contractApi.end, { contractId, lastDay, reason: '双方同意终止。' }, city.owner);
      expect((await end(city.day(400))).error?.code).toBe('contract.end_outside_term');
      good(await end(city.day(0)));
      expect((await end(city.day(0))).error?.code).toBe('contract.already_over');
      expect(await city.companyOf(lift.id)).toBe(city.own.companyId);
      await city.goTo(city.day(1));
      expect(await city.openTasks('contract.gap', lift.id)).toBe(1);
    });
  });

  describe('two contracts for one lift', () => {
    test('neither company can start until the owner confirms; both are called when people are trapped', async () => {
      const { liftId: id, code } = city.own;
      const lift = { id, code: '999901' };
      const driver = new VisitDriver(service, city.now);
      await city.enter([lift], city.old);
      const visitId = await driver.plan(city.own);
      const rival = await city.enter([lift], city.next);
      const scan = await driver.scan(city.own.lead, visitId, code);
      expect(scan.error).toMatchObject({ code: 'contract.overlap' });
      expect(scan.error?.message).toContain('使用单位确认');
      const seen = good(await service.call(contractApi.ofLift, { liftId: id }, city.own.regulator));
      expect(seen.today).toBe('dispute');
      expect(seen.emergency.map((company) => company.id).sort()).toEqual(
        [city.own.companyId, city.foreign.companyId].sort(),
      );
      for (const who of [city.owner, city.own.regulator, city.old, city.next])
        expect(await city.messages(who, 'contract.overlap', id)).toBe(1);
      expect((await troubles('dispute', city.next)).map((trouble) => trouble.lift.id)).toEqual([id]);
      const publicPage = good(await service.call(codeApi.lift, { token: code }));
      expect(publicPage.companyName).toBe('维保单位变更中');
      await city.decide(rival, false);
      expect((await driver.scan(city.own.lead, visitId, code)).status).toBe(200);
      expect(await city.openTasks('contract.overlap', id)).toBe(0);
    });

    test('the owner’s confirmation ends the other contract the day before; what the loser planned is cancelled', async () => {
      const lift = await city.lift();
      await city.enter([lift], city.old);
      const plan = {
        liftId: lift.id,
        class: 'half_month' as const,
        plannedOn: city.day(0),
        leadId: city.own.lead.personId,
        partnerIds: [city.own.partner.personId],
      };
      good(await service.call(visitApi.plan, plan, city.old));
      const rival = await city.enter([lift], city.next);
      await city.decide(rival, true);
      expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);
      const visits = good(await service.call(visitApi.list, { liftId: lift.id }, city.old)).items;
      expect(visits.map(({ state }) => state)).toEqual(['cancelled']);
    });
  });

  describe('the fifteen days of a new company', () => {
    let lift: { id: string; code: string };
    let contractId: string;
    let effective: string;
    const days = async (day: number) => {
      const at = new Date(`${effective}T00:00:00Z`).getTime() + day * 86_400_000;
      await city.goTo(new Date(at).toISOString().slice(0, 10), morningMs);
      await city.morning();
    };

    test('on day 9 nothing is said, on day 10 the company is warned', async () => {
      lift = await city.lift();
      contractId = await city.enter([lift], city.next);
      await city.decide(contractId, true);
      effective = city.day(0);
      await days(9);
      expect(await city.messages(city.next, 'contract.entry', contractId)).toBe(0);
      expect(await lateFor(lift.id)).toBeUndefined();
      await days(10);
      expect(await city.messages(city.next, 'contract.entry', contractId)).toBe(1);
      expect(await lateFor(lift.id)).toMatchObject({ state: 'warned', day: 10 });
      await days(12);
      expect(await city.messages(city.next, 'contract.entry', contractId)).toBe(1);
    });

    test('day 15 alarms until 24:00; from 0:00 of day 16 the lift is listed and the regulator hears it', async () => {
      await days(15);
      expect(await city.messages(city.next, 'contract.entry', contractId)).toBe(2);
      expect(await city.messages(city.own.regulator, 'contract.entry', contractId)).toBe(0);
      await city.goTo(city.day(0), city.lastMomentOf(city.day(0)));
      expect(await lateFor(lift.id)).toMatchObject({ state: 'alarmed' });
      await city.goTo(city.day(1), 1_000);
      expect(await lateFor(lift.id)).toMatchObject({
        state: 'listed',
        day: 16,
        missing: ['acceptance', 'binding', 'visit'],
      });
      await days(16);
      expect(await city.messages(city.own.regulator, 'contract.entry', contractId)).toBe(1);
      expect(await lateFor(lift.id, city.old)).toBeUndefined();
    });

    test('once the lift is taken over, bound and planned it leaves the list, entered late', async () => {
      const codes = await service.get(CodeService);
      const work = await service.get(UnitOfWork);
      const token = await work.run(systemCtx(city.now()), (tx) => codes.issue(tx, lift.id));
      good(await service.call(contractApi.accept, { contractId, liftId: lift.id, isSafe: true }, city.next));
      expect((await lateFor(lift.id))?.missing).toEqual(['binding', 'visit']);
      good(await service.call(onSiteApi.bind, { token }, city.foreign.lead));
      const plan = {
        liftId: lift.id,
        class: 'half_month' as const,
        plannedOn: city.day(0),
        leadId: city.foreign.lead.personId,
        partnerIds: [city.foreign.partner.personId],
      };
      good(await service.call(visitApi.plan, plan, city.next));
      expect(await lateFor(lift.id)).toBeUndefined();
      const seen = good(await service.call(contractApi.show, { contractId }, city.next));
      expect(seen.items[0]?.takeover?.state).toBe('done_late');
    });

    test('a contract that goes on with the same company has nothing to enter', async () => {
      const own = await city.lift();
      const renewed = await city.enter([own], city.old);
      expect(
        good(await service.call(contractApi.show, { contractId: renewed }, city.old)).items[0]?.takeover,
      ).toBeNull();
    });
  });

  test('both parties are reminded 90, 60 and 30 days before the last day, once each', async () => {
    const lift = await city.lift();
    const contractId = await city.enter([lift], city.old, { until: city.day(95) });
    const heard = async (left: number) => {
      const detail = good(await service.call(contractApi.show, { contractId }, city.owner));
      const until = new Date(`${detail.until}T00:00:00Z`).getTime();
      await city.goTo(new Date(until - left * 86_400_000).toISOString().slice(0, 10), morningMs);
      await city.morning();
      return [
        await city.messages(city.old, 'contract.expiring', contractId),
        await city.messages(city.owner, 'contract.expiring', contractId),
      ];
    };
    expect(await heard(91)).toEqual([0, 0]);
    expect(await heard(90)).toEqual([1, 1]);
    expect(await heard(61)).toEqual([1, 1]);
    expect(await heard(60)).toEqual([2, 2]);
    expect(await heard(30)).toEqual([3, 3]);
    expect(await heard(1)).toEqual([3, 3]);
  });
});
