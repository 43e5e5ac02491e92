import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** Whoever was called telephones the desk, which enters their answer under the rules of their own taps. */
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

  const { signed, shown, trapped, later, fix } = rescueHelpers(() => ({ service, own, clock }));
  const accept = async (entrapmentId: string, who: Worker, etaMinutes = 10) =>
    good(await service.call(rescueApi.accept, { entrapmentId, etaMinutes }, await signed(who)));
  const cannot = async (entrapmentId: string, who: Worker, by = own.operator) =>
    service.call(
      rescueDeskApi.declineFor,
      { entrapmentId, personId: who.personId, reason: '路上车坏了' },
      await signed(by),
    );
  const comesIn = async (entrapmentId: string, who: Worker, etaMinutes: number, by = own.operator) =>
    service.call(
      rescueDeskApi.changeEtaFor,
      { entrapmentId, personId: who.personId, etaMinutes },
      await signed(by),
    );
  const told = async (who: Worker, entrapmentId: string) =>
    good(await service.call(messageApi.list, { limit: 50 }, await signed(who)))
      .items.filter(({ subjectId }) => subjectId === entrapmentId)
      .map(({ title }) => title);

  test('accepted, and telephones that they cannot come: the caller reads of nobody, the others are called anew', async () => {
    const one = await trapped();
    await accept(one.id, own.colleague);
    clock.shift(minute);
    const after = good(await cannot(one.id, own.colleague));
    expect(after).toMatchObject({ state: 'waiting', acceptedAt: null, etaAt: null });
    const { helpId, helpToken: token } = one;
    expect(good(await service.call(helpApi.show, { helpId, token }))).toMatchObject({
      ...{ rescuer: null, calling: 'anew' },
    });
    expect(await told(own.admin, one.id)).toContain('接单的人不能来了，请立即前往');
    expect(await told(own.operator, one.id)).toContain('接单的人不能来了');
    const who = after.summoned.find(({ personId }) => personId === own.colleague.personId);
    expect(who).toMatchObject({ state: 'declined', reason: '路上车坏了' });
  });

  test('the timeline says whose word it was and who entered it, and they themselves are told', async () => {
    const { id } = await trapped();
    await accept(id, own.colleague);
    const after = good(await cannot(id, own.colleague));
    const line = after.timeline.find(({ kind }) => kind === 'withdrawn');
    expect(line).toMatchObject({
      text: `维保单位${own.colleague.name}来电说：路上车坏了`,
      by: own.operator.name,
    });
    expect(await told(own.colleague, id)).toContain('救援中心已替您登记：不能前往');
    // They can come after all, and say so themselves.
    expect(await accept(id, own.colleague, 8)).toMatchObject({ state: 'accepted' });
  });

  test('whoever never answered telephones that they cannot come; when nobody of the company can, the station is called at once', async () => {
    const { id, summoned } = await trapped().then(({ id: it }) => shown(it));
    const company = summoned.filter(({ side }) => side === 'company');
    expect(company.length).toBeGreaterThan(0);
    for (const { personId } of company) {
      const said = { entrapmentId: id, personId, reason: '在外地' };
      good(await service.call(rescueDeskApi.declineFor, said, await signed(own.operator)));
    }
    const after = await shown(id);
    expect(after).toMatchObject({ tier: 2 });
    expect(after.timeline.filter(({ kind }) => kind === 'declined')).toHaveLength(company.length);
  });

  test('another time of arrival by telephone is told to the caller; beyond the limit the station is called at once', async () => {
    const one = await trapped();
    expect((await comesIn(one.id, own.admin, 5)).error?.code).toBe('rescue.not_coming');
    await accept(one.id, own.admin, 5);
    const after = good(await comesIn(one.id, own.admin, 20));
    expect(after).toMatchObject({ tier: 1, state: 'accepted' });
    expect(after.etaAt).toBeGreaterThan(clock.now() + 19 * minute);
    const { helpId, helpToken: token } = one;
    expect(good(await service.call(helpApi.show, { helpId, token })).etaAt).toBe(after.etaAt);
    const line = after.timeline.find(({ kind }) => kind === 'eta_changed');
    expect(line).toMatchObject({
      text: `维保单位${own.admin.name}来电说：预计 20 分钟到达`,
      by: own.operator.name,
    });
    expect(await told(own.admin, one.id)).toContain('救援中心已替您登记：预计 20 分钟到达');
    expect(good(await comesIn(one.id, own.admin, 45))).toMatchObject({ tier: 2 });
  });

  test('a mark of lateness that follows from it stays, as with their own tap', async () => {
    const { id } = await trapped();
    await accept(id, own.admin);
    await later(10 * minute);
    expect(good(await cannot(id, own.admin))).toMatchObject({ tier: 2, isResponseLate: true });
    expect(await accept(id, own.rescuer)).toMatchObject({ isResponseLate: true });
  });

  test('of whoever is there, of whom nobody called, of the owner’s people and after the end nothing is entered', async () => {
    const { id } = await trapped();
    const lead = await signed(own.lead);
    good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, lead));
    const before = await shown(id);
    const there = await cannot(id, own.lead);
    expect(there.error).toMatchObject({
      code: 'rescue.already_there',
      message: '这个人已登记到场，不能再改为不能去。需要增援请人工派单。',
    });
    expect((await comesIn(id, own.lead, 5)).error?.code).toBe('rescue.already_there');
    const nobody = await cannot(id, foreign.lead);
    expect(nobody).toMatchObject({ status: 404, error: { code: 'rescue.not_called' } });
    const officer = before.summoned.find(({ side }) => side === 'owner');
    const said = { entrapmentId: id, personId: officer?.personId ?? '', etaMinutes: 5 };
    const ofOwner = await service.call(rescueDeskApi.changeEtaFor, said, await signed(own.operator));
    expect(ofOwner.error?.code).toBe('rescue.frees_nobody');
    expect((await shown(id)).timeline).toHaveLength(before.timeline.length);
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, lead));
    expect((await cannot(id, own.lead)).error?.code).toBe('rescue.over');
  });

  test('another district’s desk does not find it', async () => {
    const { id } = await trapped();
    await accept(id, own.colleague);
    expect((await cannot(id, own.colleague, foreign.operator)).status).toBe(404);
    expect((await comesIn(id, own.colleague, 20, foreign.operator)).status).toBe(404);
    expect(await shown(id)).toMatchObject({ state: 'accepted' });
  });
});
