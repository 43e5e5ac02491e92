import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { onSiteMinutes } from '@lifttrust/shared-types/rescue/rescue.rules';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { VisitAnswer } from '../visit/visit-answer.entity';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** A visit is open at the lift when the alarm comes (RULES §12, edge case). */
onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let visitId = '';

  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { signed, write, help, entrapmentOf, shown, kinds, later, fix } = rescueHelpers(() => ({
    service,
    own,
    clock,
  }));
  const call = async () => {
    const called = await help(own.code);
    const { id } = await entrapmentOf(called.helpId);
    const state = async () =>
      good(await service.call(helpApi.show, { helpId: called.helpId, token: called.helpToken }));
    return { called, id, state };
  };
  const free = async (entrapmentId: string, who: Worker) =>
    good(await service.call(rescueApi.free, { entrapmentId, people: 1 }, await signed(who)));

  /** Somebody answers an item: the visit is alive. */
  const work = () =>
    write((tx) => {
      const answer = {
        visitId,
        code: 'A-1-1',
        personId: own.lead.personId,
        result: null,
        note: '',
        reading: '',
      };
      const files = { fileIds: [], photoHashes: [], isOffline: false };
      return tx.manager.save(VisitAnswer, { ...answer, ...files, at: tx.at, receivedAt: tx.at });
    });

  test('they are called too, rings go on and tiers follow as if nobody had answered; the caller is promised nobody', async () => {
    const driver = new VisitDriver(service, () => clock.now());
    const crew = { lead: await signed(own.lead), partner: await signed(own.partner) };
    const office = { admin: await signed(own.admin), reviewer: await signed(own.reviewer) };
    ({ visitId } = await driver.walk({ ...own, ...crew, ...office }, 'started'));
    const { called, id, state } = await call();
    expect(called).toMatchObject({ state: 'waiting', mayBeThere: true, arrivedAt: null, rescuer: null });
    expect(called.arrivalCode).toMatch(/^\d{6}$/);
    const lead = (await shown(id)).summoned.find(({ personId }) => personId === own.lead.personId);
    expect(lead).toMatchObject({ state: 'called', arrivalProof: 'on_site' });
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.lead)));
    expect(items.map(({ kind, subjectId }) => [kind, subjectId])).toContainEqual(['rescue.called', id]);
    expect(await kinds(id)).not.toContain('nobody');
    await later(minute);
    expect(
      (await shown(id)).summoned.find(({ personId }) => personId === own.lead.personId)?.rings,
    ).toBeGreaterThan(1);
    await later(2 * minute + 1);
    expect(await shown(id)).toMatchObject({ tier: 2, isResponseLate: true });
    await later(30 * minute);
    expect(await shown(id)).toMatchObject({ tier: 3, state: 'waiting', isArrivalLate: false });
    expect(await state()).toMatchObject({ state: 'waiting', mayBeThere: true });
    // A station came in the end; for the record somebody had been there with the alarm, and owes no proof of it.
    const freed = await free(id, own.rescuer);
    expect(freed).toMatchObject({ isArrivalLate: false, evidence: 'waiting' });
    expect(freed.durations.arrivalMs).toBe(0);
    expect(freed.summoned.find(({ personId }) => personId === own.lead.personId)?.identity).toBeNull();
  });

  test('one tap of theirs says that they are there: arrived with the alarm, and nothing rings any more', async () => {
    await work();
    const { id, state } = await call();
    clock.shift(minute);
    const lead = await signed(own.lead);
    const accepted = good(await service.call(rescueApi.accept, { entrapmentId: id }, lead));
    expect(accepted).toMatchObject({ state: 'accepted', may: { arrive: true, depart: false } });
    const there = good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, lead));
    expect(there.durations).toMatchObject({ arrivalMs: 0 });
    expect(there.durations.responseMs).toBeGreaterThanOrEqual(minute);
    expect(await state()).toMatchObject({ state: 'arrived', mayBeThere: false });
    const rung = there.summoned.map(({ rings }) => rings);
    await later(25 * minute);
    expect((await shown(id)).summoned.map(({ rings }) => rings)).toEqual(rung);
    expect((await shown(id)).tier).toBe(1);
    await free(id, own.lead);
  });

  test('whoever has left says so, and then nobody was there: not for the caller, and not for the record', async () => {
    await work();
    const { id, state } = await call();
    for (const who of [own.lead, own.partner]) {
      const declined = { entrapmentId: id, reason: '已经离开' };
      await service.call(rescueApi.decline, declined, await signed(who));
    }
    expect(await state()).toMatchObject({ state: 'waiting', mayBeThere: false });
    await later(31 * minute);
    expect(await shown(id)).toMatchObject({ isArrivalLate: true, arrivedAt: null });
    await free(id, own.officer);
  });

  test('a visit without any sign of life for an hour counts for nobody; an answered item is one', async () => {
    clock.shift((onSiteMinutes + 1) * minute);
    const silent = await call();
    expect(silent.called.mayBeThere).toBe(false);
    expect(await kinds(silent.id)).not.toContain('on_site');
    await free(silent.id, own.officer);
  });
});
