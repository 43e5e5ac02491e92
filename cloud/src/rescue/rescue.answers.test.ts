import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Entrapment } from './entrapment.entity';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** Who had said that they come, and cannot or comes later; and how what the caller ended is closed. */
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

  const { signed, write, aLift, help, rows, entrapmentOf, shown, trapped, kinds, later, fix } = rescueHelpers(
    () => ({ service, own, clock }),
  );
  const by = async (who: Worker) => signed(who);
  const accept = async (entrapmentId: string, who: Worker, etaMinutes?: number) =>
    good(await service.call(rescueApi.accept, { entrapmentId, etaMinutes }, await by(who)));
  const depart = async (entrapmentId: string, who: Worker, etaMinutes: number) =>
    good(await service.call(rescueApi.depart, { entrapmentId, etaMinutes }, await by(who)));
  const cannot = async (entrapmentId: string, who: Worker) =>
    service.call(rescueApi.decline, { entrapmentId, reason: '路上车坏了' }, await by(who));
  const asks = async ({ helpId, helpToken }: { helpId: string; helpToken: string }) =>
    good(await service.call(helpApi.show, { helpId, token: helpToken }));
  const ringsOf = async (entrapmentId: string, who: Worker) =>
    (await shown(entrapmentId)).summoned.find(({ personId }) => personId === who.personId)?.rings ?? 0;
  const told = async (who: Worker, entrapmentId: string) =>
    good(await service.call(messageApi.list, { limit: 50 }, await by(who)))
      .items.filter(({ subjectId }) => subjectId === entrapmentId)
      .map(({ title }) => title);

  test('on the way, and cannot come: the caller reads of nobody, the others are called anew in that moment', async () => {
    const one = await trapped();
    await accept(one.id, own.colleague);
    await depart(one.id, own.colleague, 10);
    expect(await asks(one)).toMatchObject({ state: 'on_the_way', rescuer: expect.any(String) });
    const before = await ringsOf(one.id, own.admin);
    clock.shift(minute);
    const after = good(await cannot(one.id, own.colleague));
    expect(after).toMatchObject({ state: 'waiting', acceptedAt: null, departedAt: null, etaAt: null });
    expect(after.may).toMatchObject({ accept: true, withdraw: false });
    expect(await asks(one)).toMatchObject({ state: 'waiting', etaAt: null, departedAt: null, rescuer: null });
    expect((await asks(one)).calling).toBe('anew');
    expect(await ringsOf(one.id, own.admin)).toBe(before + 1);
    expect(await told(own.admin, one.id)).toContain('接单的人不能来了，请立即前往');
    expect(await told(own.operator, one.id)).toContain('接单的人不能来了');
    const line = after.timeline.find(({ kind }) => kind === 'withdrawn');
    expect(line?.text).toBe('维保单位：路上车坏了');
    await later(minute);
    expect(await ringsOf(one.id, own.admin)).toBe(before + 2);
    await later(minute);
    expect(await shown(one.id)).toMatchObject({ tier: 2, isResponseLate: true });
    expect((await asks(one)).calling).toBe('station');
  });

  test('an officer of the owner who cannot come was never said to come, and the caller reads nothing of it', async () => {
    const one = await trapped();
    await accept(one.id, own.officer);
    good(await cannot(one.id, own.officer));
    expect(await asks(one)).toMatchObject({ state: 'waiting', calling: 'first' });
  });

  test('later than the minutes of the response, the next tiers are called in the very request', async () => {
    const { id } = await trapped();
    await accept(id, own.admin);
    await later(10 * minute);
    expect(await shown(id)).toMatchObject({ tier: 1, isResponseLate: false });
    const after = good(await cannot(id, own.admin));
    expect(after).toMatchObject({ tier: 2, isResponseLate: true });
    // The station’s only rescuer cannot either: the fire brigade, without waiting for minutes.
    expect(good(await cannot(id, own.rescuer))).toMatchObject({ tier: 3, callAlso: ['119'] });
    expect((await shown(id)).timeline.filter(({ kind }) => kind === 'dispatched').at(-1)?.text).toContain(
      '都不能前往',
    );
  });

  test('of two who are coming one cannot: the other’s time is what counts, and nobody is called', async () => {
    const one = await trapped();
    await accept(one.id, own.lead);
    await depart(one.id, own.lead, 8);
    await accept(one.id, own.admin, 25);
    const answeredAt = (await shown(one.id)).summoned.find(
      ({ personId }) => personId === own.admin.personId,
    )?.answeredAt;
    const after = good(await cannot(one.id, own.lead));
    expect(after).toMatchObject({ state: 'accepted', departedAt: null, acceptedAt: answeredAt, tier: 1 });
    expect(after.etaAt).toBeGreaterThan(clock.now() + 20 * minute);
    expect(await told(own.admin, one.id)).not.toContain('接单的人不能来了，请立即前往');
    expect(await asks(one)).toMatchObject({ state: 'accepted', departedAt: null });
  });

  test('another time of arrival is told to the caller; beyond the limit the station is called at once', async () => {
    const one = await trapped();
    const lead = await by(own.lead);
    const change = (etaMinutes: number) =>
      service.call(rescueApi.changeEta, { entrapmentId: one.id, etaMinutes }, lead);
    expect((await change(5)).error?.code).toBe('rescue.not_coming');
    await accept(one.id, own.lead);
    expect((await depart(one.id, own.lead, 5)).may).toMatchObject({ withdraw: true, changeEta: true });
    const later20 = good(await change(20));
    expect(later20).toMatchObject({ tier: 1, state: 'on_the_way' });
    expect((await asks(one)).etaAt).toBe(later20.etaAt);
    expect(later20.etaAt).toBeGreaterThan(clock.now() + 19 * minute);
    const calledOn = good(await change(45));
    expect(calledOn).toMatchObject({ tier: 2 });
    // The city’s rule did it, not the technician in whose request it fell due.
    expect(calledOn.timeline.filter(({ kind }) => kind === 'dispatched').at(-1)?.by).toBe('');
    expect(calledOn.timeline.find(({ kind }) => kind === 'eta_changed')?.by).not.toBe('');
    expect(await kinds(one.id)).toContain('eta_changed');
  });

  test('whoever is there cannot say any more that they do not come', async () => {
    const { id } = await trapped();
    const lead = await by(own.lead);
    const there = good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, lead));
    expect(there.may).toMatchObject({ withdraw: false, changeEta: false });
    expect((await cannot(id, own.lead)).error?.code).toBe('rescue.already_there');
    const eta = { entrapmentId: id, etaMinutes: 5 };
    expect((await service.call(rescueApi.changeEta, eta, lead)).error?.code).toBe('rescue.already_there');
    expect((await shown(id)).state).toBe('arrived');
  });

  test('whoever may be inside stands on the desk’s board, however much waits to be closed', async () => {
    const old = await trapped();
    good(await service.call(rescueApi.free, { entrapmentId: old.id, people: 1 }, await by(own.lead)));
    await write(async (tx) => {
      const { id, ...pattern } = await tx.manager.findOneByOrFail(Entrapment, { id: old.id });
      const free = { ...pattern, nextAt: null };
      for (let copy = 0; copy < 505; copy += 1)
        await tx.manager.insert(Entrapment, { ...free, id: `${id.slice(0, 22)}${1000 + copy}` });
    });
    const fresh = await trapped();
    const desk = good(await service.call(rescueDeskApi.queue, {}, await by(own.operator)));
    const isFree = desk.items.map(({ freedAt }) => freedAt !== null);
    expect(desk.items.filter(({ freedAt }) => freedAt === null).map(({ id }) => id)).toContain(fresh.id);
    expect(isFree.indexOf(true)).toBe(isFree.lastIndexOf(false) + 1);
    expect(isFree.filter(Boolean)).toHaveLength(500);
    await write((tx) => tx.manager.update(Entrapment, { liftId: old.liftId }, { closedAt: tx.at }));
  });

  test('what the caller ended is told to the desk, which closes it without a cause', async () => {
    const one = await trapped();
    const out = { helpId: one.helpId, token: one.helpToken, what: 'freed' as const };
    good(await service.call(helpApi.correct, out));
    expect(await told(own.operator, one.id)).toContain('报警人说已经脱困');
    const close = { entrapmentId: one.id, outcome: 'rescued' as const, callBack: '报警人平安，已到家。' };
    const closed = good(await service.call(rescueApi.close, close, await by(own.operator)));
    expect(closed).toMatchObject({ state: 'closed', outcome: 'rescued', freedBy: 'self' });
    const two = await trapped();
    const back = { helpId: two.helpId, token: two.helpToken, what: 'mistaken' as const };
    good(await service.call(helpApi.correct, back));
    expect(await told(own.operator, two.id)).toContain('报警人撤销了求助');
  });

  test('free, and then 误报: nobody owes any proof of it, and no doubt is entered when the hours are over', async () => {
    const { id } = await trapped();
    const freed = good(
      await service.call(rescueApi.free, { entrapmentId: id, people: 0 }, await by(own.lead)),
    );
    expect(freed.evidence).toBe('waiting');
    const close = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢是空的。' };
    good(await service.call(rescueApi.close, close, await by(own.operator)));
    await later(5 * 60 * minute);
    expect((await shown(id)).evidence).not.toBe('suspect');
    expect(await kinds(id)).not.toContain('evidence_suspect');
  });

  test('the twin was meant: a station and a colleague who were coming come there, and all calls went along', async () => {
    const twin = await aLift();
    const one = await trapped();
    await help(one.code, {}, { deviceId: 'another-phone' });
    await help(one.code, {}, { deviceId: 'a-third-phone' });
    await later(3 * minute + 1);
    await accept(one.id, own.rescuer, 12);
    await accept(one.id, own.colleague, 9);
    const words = { entrapmentId: one.id, liftId: twin.liftId, text: '报警人说错了楼号。' };
    const moved = good(await service.call(rescueDeskApi.correct, words, await by(own.operator)));
    expect(moved).toMatchObject({ liftId: twin.liftId, reports: 3, state: 'accepted' });
    const coming = moved.summoned.filter(({ state }) => state === 'accepted');
    expect(coming.map(({ personId }) => personId).sort()).toEqual(
      [own.rescuer.personId, own.colleague.personId].sort(),
    );
    expect(moved.etaAt).toBeLessThan(clock.now() + 10 * minute);
    // Their link leads on to the right one, which they see.
    expect((await shown(moved.id, own.rescuer)).may).toMatchObject({ depart: true, withdraw: true });
    expect((await entrapmentOf(one.helpId)).id).toBe(moved.id);
  });

  test('a machine at an escalator reports somebody hurt; at a lift hurt is called by its name', async () => {
    await aLift({ rescueCode: '777009', type: '3310' });
    const admin = await by(own.regulatorAdmin);
    const issued = { name: '示例物联平台', kind: 'telemetry' as const };
    const { key } = good(await service.call(rescueDeskApi.issueSource, issued, admin));
    const alarm = { key, event: 'e-9', rescueCode: '777009' };
    const { entrapmentId } = good(await service.call(rescueDeskApi.alarm, alarm));
    expect((await shown(entrapmentId)).kind).toBe('hurt');
    expect(await told(own.admin, entrapmentId)).toContain('扶梯伤人，请立即前往');
    const lift = await aLift();
    const said = { liftId: lift.liftId, source: 'phone' as const, kind: 'hurt' as const };
    const hurt = good(await service.call(rescueDeskApi.report, said, await by(own.operator)));
    expect(await told(own.admin, hurt.id)).toContain('电梯伤人，请立即前往');
    expect(await (await rows()).countBy(Entrapment, { id: hurt.id, kind: 'hurt' })).toBe(1);
  });
});
