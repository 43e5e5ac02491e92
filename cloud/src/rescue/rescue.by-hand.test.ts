import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Organisation } from '../organisation/organisation.entity';
import { organisationKey } from '../organisation/organisation.name';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { signed, write, trapped, shown, later } = rescueHelpers(() => ({ service, own, clock }));
  const unit = (kind: string, name: string) =>
    write<string>(async (tx) => {
      const id = newId();
      const row = { id, kind, name, nameKey: organisationKey(name), divisionCode: own.divisionCode };
      await tx.manager.insert(Organisation, { ...row, createdAt: tx.at });
      return id;
    });
  const dispatch = async (entrapmentId: string, whom: { personIds?: string[]; stationId?: string }) =>
    service.call(rescueDeskApi.dispatch, { entrapmentId, tier: 2, ...whom }, await signed(own.operator));
  const candidates = async (entrapmentId: string) =>
    good(await service.call(rescueDeskApi.candidates, { entrapmentId }, await signed(own.operator))).units;
  const alerts = async (entrapmentId: string) => {
    const queue = good(await service.call(rescueDeskApi.queue, {}, await signed(own.operator)));
    return queue.alerts
      .filter((one) => one.entrapmentId === entrapmentId)
      .map(({ kind, number }) => (number === null ? kind : `${kind} ${number}`));
  };
  const peopleOf = (one: { summoned: { personId: string }[] }) =>
    one.summoned.map(({ personId }) => personId);
  const byHand = (one: { timeline: { kind: string; text: string; by: string }[] }) =>
    one.timeline.filter(({ kind, text }) => kind === 'dispatched' && text.startsWith('人工派单'));

  test('the desk sees whom it may call: the lift’s company, its owner, and the stations of the city', async () => {
    const { id } = await trapped();
    const units = await candidates(id);
    expect(units.map(({ id: unitId, side }) => [unitId, side])).toEqual(
      expect.arrayContaining([
        [own.companyId, 'company'],
        [own.ownerId, 'owner'],
        [own.stationId, 'station'],
        [foreign.stationId, 'station'],
      ]),
    );
    expect(units.some(({ id: unitId }) => unitId === foreign.companyId)).toBe(false);
    expect(units.find(({ id: unitId }) => unitId === own.companyId)?.isCalled).toBe(true);
    const station = units.find(({ id: unitId }) => unitId === own.stationId);
    expect(station).toMatchObject({ isCalled: false, people: [{ name: own.rescuer.name, state: null }] });
    const stranger = await service.call(
      rescueDeskApi.candidates,
      { entrapmentId: id },
      await signed(foreign.operator),
    );
    expect(stranger.status).toBe(404);
  });

  test('another station than the nearest is called before anything escalates; whoever comes from there accepts', async () => {
    const { id } = await trapped();
    const one = good(await dispatch(id, { stationId: foreign.stationId }));
    expect(one.tier).toBe(2);
    expect(peopleOf(one)).toContain(foreign.rescuer.personId);
    expect(peopleOf(one)).not.toContain(own.rescuer.personId);
    expect(byHand(one)).toMatchObject([
      { text: '人工派单：榕浦区示例电梯应急救援站，呼叫 1 人', by: own.operator.name },
    ]);
    const accepted = await service.call(
      rescueApi.accept,
      { entrapmentId: id, etaMinutes: 12 },
      await signed(foreign.rescuer),
    );
    expect(good(accepted).state).toBe('accepted');
  });

  test('a second station is called beside the first; called once more, whoever is silent is rung again, and both are written down', async () => {
    const { id } = await trapped();
    const first = good(await dispatch(id, {}));
    expect(peopleOf(first)).toContain(own.rescuer.personId);
    good(await dispatch(id, { stationId: foreign.stationId }));
    clock.shift(1000);
    const again = good(await dispatch(id, { stationId: foreign.stationId }));
    expect(peopleOf(again)).toEqual(expect.arrayContaining([own.rescuer.personId, foreign.rescuer.personId]));
    expect(again.summoned.find(({ personId }) => personId === foreign.rescuer.personId)?.rings).toBe(2);
    expect(byHand(again).map(({ text }) => text)).toEqual([
      '人工派单：榕浦区示例电梯应急救援站，呼叫 1 人',
      '人工派单：榕浦区示例电梯应急救援站，再次提醒 1 人',
    ]);
  });

  test('a single rescuer of a station is called; the station is called all the same when its time comes', async () => {
    const { id } = await trapped();
    const personIds = [foreign.rescuer.personId, own.colleague.personId];
    const one = good(await dispatch(id, { personIds }));
    expect(peopleOf(one)).toEqual(expect.arrayContaining(personIds));
    expect(one.tier).toBe(1);
    expect(byHand(one)).toHaveLength(2);
    await later(3 * minute + 1000);
    const escalated = await shown(id);
    expect(escalated.tier).toBe(2);
    expect(peopleOf(escalated)).toContain(own.rescuer.personId);
  });

  test('whoever is nobody of these is refused with everybody beside them, and nobody is called', async () => {
    const { id } = await trapped();
    const before = await shown(id);
    const stranger = await dispatch(id, { personIds: [own.rescuer.personId, foreign.lead.personId] });
    expect(stranger.error?.code).toBe('rescue.person_unknown');
    const both = await dispatch(id, { personIds: [own.rescuer.personId], stationId: own.stationId });
    expect(both.error?.code).toBe('rescue.one_choice');
    expect((await dispatch(id, { stationId: own.companyId })).error?.code).toBe('rescue.station_unknown');
    const empty = await unit('rescue_station', '鹭湾区新设电梯救援站');
    const none = await dispatch(id, { stationId: empty });
    expect(none.error?.details?.[0]?.code).toBe('rescue.station_empty');
    const after = await shown(id);
    expect(peopleOf(after)).toEqual(peopleOf(before));
    expect(after.timeline).toHaveLength(before.timeline.length);
  });

  test('the desk is rung for an escalation and for 119 until it is written down, and for nothing once somebody comes', async () => {
    const { id } = await trapped();
    expect(await alerts(id)).toEqual([]);
    await later(3 * minute + 1000);
    expect(await alerts(id)).toEqual(['escalated']);
    await later(3 * minute + 1000);
    expect(await alerts(id)).toEqual(['outside_due 119', 'escalated']);
    const desk = await signed(own.operator);
    good(await service.call(rescueDeskApi.outside, { entrapmentId: id, number: '119' }, desk));
    expect(await alerts(id)).toEqual(['escalated']);
    good(await service.call(rescueApi.accept, { entrapmentId: id }, await signed(own.rescuer)));
    expect(await alerts(id)).toEqual([]);
  });

  test('with injury the desk is rung for 119 and 120 at once, each until it is written down', async () => {
    const { id } = await trapped({ isHurt: true });
    expect(await alerts(id)).toEqual(['outside_due 119', 'outside_due 120', 'escalated']);
    const desk = await signed(own.operator);
    good(
      await service.call(rescueDeskApi.outside, { entrapmentId: id, number: '120', text: '已出车' }, desk),
    );
    expect(await alerts(id)).toEqual(['outside_due 119', 'escalated']);
  });

  test('the desk is rung where nobody of the company can be called', async () => {
    const companyId = await unit('maintenance_company', '鹭湾区无人电梯服务有限公司');
    const { id } = await trapped({}, { companyId });
    expect(await alerts(id)).toEqual(['nobody']);
  });
});
