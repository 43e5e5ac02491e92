import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, addMonths, dayOf } from '@lifttrust/shared-types/kernel/time';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Visit } from '../visit/visit.entity';
import { VisitMember } from '../visit/visit-member.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let second: string;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    second = await twin();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    await write(async (manager) => {
      await manager.update(Visit, { state: 'planned' }, { state: 'cancelled' });
      await manager.update(Lift, { id: own.liftId }, { dueOn: inDays(5) });
      await manager.update(Lift, { id: second }, { dueOn: inDays(7), state: 'in_use' });
    });
  });

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const month = (day = today()) => day.slice(0, 7);
  const manager = async () => (await service.get(Database)).reader.manager;
  const write = async (act: (m: Awaited<ReturnType<typeof manager>>) => Promise<unknown>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), async (tx) => {
      await act(tx.manager);
    });
  /** A second lift in the same building. */
  const twin = async () => {
    const id = newId();
    const first = await (await manager()).findOneByOrFail(Lift, { id: own.liftId });
    await write((m) => m.insert(Lift, { ...first, id, ownNumber: '2#' }));
    return id;
  };
  const propose = async (wanted = month(), who: Worker = own.admin) =>
    good(await service.call(planApi.propose, { month: wanted }, who));
  type Accepted = CallOf<typeof planApi.accept>['visits'][number];
  const accept = (visits: Accepted[], who: Worker = own.admin) =>
    service.call(planApi.accept, { visits }, who);
  const calendar = async (who: Worker = own.admin, wanted = month()) =>
    good(await service.call(planApi.calendar, { month: wanted }, who));
  const move = (moves: CallOf<typeof planApi.move>['moves'], who: Worker = own.admin) =>
    service.call(planApi.move, { moves }, who);
  const visits = async () => (await manager()).countBy(Visit, { state: 'planned' });
  const team = async () => (await propose()).teams[0]?.id ?? '';
  /** One visit of the first lift as a proposal would say it. */
  const wanted = async (days = 2, changes: Partial<Accepted> = {}): Promise<Accepted> => ({
    ...{ liftId: own.liftId, class: 'half_month', plannedOn: inDays(days), dueOn: inDays(5) },
    ...{ teamId: await team(), ...changes },
  });
  const planned = async (days = 2): Promise<string> =>
    good(await accept([await wanted(days)])).visits[0]?.visitId ?? '';

  test('a proposal keeps the law’s day, says why, names who goes and keeps nothing', async () => {
    const before = await visits();
    const wantedMonth = month(inDays(5));
    const plan = await propose(wantedMonth);
    expect(plan.visits.length).toBeGreaterThan(0);
    for (const visit of plan.visits) {
      expect(visit.plannedOn <= visit.dueOn).toBe(true);
      expect(visit.why.length).toBeGreaterThan(0);
      expect(visit.people).toHaveLength(2);
    }
    expect(plan.days.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
      plan.visits.reduce((sum, { minutes }) => sum + minutes, 0),
    );
    expect(await visits()).toBe(before);
  });

  test('a lift that is not in use and one without dates are named with the reason', async () => {
    await write(async (m) => {
      await m.update(Lift, { id: own.liftId }, { dueOn: null });
      await m.update(Lift, { id: second }, { state: 'suspended' });
    });
    const plan = await propose();
    const reasons = Object.fromEntries(plan.unplanned.map(({ liftId, reason }) => [liftId, reason]));
    expect(reasons).toEqual({ [own.liftId]: 'no_date', [second]: 'suspended' });
  });

  test('what is accepted becomes visits, and proposing again has nothing to add', async () => {
    const wantedMonth = month(inDays(5));
    const plan = await propose(wantedMonth);
    const made = good(
      await accept(
        plan.visits.map(({ liftId, class: c, plannedOn, dueOn, teamId }) => ({
          ...{ liftId, class: c, plannedOn, dueOn, teamId },
        })),
      ),
    );
    expect(made.visits).toHaveLength(plan.visits.length);
    expect((await propose(wantedMonth)).visits).toEqual([]);
    const { visits: shown } = await calendar(own.admin, wantedMonth);
    const open = shown.filter(({ state }) => state === 'planned');
    expect(open.map(({ liftId, plannedOn, dueOn }) => ({ liftId, plannedOn, dueOn }))).toEqual(
      expect.arrayContaining(
        plan.visits.map(({ liftId, plannedOn, dueOn }) => ({ liftId, plannedOn, dueOn })),
      ),
    );
  });

  test('what has changed since is refused whole, every reason at once', async () => {
    const good2 = { ...(await wanted()), liftId: second, dueOn: inDays(7) };
    const answer = await accept([
      await wanted(2, { dueOn: inDays(4) }),
      { ...good2, plannedOn: inDays(8) },
      { ...good2, plannedOn: inDays(1), dueOn: inDays(7), teamId: 'gone' },
    ]);
    expect(answer.status).toBe(422);
    expect(answer.error?.details?.map(({ code }) => code).sort()).toEqual([
      'plan.changed_since',
      'plan.changed_since',
      'plan.team_unknown',
    ]);
    expect(await visits()).toBe(0);
  });

  test('two who accept the same proposal at once make one visit', async () => {
    const one = await wanted();
    const answers = await Promise.all([accept([one]), accept([one])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await visits()).toBe(1);
  });

  test('the same request twice makes one visit', async () => {
    const visitId = await planned();
    expect(await visits()).toBe(1);
    const again = await accept([await wanted()]);
    expect(again.error?.details?.map(({ code }) => code)).toContain('plan.same_day');
    expect((await (await manager()).findOneByOrFail(Visit, { id: visitId })).dueOn).toBe(inDays(5));
  });

  test('a visit is moved within the law’s day and back; beyond it never', async () => {
    const visitId = await planned(2);
    const to = (from: number, days: number) =>
      move([{ visitId, from: inDays(from), plannedOn: inDays(days) }]);
    good(await to(2, 5));
    expect((await to(5, 6)).error?.code).toBe('plan.beyond_due');
    expect((await to(5, -1)).error?.code).toBe('plan.day_past');
    expect((await to(2, 3)).error?.code).toBe('plan.changed_since');
    good(await to(5, 2));
    const row = await (await manager()).findOneByOrFail(Visit, { id: visitId });
    expect(row.plannedOn).toBe(inDays(2));
  });

  test('another team may be sent; whoever was to go is no longer shown it', async () => {
    const visitId = await planned(2);
    const members = async () =>
      (await (await manager()).findBy(VisitMember, { visitId })).map(({ personId }) => personId).sort();
    const before = await members();
    expect(before).toHaveLength(2);
    expect(
      (await move([{ visitId, from: inDays(2), plannedOn: inDays(2), teamId: 'gone' }])).error?.code,
    ).toBe('plan.team_unknown');
    good(await move([{ visitId, from: inDays(2), plannedOn: inDays(3), teamId: await team() }]));
    expect(await members()).toEqual(before);
  });

  test('what is begun, finished or cancelled stays where it is', async () => {
    const driver = new VisitDriver(service, () => clock.now());
    const { visitId } = await driver.walk(own, 'started');
    const begun = await move([{ visitId, from: today(), plannedOn: inDays(1) }]);
    expect(begun.error?.code).toBe('plan.visit_begun');
    good(await service.call(visitApi.cancel, { visitId, reason: '测试结束。' }, own.admin));
    const cancelled = await move([{ visitId, from: today(), plannedOn: inDays(1) }]);
    expect(cancelled.error?.code).toBe('plan.visit_cancelled');
    const scanned = await driver.plan(own);
    await driver.scan(own.lead, scanned, own.code);
    const answer = await move([{ visitId: scanned, from: today(), plannedOn: inDays(1) }]);
    expect(['plan.visit_begun', 'visit.moved_on']).toContain(answer.error?.code);
    good(await service.call(visitApi.cancel, { visitId: scanned, reason: '测试结束。' }, own.admin));
  });

  test('everybody sees the calendar of what is theirs: company, technician, owner, district', async () => {
    const visitId = await planned(0);
    const member = await (await manager()).findOneByOrFail(VisitMember, { visitId });
    const crew = [own.lead, own.partner, own.colleague];
    const goes = crew.filter(({ personId }) => personId === member.personId);
    const ids = async (who: Worker) => (await calendar(who)).visits.map((visit) => visit.visitId);
    for (const who of [own.admin, own.officer, own.ownerAdmin, own.regulator, own.auditor, ...goes])
      expect(await ids(who)).toContain(visitId);
    const members = (await (await manager()).findBy(VisitMember, { visitId })).map((one) => one.personId);
    for (const who of crew.filter(({ personId }) => !members.includes(personId)))
      expect(await ids(who)).not.toContain(visitId);
    for (const who of [foreign.admin, foreign.lead, foreign.officer, foreign.regulator])
      expect(await ids(who)).not.toContain(visitId);
    expect((await calendar(own.officer)).visits.every(({ teamId }) => teamId === null)).toBe(true);
  });

  test('the calendar says what is late, what is overdue and where nobody goes', async () => {
    const visitId = await planned(0);
    await write((m) => m.update(Lift, { id: second }, { dueOn: inDays(-1) }));
    const now = await calendar();
    expect(now.visits.find((visit) => visit.visitId === visitId)?.standing).toBe('soon');
    expect(now.missing.find(({ liftId }) => liftId === second)).toMatchObject({ standing: 'overdue' });
    await write((m) => m.update(Lift, { id: own.liftId }, { dueOn: inDays(-2) }));
    const later = await calendar();
    expect(later.visits.find((visit) => visit.visitId === visitId)?.standing).toBe('overdue');
    expect(later.days.find(({ day }) => day === today())?.overdue).toBeGreaterThan(0);
  });

  test('a team that is away on a day gives it to another day, and what need not move stays', async () => {
    const visitId = await planned(1);
    const away = { month: month(inDays(1)), teamId: await team(), from: inDays(1), to: inDays(1) };
    const plan = good(await service.call(planApi.replan, away, own.admin));
    const moved = plan.moves.find((one) => one.visitId === visitId);
    expect(moved?.from).toBe(inDays(1));
    expect(moved?.plannedOn).not.toBe(inDays(1));
    expect((moved?.plannedOn ?? '9999') <= inDays(5)).toBe(true);
    const reversed = { ...away, from: inDays(3), to: inDays(1) };
    expect((await service.call(planApi.replan, reversed, own.admin)).error?.code).toBe('plan.days_reversed');
  });

  test('who plans a month ahead is told how many visits had to be put before it', async () => {
    const next = addMonths(`${month()}-01`, 1);
    await write(async (m) => {
      await m.update(Lift, { id: own.liftId }, { dueOn: addDays(next, -1) });
      await m.update(Lift, { id: second }, { dueOn: addDays(next, 3) });
    });
    const notes = (await propose(month(next))).notes.join();
    expect(notes).toContain('有 1 次维保要赶在');
  });

  test('the plan of many lifts is computed beside the requests, and keeps the law as well', async () => {
    const first = await (await manager()).findOneByOrFail(Lift, { id: own.liftId });
    const copies = Array.from({ length: 210 }, (_, at) => ({
      ...{ ...first, id: newId(), ownNumber: `${at + 10}#` },
      ...{ place: `云栖里 ${at % 20} 幢`, dueOn: inDays(3 + (at % 12)) },
    }));
    await write(async (m) => {
      for (const copy of copies) await m.insert(Lift, copy);
    });
    const plan = await propose(month(inDays(15)));
    expect(plan.visits.length + plan.unplanned.length).toBeGreaterThan(200);
    expect(plan.visits.every(({ people }) => people.length === 2)).toBe(true);
    await write((m) =>
      m.delete(
        Lift,
        copies.map(({ id }) => id),
      ),
    );
  });

  test('nobody plans months that are over', async () => {
    const answer = await service.call(planApi.propose, { month: '2020-01' }, own.admin);
    expect(answer.error?.code).toBe('plan.month_closed');
  });
});
