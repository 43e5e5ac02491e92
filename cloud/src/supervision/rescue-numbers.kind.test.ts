import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { rescueNumbersApi } from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const numbers = async () => {
    const period = { since: dayOf(clock.now()), until: dayOf(clock.now() + 86_400_000) };
    const { entrapments, response, leftOut } = good(
      await service.call(rescueNumbersApi.show, period, own.regulator),
    );
    return { entrapments, response, leftOut };
  };
  const report = async () => {
    const said = { liftId: own.liftId, source: 'phone' as const };
    return good(await service.call(rescueDeskApi.report, said, own.operator)).id;
  };

  test('a late entrapment in a lift stays in every number though the desk says that somebody was hurt', async () => {
    const entrapmentId = await report();
    clock.shift(10 * minute);
    const free = { entrapmentId, by: 'owner' as const, people: 1 };
    good(await service.call(rescueApi.free, free, own.officer));
    const before = await numbers();
    expect(before).toMatchObject({ entrapments: 1, response: { within: 0, of: 1 } });
    const right = { entrapmentId, kind: 'hurt' as const, text: '报警人手被门夹到' };
    expect(good(await service.call(rescueDeskApi.correct, right, own.operator)).kind).toBe('hurt');
    expect(await numbers()).toEqual(before);
  });

  test('an injury at an escalator is no entrapment, and is said', async () => {
    const before = await numbers();
    const { manager } = (await service.get(Database)).writer;
    const { place: _old, ...lift } = await manager.findOneByOrFail(Lift, { id: own.liftId });
    const escalator = { id: '01KX0000000000000000000ESC', rescueCode: '777100', type: '3310' };
    await manager.insert(Lift, { ...lift, ...escalator, place: '示例商场' });
    const said = { liftId: escalator.id, source: 'phone' as const };
    good(await service.call(rescueDeskApi.report, said, own.operator));
    const after = await numbers();
    expect(after.entrapments).toBe(before.entrapments);
    expect(after.leftOut).toContainEqual({ reason: 'hurt', cases: 1 });
  });
});
