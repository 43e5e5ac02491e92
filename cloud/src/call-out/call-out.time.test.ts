import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { CallOutDriver } from '../../../test/fixture/call-out-driver';
import type { StaffedDistrict, Worker } from '../../../test/fixture/district';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import type { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { DailyRound } from '../round/daily-round';
import { RoundDone } from '../round/round-done.entity';
import { CallOutQuery } from './call-out.query';
import { CallOutCity } from './testing/call-out-city';

const hour = 3_600_000;

/** Where writers do not queue anyway: keeps every new message waiting for a second after `release`. */
async function holdMessages(database: Database): Promise<{ release(): Promise<void> }> {
  if (database.isSqlite) return { release: async () => undefined };
  const runner = database.writer.createQueryRunner();
  await runner.startTransaction();
  await runner.query('SELECT id FROM message FOR UPDATE');
  return {
    release: async () => {
      await new Promise((wake) => setTimeout(wake, 1000));
      await runner.rollbackTransaction();
      await runner.release();
    },
  };
}

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: CallOutDriver;
  let later: CallOutCity['later'];
  let inbox: CallOutCity['inbox'];
  let city: CallOutCity;

  beforeAll(async () => {
    service = await start();
    city = await CallOutCity.build(service);
    ({ own, foreign, clock, driver, later, inbox } = city);
  });
  afterAll(() => service.stop());
  afterEach(() => city.closeAll());

  const round = async () => (await service.get(DailyRound)).make();

  describe('a lift that stands still', () => {
    const notice = async () => (await service.get(CallOutQuery)).stopNotice(own.liftId);

    test('the owner gets the solution in writing, the public a notice, and it ends with the repair', async () => {
      const callOutId = await driver.walk('in_progress');
      const expectedOn = addDays(dayOf(clock.now()), 30);
      expect(await notice()).toBeNull();
      expect(good(await driver.stop(callOutId, expectedOn)).state).toBe('waiting_parts');
      expect(await notice()).toMatchObject({ expectedOn, reason: '等待门机板到货', to: null });
      const [written] = await inbox(own.officer, 'call_out.stopped', callOutId);
      expect(written?.text).toContain('到货前停用');
      const early = await service.call(faceApi.openAlternative, { visitId: callOutId }, own.lead);
      expect(early.error?.code).toBe('check_in.out_of_order');
      await driver.ready(callOutId);
      for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot);
      good(await driver.finish(callOutId));
      expect(await notice()).toBeNull();
      expect((await driver.show(callOutId)).stop?.to).toEqual(expect.any(Number));
    });

    test('thirty days of waiting are no storm: nothing is overdue until the day named has passed', async () => {
      const callOutId = await driver.walk('in_progress');
      good(await driver.stop(callOutId, addDays(dayOf(clock.now()), 30)));
      const overdue = async () => {
        const { items, counts } = good(
          await service.call(callOutApi.list, { show: 'overdue' }, own.regulator),
        );
        return [
          items.some(({ id }) => id === callOutId),
          counts.overdue,
          (await driver.show(callOutId)).overdue,
        ];
      };
      const told = async () => (await inbox(own.admin, 'call_out.expected_passed', callOutId)).length;
      await later(30 * 24 * hour);
      await round();
      expect([await overdue(), await told()]).toEqual([[false, 0, false], 0]);
      await later(24 * hour);
      await round();
      expect([await overdue(), await told()]).toEqual([[true, 1, true], 1]);
      await later(24 * hour);
      await round();
      expect(await told()).toBe(1);
      expect(good(await driver.stop(callOutId, addDays(dayOf(clock.now()), 5))).overdue).toBe(false);
    });

    test('a day that is over, or too far off, is no promise', async () => {
      const callOutId = await driver.walk('in_progress');
      const today = dayOf(clock.now());
      for (const [days, code] of [
        [-1, 'call_out.expected_in_past'],
        [181, 'call_out.expected_too_far'],
      ] as const)
        expect((await driver.stop(callOutId, addDays(today, days))).error?.details?.[0]?.code).toBe(code);
    });

    test('a major repair needs permit and notice; without inspection the lift stays stopped', async () => {
      const callOutId = await driver.walk('in_progress');
      const major = {
        ...{ callOutId, scope: '更换曳引机', noticeNumber: 'GZ-2026-001' },
        noticeOn: dayOf(clock.now()),
      };
      const refused = await service.call(callOutApi.major, major, own.admin);
      expect(refused.status).toBe(422);
      const hand = { callOutId, name: '示例制造厂服务站', permitNumber: '', reason: '更换主机' };
      good(await service.call(callOutApi.handToService, hand, own.admin));
      expect((await service.call(callOutApi.major, major, own.admin)).error?.details?.[0]?.code).toBe(
        'call_out.service_permit_missing',
      );
      const permitted = { ...hand, permitNumber: 'TS3335001-2027' };
      good(await service.call(callOutApi.handToService, permitted, own.admin));
      const future = { ...major, noticeOn: addDays(major.noticeOn, 1) };
      expect((await service.call(callOutApi.major, future, own.admin)).error?.details?.[0]?.code).toBe(
        'call_out.notice_in_future',
      );
      good(await service.call(callOutApi.major, major, own.admin));
      good(await driver.stop(callOutId, addDays(major.noticeOn, 30), own.admin));
      const fileIds = [await scan(service, own.admin)];
      good(await driver.finish(callOutId, { fileIds }, own.admin));
      const confirmed = good(await service.call(callOutApi.confirm, { callOutId }, own.officer));
      expect([confirmed.state, (await notice())?.callOutId]).toEqual(['confirmed', callOutId]);
      const close = { callOutId, reason: '收尾' };
      expect((await service.call(callOutApi.close, close, own.regulator)).error?.code).toBe(
        'call_out.not_inspected',
      );
      const report = { callOutId, inspectionNumber: 'JD-2026-77', inspectedOn: major.noticeOn };
      expect(good(await service.call(callOutApi.inspected, report, own.admin)).state).toBe('closed');
      expect(await notice()).toBeNull();
    });
  });

  describe('the owner’s answer', () => {
    test('returned work goes on and is shown once more; confirmed it is closed', async () => {
      const callOutId = await driver.walk('finished');
      const [asked] = await inbox(own.officer, 'call_out.to_confirm', callOutId);
      expect(asked?.page).toBe(`repair/confirm/index?callOutId=${callOutId}`);
      const back = { callOutId, reason: '3 楼还是关不上' };
      const returned = good(await service.call(callOutApi.returnWork, back, own.officer));
      expect(returned).toMatchObject({ state: 'in_progress', returns: 1, finishedAt: null });
      expect(await inbox(own.lead, 'call_out.returned', callOutId)).toHaveLength(1);
      expect((await driver.finish(callOutId)).error?.details?.map(({ code }) => code)).toEqual([
        'call_out.identity_missing',
        'call_out.photo_missing',
      ]);
      await later(1000);
      good(await driver.arrive(callOutId));
      await driver.attach(callOutId, 'finished');
      good(await driver.finish(callOutId));
      const closed = good(await service.call(callOutApi.confirm, { callOutId }, own.ownerAdmin));
      expect(closed).toMatchObject({ state: 'closed', may: { confirm: false } });
      const twice = await service.call(callOutApi.confirm, { callOutId }, own.officer);
      expect(twice.error?.code).toBe('call_out.moved_on');
      expect(
        (await inbox(own.officer, 'call_out.to_confirm', callOutId)).map(({ outcome }) => outcome),
      ).toEqual(Array(2).fill(`${own.ownerAdmin.name}已确认`));
    });

    test('silence confirms nothing; the office closes with a reason', async () => {
      const callOutId = await driver.walk('finished');
      await later(90 * 24 * hour);
      expect(await driver.show(callOutId)).toMatchObject({ state: 'finished', late: { confirm: true } });
      const close = { callOutId, reason: '使用单位已搬离，现场核实电梯正常。' };
      expect(good(await service.call(callOutApi.close, close, own.regulator)).state).toBe('closed');
    });
  });

  describe('what is late', () => {
    test('marks of acceptance and arrival are computed and stay', async () => {
      const callOutId = await driver.report();
      await later(31 * 60_000);
      expect((await driver.show(callOutId)).late).toMatchObject({ accept: true, arrive: false });
      good(await driver.dispatch(callOutId));
      good(await service.call(callOutApi.accept, { callOutId }, own.lead));
      await later(2 * hour);
      good(await driver.arrive(callOutId));
      await later(hour);
      expect(await driver.show(callOutId)).toMatchObject({
        late: { accept: true, arrive: true },
        overdue: false,
      });
    });

    test('what nobody answers goes one office up for every day, and each hears it once', async () => {
      const callOutId = await driver.report();
      const heard = async (who: Worker) => (await inbox(who, 'call_out.unanswered', callOutId)).length;
      await later(24 * hour - 60_000);
      await round();
      expect(await heard(own.admin)).toBe(0);
      await later(24 * hour);
      await round();
      expect([await heard(own.admin), await heard(own.officer), await heard(own.regulator)]).toEqual([
        1, 1, 1,
      ]);
      await later(24 * hour);
      await round();
      expect([await heard(own.admin), await heard(own.regulator)]).toEqual([1, 1]);
      expect(await heard(foreign.regulator)).toBe(0);
    });

    test('round and event at the same instant tell of it once', async () => {
      const callOutId = await driver.report();
      const [outbox, database] = [await service.get(Outbox), await service.get(Database)];
      await later(24 * hour - 60_000);
      await round();
      await database.writer.manager.delete(RoundDone, { name: 'call_out.unanswered' });
      // Nobody writes a message until both have looked at what was told before.
      const held = await holdMessages(database);
      await later(120_000);
      await Promise.all([round(), outbox.settle(), held.release()]);
      const heard = async (who: Worker) => (await inbox(who, 'call_out.unanswered', callOutId)).length;
      expect([await heard(own.admin), await heard(own.officer), await heard(own.regulator)]).toEqual([
        1, 1, 1,
      ]);
    });

    test('three faults in a month make a lift one to look at, and it is told once', async () => {
      await later(31 * 24 * hour);
      let last = '';
      for (let count = 0; count < 3; count += 1) {
        last = await driver.walk('closed');
        await later(hour);
      }
      expect(await inbox(own.regulator, 'call_out.focus', last)).toHaveLength(1);
      const { items } = good(await service.call(callOutApi.focusLifts, {}, own.regulator));
      expect(items).toMatchObject([{ lift: { id: own.liftId }, faults: 3 }]);
      expect(items[0]?.callOutIds).toHaveLength(3);
      expect(good(await service.call(callOutApi.focusLifts, {}, foreign.regulator)).items).toEqual([]);
      await later(31 * 24 * hour);
      expect(good(await service.call(callOutApi.focusLifts, {}, own.regulator)).items).toEqual([]);
    });
  });
});
