import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import type { CallOutDriver } from '../../../test/fixture/call-out-driver';
import type { StaffedDistrict, Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { CallOutCity } from './testing/call-out-city';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let driver: CallOutDriver;
  let city: CallOutCity;

  beforeAll(async () => {
    service = await start();
    city = await CallOutCity.build(service);
    ({ own, driver } = city);
  });
  afterAll(() => service.stop());
  afterEach(() => city.closeAll());

  const later = async (hours: number) => {
    await city.later(hours * hour);
    await (await service.get(Outbox)).settle();
  };
  const accept = (callOutId: string, who: Worker = own.lead) =>
    service.call(callOutApi.accept, { callOutId }, who);
  const decline = (callOutId: string, who: Worker = own.lead) =>
    service.call(callOutApi.decline, { callOutId, reason: '车坏在路上' }, who);
  const heard = async (callOutId: string) =>
    Promise.all(
      [own.admin, own.officer, own.regulator].map(
        async (who) => (await city.inbox(who, 'call_out.unanswered', callOutId)).length,
      ),
    );
  const isOverdue = async (callOutId: string) => {
    const { items } = good(await service.call(callOutApi.list, { show: 'overdue' }, own.regulator));
    return [items.some(({ id }) => id === callOutId), (await driver.show(callOutId)).overdue];
  };

  describe('an acceptance that was taken back', () => {
    test('is none: after a day without another one the offices hear of it, once', async () => {
      const callOutId = await driver.walk('accepted');
      expect(good(await decline(callOutId))).toMatchObject({ state: 'reported', acceptedAt: null });
      await later(23);
      expect([await heard(callOutId), await isOverdue(callOutId)]).toEqual([
        [0, 0, 0],
        [false, false],
      ]);
      await later(2);
      expect([await heard(callOutId), await isOverdue(callOutId)]).toEqual([
        [1, 1, 1],
        [true, true],
      ]);
    });

    test('on the second day is heard of when that day is over', async () => {
      const callOutId = await driver.walk('accepted');
      await later(25);
      good(await decline(callOutId));
      expect(await heard(callOutId)).toEqual([0, 0, 0]);
      await later(24);
      expect(await heard(callOutId)).toEqual([1, 1, 1]);
    });

    test('leaves nobody who comes where the colleague never answered, and it is said so', async () => {
      const callOutId = await driver.report();
      good(await driver.dispatch(callOutId, [own.lead, own.partner]));
      good(await accept(callOutId));
      good(await decline(callOutId));
      expect(await driver.show(callOutId)).toMatchObject({ state: 'dispatched', acceptedAt: null });
      await later(25);
      expect(await heard(callOutId)).toEqual([1, 1, 1]);
    });

    test('leaves whoever else has accepted on the way', async () => {
      const callOutId = await driver.report();
      good(await driver.dispatch(callOutId, [own.lead, own.partner]));
      good(await accept(callOutId));
      good(await accept(callOutId, own.partner));
      good(await decline(callOutId));
      expect(await driver.show(callOutId)).toMatchObject({ state: 'accepted' });
      await later(25);
      expect(await heard(callOutId)).toEqual([0, 0, 0]);
    });
  });

  test('other people sent in place of those who accepted have to accept themselves', async () => {
    const callOutId = await driver.walk('accepted');
    good(await driver.dispatch(callOutId, [own.partner]));
    expect((await driver.show(callOutId)).acceptedAt).toBeNull();
    await later(25);
    expect(await heard(callOutId)).toEqual([1, 1, 1]);
  });

  test('a colleague sent beside whoever accepted takes no acceptance away', async () => {
    const callOutId = await driver.walk('accepted');
    good(await driver.dispatch(callOutId, [own.lead, own.partner]));
    expect((await driver.show(callOutId)).acceptedAt).toEqual(expect.any(Number));
    await later(25);
    expect(await heard(callOutId)).toEqual([0, 0, 0]);
  });
});
