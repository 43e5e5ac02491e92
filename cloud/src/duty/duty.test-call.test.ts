import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { addMonths, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VoiceSimulator } from '../../../test/simulators/voice';
import { Clock } from '../kernel/clock';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { DailyRound } from '../round/daily-round';

const minute = 60_000;
const phone = '10099000007';

onBothDatabases((start) => {
  let simulator: VoiceSimulator;
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let rosterId: string;

  beforeAll(async () => {
    simulator = await new VoiceSimulator().open();
    service = await start({
      ...simulator.environment,
      LIFTTRUST_VOICE_APP_ID: simulator.appId,
      LIFTTRUST_VOICE_TEMPLATES: JSON.stringify({ 'duty.test': { id: '7654321', parameters: ['测试码'] } }),
      LIFTTRUST_PHONE_TIMEOUT: '400',
    });
    clock = await service.get(Clock);
    // The sixth of next month, in the morning: a month in which nothing has happened yet.
    const first = `${addMonths(dayOf(clock.now()), 1).slice(0, 7)}-06`;
    clock.shift(startOfDay(first) + 9 * 60 * minute - clock.now());
    ({ own, foreign } = await twoDistricts(service));
    const made = await service.call(dutyApi.create, { name: '应急值班', phone }, own.admin);
    rosterId = good(made).id;
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });

  const nextMorning = async () => {
    await (await service.get(DailyRound)).make();
    await (await service.get(Outbox)).settle();
  };
  const said = () => simulator.placed.at(-1)?.parameters[0]?.replaceAll(' ', '') ?? '';
  /** Months pass here: everybody signs in anew. */
  const fresh = async (who: Worker) => ({ token: await service.signIn(who.personId, who.deviceId) });
  const answer = async (code: string, who: Worker = own.lead) =>
    service.call(dutyApi.answerTest, { rosterId, code }, await fresh(who));
  const tests = async () =>
    good(await service.call(dutyApi.week, { rosterId }, await fresh(own.regulator))).tests;
  const deaf = async (state: 'open' | 'done' = 'open') => {
    const { items } = good(
      await service.call(taskApi.list, { module: 'duty', state, pageSize: 100 }, await fresh(own.regulator)),
    );
    return items.filter(({ kind }) => kind === 'duty.phone_unanswered');
  };

  test('once a month the phone of duty is called and a number read aloud', async () => {
    await nextMorning();
    await nextMorning();
    expect(simulator.placed).toMatchObject([
      { phone: `+86${phone}`, parameters: [expect.stringMatching(/^(\d ?){6}$/)] },
    ]);
    expect(await tests()).toMatchObject([{ attempt: 1, state: 'waiting', answeredBy: '' }]);
  });

  test('whoever picked up enters the number; a wrong one and strangers change nothing', async () => {
    const wrong = said() === '000000' ? '000001' : '000000';
    expect((await answer(wrong)).error?.details?.[0]?.code).toBe('duty.test_code');
    expect((await answer(said(), foreign.lead)).status).toBe(404);
    good(await answer(said()));
    expect(await tests()).toMatchObject([{ state: 'answered', answeredBy: own.lead.name }]);
    expect((await answer(said())).error?.code).toBe('duty.no_test');
    clock.shift(24 * 60 * minute);
    await nextMorning();
    expect(simulator.placed).toHaveLength(1);
  });

  test('two calls that nobody answers tell the district; an answer later ends the task', async () => {
    clock.shift(31 * 24 * 60 * minute);
    await nextMorning();
    expect(simulator.placed).toHaveLength(2);
    const first = said();
    clock.shift(31 * minute);
    expect((await answer(first)).error?.code).toBe('duty.no_test');
    expect((await tests())[0]).toMatchObject({ attempt: 1, state: 'failed' });
    clock.shift(24 * 60 * minute);
    await nextMorning();
    expect(simulator.placed).toHaveLength(3);
    expect(await deaf()).toEqual([]);
    clock.shift(24 * 60 * minute);
    await nextMorning();
    expect(simulator.placed).toHaveLength(3);
    expect(await deaf()).toMatchObject([{ organisation: null, title: '值班电话两次无人接听：应急值班' }]);
    clock.shift(30 * 24 * 60 * minute);
    await nextMorning();
    good(await answer(said()));
    expect(await deaf()).toEqual([]);
    expect(await deaf('done')).toHaveLength(1);
  });

  test('a call that the provider refuses and a roster without a phone count as failed', async () => {
    const other = good(
      await service.call(dutyApi.create, { name: '没有电话的值班表' }, await fresh(own.admin)),
    ).id;
    clock.shift(30 * 24 * 60 * minute);
    simulator.nextErrors.push('InvalidParameterValue.CalledNumberVerifyFail');
    await nextMorning();
    expect((await tests())[0]).toMatchObject({ attempt: 1, state: 'failed' });
    const week = good(await service.call(dutyApi.week, { rosterId: other }, await fresh(own.admin)));
    expect(week.tests).toMatchObject([{ attempt: 1, state: 'failed' }]);
  });
});
