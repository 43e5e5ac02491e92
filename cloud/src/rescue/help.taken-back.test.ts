import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

type What = 'mistaken' | 'freed' | 'still_trapped' | 'details' | 'other_lift';
const hour = 3_600_000;

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

  const place = () => ({ service, own, clock });
  const { aLift, help, shown, trapped } = rescueHelpers(place);
  const say = ({ helpId, helpToken }: { helpId: string; helpToken: string }, what: What, more = {}) =>
    service.call(helpApi.correct, { helpId, token: helpToken, what, ...more });
  /** Somebody inside and somebody outside have called for the same lift; the one outside takes theirs back. */
  async function takenBackOutside() {
    const inside = await trapped({}, { address: '示范路 700 号' });
    const outside = await help(inside.code, {}, { deviceId: 'somebody-outside' });
    good(await say(outside, 'mistaken'));
    return { inside, outside };
  }

  test('who has taken their call back ends nobody else’s rescue and sends nobody away from it', async () => {
    const { inside, outside } = await takenBackOutside();
    const { liftId: twin } = await aLift({ address: '示范路 700 号' });
    for (const [what, more] of [
      ['freed', {}],
      ['other_lift', { liftId: twin }],
      ['details', { situation: { isHurt: true } }],
    ] as const) {
      const refused = await say(outside, what, more);
      expect([refused.status, refused.error?.code]).toEqual([409, 'rescue.taken_back']);
    }
    expect(await shown(inside.id)).toMatchObject({
      state: 'waiting',
      freedAt: null,
      reports: 1,
      isHurt: false,
    });
    expect(good(await say(inside, 'freed')).state).toBe('freed');
  });

  test('taking back sent twice, its answer lost, is taken back once', async () => {
    const { inside, outside } = await takenBackOutside();
    expect(good(await say(outside, 'mistaken'))).toMatchObject({ state: 'closed', isTakenBack: true });
    expect(await shown(inside.id)).toMatchObject({ state: 'waiting', reports: 1 });
    good(await say(inside, 'mistaken'));
    expect(good(await say(inside, 'mistaken'))).toMatchObject({ state: 'closed', isTakenBack: true });
  });

  test('a corrected call goes to the twin alone while another stands, however many were taken back', async () => {
    const { inside } = await takenBackOutside();
    const { liftId: twin } = await aLift({ address: '示范路 700 号' });
    const third = await help(inside.code, {}, { deviceId: 'a-third-phone' });
    good(await say(third, 'other_lift', { liftId: twin }));
    expect(await shown(inside.id)).toMatchObject({ state: 'waiting', outcome: null, reports: 1 });
  });

  test('whoever calls again with a call that was taken back three times within the hour is asked to telephone', async () => {
    const one = await trapped();
    for (let time = 0; time < 3; time += 1) {
      good(await say(one, 'mistaken'));
      const again = await say(one, 'still_trapped');
      if (time < 2) good(again);
      else expect([again.status, again.error?.code]).toEqual([429, 'rescue.taken_back_often']);
    }
    clock.shift(hour);
    expect(good(await say(one, 'still_trapped')).state).toBe('waiting');
  });

  test('a call that is made again after its rescue is a new alarm of now, held back like one', async () => {
    const one = await trapped();
    good(await say(one, 'mistaken'));
    clock.shift(2 * hour);
    const again = good(await say(one, 'still_trapped'));
    expect(clock.now() - again.receivedAt).toBeLessThan(hour);
    for (let time = 0; time < 2; time += 1) {
      good(await say(one, 'mistaken'));
      const next = await say(one, 'still_trapped');
      if (time === 0) good(next);
      else expect([next.status, next.error?.code]).toEqual([429, 'rescue.taken_back_often']);
    }
  });

  test('a call that ended a day ago opens no rescue any more; the code does', async () => {
    const one = await trapped();
    good(await say(one, 'mistaken'));
    clock.shift(24 * hour + 1);
    const late = await say(one, 'still_trapped');
    expect([late.status, late.error?.code]).toEqual([409, 'rescue.long_over']);
    expect((await help(one.code)).state).toBe('waiting');
  });
});
