import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { Assignment } from '../person/assignment.entity';
import { DailyRound } from '../round/daily-round';
import { DutyRosterRow } from './duty.entity';
import { DutyService } from './duty.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let duty: DutyService;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    duty = await service.get(DutyService);
  });
  afterAll(() => service.stop());

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const midnight = (days: number) => startOfDay(inDays(days));
  const create = (changes: Partial<CallOf<typeof dutyApi.create>> = {}, who: Worker = own.admin) =>
    service.call(dutyApi.create, { name: '应急值班', ...changes }, who);
  const roster = async (changes: Partial<CallOf<typeof dutyApi.create>> = {}, who: Worker = own.admin) =>
    good(await create(changes, who)).id;
  const enter = (
    rosterId: string,
    person: Worker,
    { days = [inDays(1)], from = '08:00', until = '20:00', who = own.admin } = {},
  ) => service.call(dutyApi.enter, { rosterId, personId: person.personId, days, from, until }, who);
  const week = async (rosterId: string, from: string, who: Worker = own.admin) =>
    good(await service.call(dutyApi.week, { rosterId, from }, who));
  const codesOf = ({ error }: { error?: { details?: { code: string }[] } | undefined }) =>
    error?.details?.map(({ code }) => code);
  const namesAt = async (unitId: string, liftId: string | null, at: number) =>
    (await duty.onDuty(unitId, liftId, at)).map(({ name }) => name);
  const end = async (rosterId: string, who: Worker = own.admin) =>
    good(await service.call(dutyApi.end, { rosterId, reason: '不用了。' }, who));
  const gapTasks = async (rosterId: string) => {
    const { items } = good(await service.call(taskApi.list, { module: 'duty', pageSize: 100 }, own.admin));
    return items.filter(({ subject }) => subject.id === rosterId);
  };

  test('over midnight the duty table says who is on duty, to the millisecond', async () => {
    const id = await roster();
    good(await enter(id, own.lead, { from: '16:00', until: '00:00' }));
    good(await enter(id, own.partner, { days: [inDays(2)], from: '00:00', until: '08:00' }));
    expect(await namesAt(own.companyId, own.liftId, midnight(2) - 1)).toEqual([own.lead.name]);
    expect(await namesAt(own.companyId, own.liftId, midnight(2))).toEqual([own.partner.name]);
    expect(await namesAt(own.companyId, own.liftId, midnight(2) + 8 * 3_600_000)).toEqual([]);
    expect(await namesAt(foreign.companyId, own.liftId, midnight(2))).toEqual([]);
    await end(id);
  });

  test('a roster for an area or some lifts is asked for those alone', async () => {
    const elsewhere = await roster({ name: '别区值班', areas: ['999902'] });
    good(await enter(elsewhere, own.lead));
    const at = midnight(1) + 9 * 3_600_000;
    expect(await namesAt(own.companyId, own.liftId, at)).toEqual([]);
    expect(await namesAt(own.companyId, null, at)).toEqual([own.lead.name]);
    const here = await roster({ name: '本梯值班', areas: ['999902'], liftIds: [own.liftId] });
    good(await enter(here, own.partner));
    expect(await namesAt(own.companyId, own.liftId, at)).toEqual([own.partner.name]);
    for (const id of [elsewhere, here]) await end(id);
  });

  test('the past, the same hours twice and a missing certificate are refused; nothing is entered', async () => {
    const id = await roster({ needsCertificate: true });
    expect(codesOf(await enter(id, own.admin, { days: [inDays(-2)] }))).toEqual([
      'duty.past',
      'duty.not_qualified',
    ]);
    good(await enter(id, own.lead));
    expect(codesOf(await enter(id, own.lead, { days: [inDays(1), inDays(3)], from: '19:00' }))).toEqual([
      'duty.twice',
    ]);
    expect(codesOf(await enter(id, own.lead, { days: [inDays(800)] }))).toEqual(['duty.not_qualified']);
    expect((await enter(id, foreign.lead)).status).toBe(404);
    expect((await week(id, inDays(1))).shifts.length + (await week(id, inDays(8))).shifts.length).toBe(1);
    await end(id);
  });

  test('who stands in has the shift from now on; the one it was stays named', async () => {
    const id = await roster();
    good(await enter(id, own.lead, { days: [today()], from: '00:00', until: '00:00' }));
    const shiftId = (await week(id, today())).shifts[0]?.id ?? '';
    const input = { shiftId, personId: own.partner.personId, reason: '身体不适' };
    const taken = good(await service.call(dutyApi.standIn, input, own.admin));
    expect(taken).toMatchObject({ person: { name: own.partner.name }, standsInFor: { name: own.lead.name } });
    expect(await namesAt(own.companyId, own.liftId, clock.now() + 1000)).toEqual([own.partner.name]);
    expect((await week(id, today())).shifts).toHaveLength(2);
    const again = await service.call(dutyApi.standIn, input, own.admin);
    expect(again.error?.code).toBe('duty.over');
    const mine = good(await service.call(dutyApi.mine, {}, own.partner)).items;
    expect(mine.map((one) => one.id)).toContain(taken.id);
    expect(good(await service.call(dutyApi.mine, {}, own.colleague)).items).toEqual([]);
    await end(id);
  });

  test('a week is taken over into the next; what stands there already is left out', async () => {
    const id = await roster();
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(inDays(7), day));
    good(await enter(id, own.lead, { days, from: '08:00', until: '08:00' }));
    const first = (await week(id, inDays(7))).from;
    const known = (await week(id, first)).shifts.filter(
      ({ startsAt }) => startsAt >= startOfDay(first),
    ).length;
    const input = { rosterId: id, from: first, to: addDays(first, 14) };
    expect(good(await service.call(dutyApi.takeOver, input, own.admin))).toEqual({ entered: known, left: 0 });
    expect(good(await service.call(dutyApi.takeOver, input, own.admin))).toEqual({ entered: 0, left: known });
    await end(id);
  });

  test('hours ahead without anybody are the unit’s task until somebody is entered', async () => {
    const id = await roster({ name: '缺人的值班表' });
    await (await service.get(DailyRound)).make();
    expect(await gapTasks(id)).toMatchObject([{ title: '值班表“缺人的值班表”有空班', state: 'open' }]);
    const days = [-1, 0, 1, 2, 3, 4, 5, 6, 7].map(inDays);
    good(await enter(id, own.lead, { days: days.slice(1), from: '00:00', until: '00:00' }));
    expect((await gapTasks(id)).filter(({ state }) => state === 'open')).toEqual([]);
    const { items } = good(await service.call(dutyApi.list, { pageSize: 100 }, own.regulator));
    expect(items.find((one) => one.id === id)?.gaps).toEqual([]);
    const shift = (await week(id, inDays(3))).shifts.find(({ startsAt }) => startsAt === midnight(3));
    good(await service.call(dutyApi.cancel, { shiftId: shift?.id ?? '', reason: '请假' }, own.admin));
    expect((await gapTasks(id)).filter(({ state }) => state === 'open')).toHaveLength(1);
    await end(id);
    expect((await gapTasks(id)).filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('a unit that answers for lifts without any roster has one task until there is one, and the regulator the number', async () => {
    const round = await service.get(DailyRound);
    await round.make();
    clock.shift(24 * 3_600_000);
    const again = async (who: Worker) => ({
      ...who,
      token: await service.signIn(who.personId, who.deviceId),
    });
    await round.make();
    const [admin, owner, regulator] = [
      await again(foreign.admin),
      await again(foreign.ownerAdmin),
      await again(foreign.regulator),
    ];
    const tasksOf = async (who: Worker) =>
      good(await service.call(taskApi.list, { module: 'duty', pageSize: 100 }, who)).items.filter(
        ({ kind }) => kind === 'duty.no_roster',
      );
    const without = async (who: Worker) => good(await service.call(dutyApi.list, {}, who)).unitsWithout;
    expect(await tasksOf(admin)).toMatchObject([{ state: 'open', organisation: { id: foreign.companyId } }]);
    expect(await tasksOf(owner)).toMatchObject([{ state: 'open', organisation: { id: foreign.ownerId } }]);
    expect([await without(regulator), await without(admin)]).toEqual([2, null]);
    const { id } = good(await create({}, admin));
    expect(await tasksOf(admin)).toMatchObject([{ state: 'done', outcome: '已建立值班表' }]);
    expect(await without(regulator)).toBe(1);
    const { writer } = await service.get(Database);
    await writer.manager.update(Lift, { id: foreign.liftId }, { state: 'scrapped' });
    clock.shift(24 * 3_600_000);
    await round.make();
    expect(await tasksOf(await again(owner))).toMatchObject([{ state: 'done' }]);
    await writer.manager.update(Lift, { id: foreign.liftId }, { state: 'in_use' });
    await end(id, await again(admin));
    for (const who of [...Object.values(own), ...Object.values(foreign)])
      if (typeof who === 'object' && 'token' in who) who.token = (await again(who)).token;
  });

  test('phones of duty are stored encrypted, shown masked and read in full only with a purpose that stays', async () => {
    const bad = await create({ phone: '12' });
    expect(codesOf(bad)).toEqual(['organisation.phone_invalid']);
    const id = await roster({ phone: '100 9900 0007' });
    const { manager } = (await service.get(Database)).reader;
    const row = await manager.findOneByOrFail(DutyRosterRow, { id });
    expect(row.phoneSealed).not.toContain('10099000007');
    good(await enter(id, own.lead, { days: [today()], from: '00:00', until: '00:00' }));
    expect((await week(id, today(), own.operator)).roster).toMatchObject({ phone: '100****0007' });
    const input = { rosterId: id, purpose: '联系值班人员救援' };
    const read = good(await service.call(dutyApi.readPhone, input, own.operator));
    expect(read).toMatchObject({ phone: '10099000007', people: [{ name: own.lead.name }] });
    expect(read.people[0]?.phone).toMatch(/^1\d{10}$/);
    const seen = await manager.findBy(AuditEntry, { action: 'personal.read', subjectId: own.lead.personId });
    expect(seen).toMatchObject([{ detail: { what: 'phone', purpose: input.purpose } }]);
    expect((await service.call(dutyApi.readPhone, input, foreign.operator)).status).toBe(404);
    await end(id);
  });

  test('who has left the unit is not on duty any more, whatever the table says', async () => {
    const id = await roster();
    good(await enter(id, own.colleague));
    const at = midnight(1) + 9 * 3_600_000;
    expect(await namesAt(own.companyId, own.liftId, at)).toEqual([own.colleague.name]);
    const { writer } = await service.get(Database);
    await writer.manager.update(Assignment, { personId: own.colleague.personId }, { endedAt: clock.now() });
    expect(await namesAt(own.companyId, own.liftId, at)).toEqual([]);
    await end(id);
  });

  test('stations and owners keep rosters of their own; lifts of others do not exist for them', async () => {
    const id = await roster({ name: '救援值班' }, own.stationAdmin);
    good(await enter(id, own.rescuer, { who: own.stationAdmin }));
    const at = midnight(1) + 9 * 3_600_000;
    expect(await namesAt(own.stationId, null, at)).toEqual([own.rescuer.name]);
    expect((await create({ liftIds: [own.liftId] }, own.stationAdmin)).status).toBe(404);
    expect((await create({ liftIds: [foreign.liftId] })).status).toBe(404);
    expect(
      good(await create({ name: '物业值班', liftIds: [own.liftId] }, own.ownerAdmin)).lifts,
    ).toHaveLength(1);
  });
});
