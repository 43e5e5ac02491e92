import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** People are in another lift than was said: the answer that was given in time stays one (EMG-04, EMG-13). */
onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;

  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { signed, aLift, help, entrapmentOf, shown, trapped, kinds, later } = rescueHelpers(() => ({
    service,
    own,
    clock,
  }));
  const accept = async (entrapmentId: string) =>
    good(await service.call(rescueApi.accept, { entrapmentId }, await signed(own.admin)));
  const moved = async (one: { helpId: string; helpToken: string }, liftId: string) => {
    const said = { helpId: one.helpId, token: one.helpToken, what: 'other_lift' as const, liftId };
    good(await service.call(helpApi.correct, said));
    return shown((await entrapmentOf(one.helpId)).id);
  };

  test('accepted after one minute and moved after six: no mark of a late answer, then or later', async () => {
    const twin = await aLift();
    const one = await trapped({ people: 2 });
    clock.shift(minute);
    const { acceptedAt, reportedAt } = await accept(one.id);
    await later(5 * minute);
    const right = await moved(one, twin.liftId);
    expect(right).toMatchObject({
      state: 'accepted',
      acceptedAt,
      reportedAt,
      isResponseLate: false,
      tier: 1,
    });
    await later(minute);
    expect(await shown(right.id)).toMatchObject({ isResponseLate: false });
    expect(await kinds(right.id)).not.toContain('response_late');
  });

  test('so it is where somebody had called from the twin already, and nobody had answered there', async () => {
    const twin = await aLift();
    const one = await trapped();
    clock.shift(minute);
    const { acceptedAt, reportedAt } = await accept(one.id);
    clock.shift(4 * minute);
    const there = await entrapmentOf((await help(twin.code, {}, { deviceId: 'a-phone-in-the-twin' })).helpId);
    clock.shift(minute);
    const right = await moved(one, twin.liftId);
    expect(right).toMatchObject({ id: there.id, acceptedAt, reportedAt, reports: 2, isResponseLate: false });
    expect(await kinds(right.id)).not.toContain('response_late');
  });

  test('where nobody had answered within the minutes, moving takes no mark off', async () => {
    const twin = await aLift();
    const one = await trapped();
    await later(4 * minute);
    await accept(one.id);
    clock.shift(2 * minute);
    expect(await moved(one, twin.liftId)).toMatchObject({ state: 'accepted', isResponseLate: true });
    const other = await trapped();
    const next = await aLift();
    clock.shift(6 * minute);
    expect(await moved(other, next.liftId)).toMatchObject({ state: 'waiting', isResponseLate: true });
  });
});
