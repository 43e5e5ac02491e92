import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { faultReportApi } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { CallOutQuery } from '../../cloud/src/call-out/call-out.query';
import { Clock } from '../../cloud/src/kernel/clock';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { LedgerService } from '../../cloud/src/ledger/ledger.service';
import { CallOutDriver } from '../fixture/call-out-driver';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { good } from '../fixture/uploads';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let driver: CallOutDriver;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
    driver = new CallOutDriver(service, own, () => clock.now());
  });
  afterAll(() => service.stop());

  const heard = async (who: Worker, kind: string) =>
    good(await service.call(messageApi.list, { limit: 100 }, who)).items.filter((one) => one.kind === kind);
  const signIn = async (...people: Worker[]) => {
    for (const who of people) who.token = await service.signIn(who.personId, who.deviceId);
  };

  test('two passengers tell of a door; it is repaired with a new lock a week later, and both read how it ended', async () => {
    const first = good(await driver.tell());
    const second = good(await driver.tell({ sign: 'noise', text: '关门时有异响' }));
    expect(second.others).toBe(1);

    // The company sees one fault, who answers for the lift, and sends two people.
    const { items } = good(await service.call(callOutApi.list, {}, own.admin));
    expect(items).toMatchObject([{ state: 'reported', reports: 2, source: 'public' }]);
    const callOutId = items[0]?.id ?? '';
    const { proposed } = good(await service.call(callOutApi.proposal, { callOutId }, own.admin));
    expect(proposed).not.toEqual([]);
    good(await driver.dispatch(callOutId, [own.lead, own.partner]));
    expect(await heard(own.partner, 'call_out.dispatched')).toHaveLength(1);
    good(await service.call(callOutApi.accept, { callOutId }, own.lead));
    const follow = async ({ reportId, token }: { reportId: string; token: string }) =>
      good(await service.call(faultReportApi.follow, { reportId, token }));
    expect((await follow(first)).message).toBe('维修人员已接单，正在赶来。');

    // On the spot they prove who they are; the lock has to be ordered, so the lift stands still.
    clock.shift(20 * 60_000);
    await driver.ready(callOutId);
    good(await driver.arrive(callOutId, own.partner));
    await driver.identify(callOutId, own.partner);
    await driver.attach(callOutId, 'fault');
    const expectedOn = addDays(dayOf(clock.now()), 7);
    good(await driver.stop(callOutId, expectedOn));
    expect(await follow(second)).toMatchObject({ state: 'waiting_parts', stop: { expectedOn } });
    expect(await (await service.get(CallOutQuery)).stopNotice(own.liftId)).toMatchObject({ expectedOn });
    expect(await heard(own.officer, 'call_out.stopped')).toHaveLength(1);

    // A week later: again the code, again who they are, the new lock with its type test.
    clock.shift(7 * 24 * hour);
    await signIn(own.lead, own.partner, own.admin, own.officer, own.regulator, own.reviewer);
    expect((await driver.show(callOutId)).overdue).toBe(false);
    await driver.ready(callOutId);
    const lock = {
      name: '门锁装置',
      isSafety: true,
      maker: '示例门锁厂',
      typeTestNumber: 'TSX F34001920190001',
    };
    const oldPhotoId = await driver.photo(callOutId);
    good(await service.call(callOutApi.addPart, { callOutId, ...lock, oldPhotoId }, own.lead));
    await driver.attach(callOutId, 'finished');
    good(await driver.finish(callOutId, { cause: 'safety' }));

    // The owner confirms; both passengers read the same answer, and nobody's name.
    const closed = good(await service.call(callOutApi.confirm, { callOutId }, own.officer));
    expect(closed).toMatchObject({ state: 'closed', late: { accept: false, arrive: false } });
    for (const report of [first, second]) {
      const answer = await follow(report);
      expect(answer).toMatchObject({ state: 'closed', message: '已修好。', stop: null });
      expect(answer.feedback).toContain('可以放心使用');
      for (const who of [own.lead, own.partner, own.officer])
        expect(JSON.stringify(answer)).not.toContain(who.name);
    }

    // Every step stands in the lift's log, in order.
    const entries = await (await service.get(LedgerService)).entriesAbout(own.liftId, callOutId);
    expect(entries.map(({ kind }) => kind.replace('call_out.', ''))).toEqual([
      ...['reported', 'joined', 'dispatched', 'accepted', 'arrived', 'started', 'arrived', 'stopped'],
      ...['arrived', 'started', 'part', 'finished', 'resumed', 'confirmed', 'closed'],
    ]);
    expect(closed.timeline.map(({ entryHash }) => entryHash)).toEqual(entries.map(({ hash }) => hash));
  });
});
