import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Assignment } from '../person/assignment.entity';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

/** Whoever leaves at the end of the month is called until then; who has left, or comes later, is not. */
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

  const { signed, write, trapped, shown, later } = rescueHelpers(() => ({ service, own, clock }));
  const inDays = (days: number) => addDays(dayOf(clock.now()), days);
  const holds = (who: Worker, term: Partial<Assignment>) =>
    write((tx) => tx.manager.update(Assignment, { personId: who.personId }, term));
  const called = async (id: string) => (await shown(id)).summoned.map(({ personId }) => personId);
  const told = async (who: Worker, entrapmentId: string) =>
    good(await service.call(messageApi.list, { limit: 50 }, await signed(who)))
      .items.filter(({ subjectId }) => subjectId === entrapmentId)
      .map(({ kind }) => kind);
  const byHand = async (entrapmentId: string, who: Worker) => {
    const whom = { entrapmentId, tier: 1 as const, personIds: [who.personId] };
    return service.call(rescueDeskApi.dispatch, whom, await signed(own.operator));
  };

  test('with a last day ahead: company, owner, station and desk are called as ever, and the desk may name them', async () => {
    const leaving = [own.admin, own.officer, own.ownerAdmin, own.rescuer, own.operator, own.regulator];
    for (const who of [...leaving, own.colleague]) await holds(who, { untilDay: inDays(9) });
    const { id } = await trapped({ isPanic: true });
    const people = await called(id);
    for (const who of [own.admin, own.officer, own.ownerAdmin, own.rescuer])
      expect(people).toContain(who.personId);
    expect(await told(own.operator, id)).toContain('rescue.desk');
    expect(await told(own.regulator, id)).toContain('rescue.desk');
    const named = good(await byHand(id, own.colleague));
    expect(named.summoned.map(({ personId }) => personId)).toContain(own.colleague.personId);
  });

  test('on the last day they are called still', async () => {
    for (const who of [own.admin, own.rescuer]) await holds(who, { untilDay: inDays(0) });
    const { id } = await trapped({ isPanic: true });
    expect(await called(id)).toEqual(expect.arrayContaining([own.admin.personId, own.rescuer.personId]));
  });

  test('who was let go this morning, left yesterday or begins tomorrow is not called', async () => {
    await holds(own.ownerAdmin, { untilDay: inDays(0), endedAt: clock.now() - minute });
    await holds(own.rescuer, { untilDay: inDays(-1) });
    await holds(own.colleague, { untilDay: null, fromDay: inDays(1) });
    const { id } = await trapped();
    await later(3 * minute + 1000);
    const people = await called(id);
    expect(people).toContain(own.officer.personId);
    for (const who of [own.ownerAdmin, own.rescuer]) expect(people).not.toContain(who.personId);
    expect((await byHand(id, own.colleague)).error?.code).toBe('rescue.person_unknown');
    await holds(own.rescuer, { untilDay: null });
    await holds(own.colleague, { untilDay: null, fromDay: '2020-01-01' });
    good(await service.call(rescueApi.accept, { entrapmentId: id }, await signed(own.lead)));
  });
});
