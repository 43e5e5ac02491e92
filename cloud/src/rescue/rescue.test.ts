import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { In } from 'typeorm';
import { liftPosition, type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { CodeService } from '../code/code.service';
import { Clock } from '../kernel/clock';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { LedgerService } from '../ledger/ledger.service';
import { Entrapment } from './entrapment.entity';
import { RescueClock } from './rescue.clock';

import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let rescueClock: RescueClock;

  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
    rescueClock = await service.get(RescueClock);
  });
  afterAll(() => service.stop());

  const { signed, write, aLift, draftOf, help, rows, entrapmentOf, shown, trapped, kinds, later, fix } =
    rescueHelpers(() => ({
      service,
      own,
      clock,
    }));

  test('whoever scans and calls has called people when the answer comes, without an account', async () => {
    const lift = await aLift();
    const called = await help(lift.code, { people: 3 });
    expect(called).toMatchObject({ state: 'waiting', outcome: 'none', reports: 1, emergencyPhone: '96333' });
    expect(called.arrivalCode).toMatch(/^\d{6}$/);
    const one = await shown((await entrapmentOf(called.helpId)).id);
    expect(one).toMatchObject({ tier: 1, people: 3, source: 'code' });
    expect(one.summoned.map(({ side }) => side).sort()).toEqual(['company', 'owner', 'owner']);
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.admin)));
    expect(items[0]).toMatchObject({ kind: 'rescue.called', subjectId: one.id });
  });

  test('the same report sent twice arrives once, and gets the same token', async () => {
    const { code } = await aLift();
    const draft = draftOf(code, { people: 2 });
    const [one, two] = await Promise.all([
      service.call(helpApi.call, draft),
      service.call(helpApi.call, draft),
    ]);
    expect(good(two)).toMatchObject({ helpId: good(one).helpId, helpToken: good(one).helpToken });
    expect(good(one).reports).toBe(1);
  });

  test('ten people who call at once are one entrapment with ten reports', async () => {
    const { code, liftId } = await aLift();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => help(code, {}, { deviceId: `phone-${index}` })),
    );
    const manager = await rows();
    expect(await manager.countBy(Entrapment, { liftId })).toBe(1);
    const [first] = answers;
    expect((await entrapmentOf(first?.helpId ?? '')).reports).toBe(10);
  });

  test('a later report of injuries calls station and fire brigade at once, and the desk is told to ring 119', async () => {
    const { code, id } = await trapped();
    await help(code, { isHurt: true, people: 4 });
    const one = await shown(id);
    expect(one).toMatchObject({ tier: 3, isHurt: true, people: 4, reports: 2, callAlso: ['119', '120'] });
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.regulator)));
    expect(items.find(({ subjectId }) => subjectId === id)).toMatchObject({ kind: 'rescue.desk' });
  });

  test('what the caller adds counts: more people, and an illness calls the ambulance', async () => {
    const { id, helpId, helpToken } = await trapped();
    const add = async (situation: object) =>
      good(await service.call(helpApi.correct, { helpId, token: helpToken, what: 'details', situation }));
    expect((await add({ people: 5 })).callAlso).toEqual([]);
    expect((await add({ isMedical: true })).callAlso).toEqual(['119', '120']);
    expect(await shown(id)).toMatchObject({ people: 5, isMedical: true, tier: 3 });
  });

  test('a code that was replaced still calls for help; one that was never ours names the telephone', async () => {
    const lift = await aLift();
    const codes = await service.get(CodeService);
    await write((tx) => codes.issue(tx, lift.liftId));
    expect((await help(lift.code)).state).toBe('waiting');
    const answer = await service.call(helpApi.call, draftOf('0123456789abcdefghjkmnpqrs'));
    expect(answer).toMatchObject({ status: 404, error: { code: 'rescue.code_unknown' } });
    expect(answer.error?.message).toContain('96333');
  });

  test('a lift without a company: the station and the owner are called, tier one is skipped', async () => {
    const { id } = await trapped({}, { companyId: null });
    const one = await shown(id);
    expect(one.tier).toBe(2);
    expect(one.summoned.map(({ side }) => side).sort()).toEqual(['owner', 'owner', 'station']);
    expect(one.timeline.find(({ kind }) => kind === 'dispatched')?.text).toContain('没有维保单位');
  });

  test('an escalator has no car: what is reported there is somebody hurt', async () => {
    const { id, kind } = await trapped({}, { type: '3310' });
    expect(kind).toBe('hurt');
    expect((await shown(id)).tier).toBe(3);
  });

  test('nobody accepts: rings every minute, the next tier after three, the fire brigade after six', async () => {
    const { id, helpId, helpToken } = await trapped();
    const calling = async () => good(await service.call(helpApi.show, { helpId, token: helpToken })).calling;
    await later(minute);
    expect(await calling()).toBe('first');
    const owner = (await shown(id)).summoned.find(({ side }) => side === 'owner');
    expect(owner?.rings).toBe(2);
    await later(2 * minute + 1);
    expect(await shown(id)).toMatchObject({ tier: 2, isResponseLate: true });
    expect(await calling()).toBe('station');
    await later(3 * minute);
    const one = await shown(id);
    expect(one).toMatchObject({ tier: 3, callAlso: ['119'] });
    const rung = one.summoned.find(({ side }) => side === 'company')?.rings;
    const fire = { entrapmentId: id, number: '119' as const };
    good(await service.call(rescueDeskApi.outside, fire, await signed(own.regulator)));
    await later(minute);
    expect((await shown(id)).summoned.find(({ side }) => side === 'company')?.rings).toBeGreaterThan(
      rung ?? 0,
    );
  });

  test('the clock that was away does what was due, once, and marks what is late', async () => {
    const { id } = await trapped();
    clock.shift(40 * minute);
    await rescueClock.look();
    await rescueClock.look();
    const found = await kinds(id);
    for (const kind of ['response_late', 'arrival_late'])
      expect(found.filter((one) => one === kind)).toHaveLength(1);
    expect(found.filter((one) => one === 'dispatched')).toHaveLength(3);
  });

  test('a hundred entrapments that cannot be carried on do not keep the clock from its end, nor from the others', async () => {
    const manager = await rows();
    const { id } = await trapped();
    const pattern = await manager.findOneByOrFail(Entrapment, { id });
    const broken = Array.from({ length: 101 }, () => ({
      ...pattern,
      ...{ id: newId(), openLiftId: null, liftId: newId(), nextAt: clock.now() },
    }));
    await write((tx) => insertRows(tx.manager, Entrapment, broken));
    await later(4 * minute);
    expect((await shown(id)).tier).toBe(2);
    await write((tx) => tx.manager.delete(Entrapment, { id: In(broken.map((one) => one.id)) }));
  });

  test('accepted, on the way, there, begun, freed, restored: the caller sees each, durations are computed', async () => {
    const { id, helpId, helpToken } = await trapped({ people: 2 });
    const seen = async () => good(await service.call(helpApi.show, { helpId, token: helpToken }));
    const lead = await signed(own.lead);
    clock.shift(minute);
    good(await service.call(rescueApi.accept, { entrapmentId: id, etaMinutes: 12 }, lead));
    expect(await seen()).toMatchObject({ state: 'accepted', rescuer: expect.stringContaining('电梯服务') });
    good(await service.call(rescueApi.depart, { entrapmentId: id, etaMinutes: 10 }, lead));
    expect(await seen()).toMatchObject({ state: 'on_the_way' });
    clock.shift(9 * minute);
    good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, lead));
    expect(await seen()).toMatchObject({ state: 'arrived', arrivalCode: '' });
    good(await service.call(rescueApi.start, { entrapmentId: id }, lead));
    clock.shift(5 * minute);
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 2 }, lead));
    expect(await seen()).toMatchObject({ state: 'freed', outcome: 'rescued' });
    const one = good(await service.call(rescueApi.restore, { entrapmentId: id }, lead));
    expect(one).toMatchObject({ isResponseLate: false, isArrivalLate: false, freedBy: 'company' });
    expect(one.durations.arrivalMs).toBeGreaterThanOrEqual(10 * minute);
    expect(one.durations.arrivalMs).toBeLessThan(11 * minute);
    const sealed = await (await service.get(LedgerService)).entriesAbout(one.liftId, id);
    expect(sealed.map(({ kind }) => kind)).toEqual(one.timeline.map(({ kind }) => `rescue.${kind}`));
  });

  test('underground without a position the code from the lift proves the arrival; guessing it ends soon', async () => {
    const { id, arrivalCode } = await trapped();
    const lead = await signed(own.lead);
    const arrive = (input: object) => service.call(rescueApi.arrive, { entrapmentId: id, ...input }, lead);
    expect(await arrive({ fix: null })).toMatchObject({ status: 422, error: { code: 'rescue.not_there' } });
    const far = { ...fix(), lat: liftPosition.lat + 0.05 };
    expect(await arrive({ fix: far })).toMatchObject({ status: 422, error: { code: 'rescue.not_there' } });
    const wrong = arrivalCode === '000000' ? '000001' : '000000';
    expect((await arrive({ code: wrong })).error?.code).toBe('rescue.wrong_code');
    const there = good(await arrive({ code: arrivalCode }));
    expect(there.summoned.find(({ personId }) => personId === own.lead.personId)).toMatchObject({
      arrivalProof: 'code',
    });
    const other = await trapped();
    const guess = (code: string) => service.call(rescueApi.arrive, { entrapmentId: other.id, code }, lead);
    const bad = other.arrivalCode === '111111' ? '111112' : '111111';
    for (let turn = 0; turn < 5; turn += 1) expect((await guess(bad)).error?.code).toBe('rescue.wrong_code');
    expect((await guess(other.arrivalCode)).error?.code).toBe('rescue.codes_used_up');
    good(await service.call(rescueApi.accept, { entrapmentId: other.id }, lead));
    const confirm = { entrapmentId: other.id, side: 'company' as const };
    const confirmed = good(await service.call(rescueApi.confirmArrival, confirm, await signed(own.officer)));
    expect(confirmed.state).toBe('arrived');
  });

  test('everybody of the company declines: the next tier is called in the same request', async () => {
    const { id } = await trapped();
    const one = good(
      await service.call(rescueApi.decline, { entrapmentId: id, reason: '在外地' }, await signed(own.admin)),
    );
    expect(one.tier).toBe(2);
    expect(one.timeline.map(({ text }) => text).join()).toContain('都不能前往');
  });

  test('who will come after the limit is not waited for', async () => {
    const { id } = await trapped();
    const accepted = await service.call(
      rescueApi.accept,
      { entrapmentId: id, etaMinutes: 45 },
      await signed(own.lead),
    );
    expect(good(accepted)).toMatchObject({ state: 'accepted', tier: 2 });
  });

  test('freed by the owner before anybody arrived: no arrival is measured and no proof is owed', async () => {
    const { id } = await trapped();
    good(await service.call(rescueApi.accept, { entrapmentId: id }, await signed(own.officer)));
    expect((await shown(id)).state).toBe('waiting');
    clock.shift(40 * minute);
    const freed = good(
      await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(own.officer)),
    );
    expect(freed).toMatchObject({
      freedBy: 'owner',
      arrivedAt: null,
      evidence: 'none',
      isArrivalLate: false,
    });
    expect(freed.durations.arrivalMs).toBeNull();
  });
});
