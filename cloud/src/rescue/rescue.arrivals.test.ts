import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** An arrival ends every call: whose it is, who may say so, and how a wrong one is taken back. */
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

  const { signed, trapped, shown, later, fix } = rescueHelpers(() => ({ service, own, clock }));
  const accept = async (entrapmentId: string, who: Worker) =>
    good(await service.call(rescueApi.accept, { entrapmentId, etaMinutes: 10 }, await signed(who)));
  type Side = 'company' | 'station' | 'fire';
  const confirm = async (entrapmentId: string, side: Side, who: Worker, people?: Worker[]) => {
    const personIds = people?.map(({ personId }) => personId);
    return service.call(rescueApi.confirmArrival, { entrapmentId, side, personIds }, await signed(who));
  };
  const withdraw = async (entrapmentId: string, who = own.operator) =>
    service.call(
      rescueDeskApi.withdrawArrival,
      { entrapmentId, text: '物业点错了，人还没有到。' },
      await signed(who),
    );
  const proofs = (one: Awaited<ReturnType<typeof shown>>) =>
    one.summoned
      .filter(({ arrivedAt }) => arrivedAt !== null)
      .map(({ personId, arrivalProof }) => [personId, arrivalProof]);

  test('an owner’s tap where nobody comes changes nothing: rings go on, and the next tier is called', async () => {
    const { id } = await trapped();
    for (const side of ['company', 'station', 'fire'] as const)
      expect(await confirm(id, side, own.officer)).toMatchObject({
        status: 409,
        error: { code: 'rescue.nobody_coming' },
      });
    await accept(id, own.officer);
    expect((await confirm(id, 'company', own.officer)).error?.code).toBe('rescue.nobody_coming');
    await later(3 * minute + 1000);
    expect(await shown(id)).toMatchObject({ tier: 2, arrivedAt: null, state: 'waiting' });
    // The station comes, so it is not the company that was seen.
    await accept(id, own.rescuer);
    expect((await confirm(id, 'company', own.officer)).error?.code).toBe('rescue.nobody_coming');
    const there = good(await confirm(id, 'station', own.officer));
    expect(there).toMatchObject({ state: 'arrived', may: { withdrawArrival: false } });
    expect(proofs(there)).toEqual([[own.rescuer.personId, 'confirmed']]);
  });

  test('of two who come only whoever was seen has arrived; the other still says so themselves', async () => {
    const { id } = await trapped();
    await accept(id, own.lead);
    await accept(id, own.colleague);
    expect((await confirm(id, 'company', own.officer, [own.lead, own.admin])).error?.code).toBe(
      'rescue.comer_unknown',
    );
    expect(proofs(good(await confirm(id, 'company', own.officer, [own.lead])))).toEqual([
      [own.lead.personId, 'confirmed'],
    ]);
    expect((await shown(id, own.colleague)).may).toMatchObject({ arrive: true, withdraw: true });
    const freed = await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(own.lead));
    expect(proofs(good(freed))).toEqual([[own.lead.personId, 'confirmed']]);
  });

  test('of several and nobody named the arrival counts, and is entered for none of them', async () => {
    const { id } = await trapped();
    await accept(id, own.lead);
    await accept(id, own.colleague);
    const there = good(await confirm(id, 'company', own.operator));
    expect(there.state).toBe('arrived');
    expect(proofs(there)).toEqual([]);
    expect((await shown(id, own.lead)).may.arrive).toBe(true);
  });

  test('the desk, which was told by telephone, confirms where nobody had answered, and the fire brigade', async () => {
    const [one, two] = [await trapped(), await trapped()];
    expect(good(await confirm(one.id, 'company', own.operator)).state).toBe('arrived');
    expect(good(await confirm(two.id, 'fire', own.operator)).state).toBe('arrived');
  });

  test('a wrong confirmation is taken back: the caller waits again, and whoever did not answer is rung', async () => {
    const one = await trapped();
    await later(3 * minute + 1000);
    await accept(one.id, own.rescuer);
    good(await confirm(one.id, 'station', own.officer));
    await later(2 * minute);
    const before = await shown(one.id, own.operator);
    expect(before.may.withdrawArrival).toBe(true);
    const ringsOf = ({ summoned }: typeof before) =>
      summoned.find(({ personId }) => personId === own.admin.personId)?.rings ?? 0;
    expect((await withdraw(one.id, own.officer)).status).toBe(403);
    expect((await withdraw(one.id, foreign.operator)).status).toBe(404);
    const after = good(await withdraw(one.id));
    expect(after).toMatchObject({ state: 'accepted', arrivedAt: null, may: { withdrawArrival: false } });
    expect(proofs(after)).toEqual([]);
    expect(ringsOf(after)).toBe(ringsOf(before) + 1);
    expect(after.timeline.find(({ kind }) => kind === 'arrival_withdrawn')).toMatchObject({
      text: '物业点错了，人还没有到。',
      by: own.operator.name,
    });
    const seen = good(await service.call(helpApi.show, { helpId: one.helpId, token: one.helpToken }));
    expect(seen).toMatchObject({ state: 'accepted', arrivedAt: null, arrivalCode: one.arrivalCode });
    expect((await withdraw(one.id)).error?.code).toBe('rescue.nothing_confirmed');
    await later(30 * minute);
    expect(await shown(one.id)).toMatchObject({ tier: 3, isArrivalLate: true });
  });

  test('confirmed by the desk for nobody, and taken back late: the response is late then, and all tiers are called', async () => {
    const { id } = await trapped();
    good(await confirm(id, 'company', own.operator));
    await later(10 * minute);
    expect(await shown(id)).toMatchObject({ tier: 1, isResponseLate: false });
    expect(good(await withdraw(id))).toMatchObject({
      ...{ state: 'waiting', acceptedAt: null, isResponseLate: true, tier: 2 },
    });
  });

  test('what somebody proved or began themselves stays; only what others said of them goes', async () => {
    const { id } = await trapped();
    await accept(id, own.lead);
    await accept(id, own.colleague);
    good(await confirm(id, 'company', own.officer, [own.colleague]));
    clock.shift(minute);
    const arrive = { entrapmentId: id, fix: fix() };
    const proven = good(await service.call(rescueApi.arrive, arrive, await signed(own.lead)));
    const at = proven.summoned.find(({ personId }) => personId === own.lead.personId)?.arrivedAt;
    const after = good(await withdraw(id));
    expect(after).toMatchObject({ state: 'arrived', arrivedAt: at });
    expect(proofs(after)).toEqual([[own.lead.personId, 'position']]);
    expect((await withdraw(id)).error?.code).toBe('rescue.nothing_confirmed');
    const begun = await trapped();
    good(await service.call(rescueApi.start, { entrapmentId: begun.id }, await signed(own.lead)));
    expect((await withdraw(begun.id)).error?.code).toBe('rescue.nothing_confirmed');
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(own.lead)));
    expect((await withdraw(id)).error?.code).toBe('rescue.over');
  });
});
