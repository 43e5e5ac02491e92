import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, addMonths, dayOf } from '@lifttrust/shared-types/kernel/time';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Presence } from '../check-in/presence.entity';
import { PhotoNonce } from '../file/photo-nonce.entity';
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
  let lifts: string[];

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    const first = await (await manager()).findOneByOrFail(Lift, { id: own.liftId });
    const more = [2, 3, 4].map((number) => ({ ...first, id: newId(), ownNumber: `${number}#` }));
    await write((m) => m.insert(Lift, more));
    lifts = [own.liftId, ...more.map(({ id }) => id)];
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    await write(async (m) => {
      await m.update(Visit, { state: 'planned' }, { state: 'cancelled' });
      for (const id of lifts) await m.update(Lift, { id }, { dueOn: inDays(8), state: 'in_use' });
    });
  });

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const manager = async () => (await service.get(Database)).reader.manager;
  const write = async (act: (m: Awaited<ReturnType<typeof manager>>) => Promise<unknown>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), async (tx) => {
      await act(tx.manager);
    });
  const month = (day: string) => day.slice(0, 7);
  const team = async () =>
    good(await service.call(planApi.propose, { month: month(today()) }, own.admin)).teams[0]?.id ?? '';
  type Wanted = CallOf<typeof planApi.accept>['visits'][number];
  const wanted = async (liftId: string, days: number): Promise<Wanted> => ({
    ...{ liftId, class: 'half_month', plannedOn: inDays(days), dueOn: inDays(8), teamId: await team() },
  });
  /** A visit of each lift on a day. */
  const planAll = async (days: number) => {
    const visits = await Promise.all(lifts.map((liftId) => wanted(liftId, days)));
    return good(await service.call(planApi.accept, { visits }, own.admin)).visits;
  };
  type Change = CallOf<typeof planApi.acceptReplan>;
  const take = (change: Partial<Change>, requestKey = newId()) =>
    service.call(
      planApi.acceptReplan,
      { reason: '台风停工', moves: [], added: [], dropped: [], ...change },
      { ...own.admin, requestKey },
    );
  const visitOf = async (id: string) => (await manager()).findOneByOrFail(Visit, { id });

  test('a replan is taken whole with one call, and the same call again changes nothing more', async () => {
    const [one, two, three] = await planAll(2);
    if (!one || !two || !three) throw new Error('three visits were planned');
    const change = {
      moves: [one, two].map(({ visitId }) => ({ visitId, from: inDays(2), plannedOn: inDays(4) })),
      added: [],
      dropped: [{ visitId: three.visitId, plannedOn: inDays(2) }],
    };
    const key = newId();
    expect(good(await take(change, key))).toEqual({ moved: 2, added: 0, dropped: 1 });
    expect(good(await take(change, key))).toEqual({ moved: 2, added: 0, dropped: 1 });
    expect((await visitOf(one.visitId)).plannedOn).toBe(inDays(4));
    expect(await visitOf(three.visitId)).toMatchObject({
      state: 'cancelled',
      cancelReason: '重排计划：台风停工',
    });
    expect((await take(change)).error?.details?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['plan.changed_since', 'plan.visit_cancelled']),
    );
  });

  test('what a replan adds in the place of what it drops is one visit, not two on a day', async () => {
    const [one] = await planAll(2);
    if (!one) throw new Error('a visit was planned');
    const added = [await wanted(lifts[0] ?? '', 2)];
    const answer = await take({ added, dropped: [{ visitId: one.visitId, plannedOn: inDays(2) }] });
    expect(good(answer)).toEqual({ moved: 0, added: 1, dropped: 1 });
    expect((await take({ added })).error?.code).toBe('plan.same_day');
  });

  test('one move beyond the law’s day and nothing of the replan is written, with every reason', async () => {
    const [one, two] = await planAll(2);
    if (!one || !two) throw new Error('two visits were planned');
    const answer = await take({
      moves: [
        { visitId: one.visitId, from: inDays(2), plannedOn: inDays(4) },
        { visitId: two.visitId, from: inDays(2), plannedOn: inDays(9) },
      ],
    });
    expect(answer.error?.code).toBe('plan.beyond_due');
    expect((await visitOf(one.visitId)).plannedOn).toBe(inDays(2));
  });

  test('an empty replan and one of another company are refused', async () => {
    expect((await take({})).error?.code).toBe('plan.nothing_chosen');
    const [one] = await planAll(2);
    const moves = [{ visitId: one?.visitId ?? '', from: inDays(2), plannedOn: inDays(3) }];
    const answer = await service.call(
      planApi.acceptReplan,
      { reason: '停工', moves, added: [], dropped: [] },
      foreign.admin,
    );
    expect(answer.status).toBe(404);
  });

  test('other people are sent: they alone are shown the visit, with places and photograph numbers of their own', async () => {
    const [one] = await planAll(2);
    const visitId = one?.visitId ?? '';
    const members = async () => (await manager()).findBy(VisitMember, { visitId });
    const before = (await members()).map(({ personId }) => personId);
    const spare = [own.lead, own.partner, own.colleague].find(({ personId }) => !before.includes(personId));
    const [stays = ''] = before;
    const people = [stays, spare?.personId ?? ''];
    const moves = [{ visitId, from: inDays(2), plannedOn: inDays(3), people }];
    good(await service.call(planApi.move, { moves }, own.admin));
    expect((await members()).map(({ personId, role }) => [personId, role]).sort()).toEqual(
      [
        [stays, 'lead'],
        [spare?.personId, 'partner'],
      ].sort(),
    );
    const presences = await (await manager()).findBy(Presence, { visitId });
    expect(presences.map(({ personId }) => personId).sort()).toEqual([...people].sort());
    for (const personId of people)
      expect(await (await manager()).countBy(PhotoNonce, { visitId, personId })).toBe(60);
    const gone = before.find((personId) => !people.includes(personId)) ?? '';
    expect(await (await manager()).countBy(PhotoNonce, { visitId, personId: gone })).toBe(0);
    expect((await visitOf(visitId)).leadId).toBe(stays);
  });

  test('whoever is not of the company is sent nowhere', async () => {
    const [one] = await planAll(2);
    const moves = [
      {
        ...{ visitId: one?.visitId ?? '', from: inDays(2), plannedOn: inDays(3) },
        people: [own.lead.personId, foreign.lead.personId],
      },
    ];
    const answer = await service.call(planApi.move, { moves }, own.admin);
    expect(answer.error?.code).toBe('visit.person_unknown');
  });

  test('while the whole company stands still nothing is planned on those days, and the replan can be taken', async () => {
    await planAll(2);
    const away = { month: month(inDays(2)), from: inDays(2), to: inDays(2) };
    const plan = good(await service.call(planApi.replan, away, own.admin));
    const moved = [...plan.moves, ...plan.added];
    expect(moved.map(({ plannedOn }) => plannedOn)).not.toContain(inDays(2));
    // Where the law's day lies in the next month, the visit may be left to that month's plan.
    expect(plan.moves.length + plan.dropped.length).toBeGreaterThanOrEqual(1);
    const change = {
      moves: plan.moves.map(({ visitId, from, plannedOn, teamId, people }) => ({
        ...{ visitId, from, plannedOn, teamId, people: people.map(({ id }) => id) },
      })),
      added: [],
      dropped: plan.dropped.map(({ visitId, plannedOn }) => ({ visitId, plannedOn })),
    };
    good(await take(change));
  });

  test('somebody on leave is replaced where others can go, and is on none of the visits of those days', async () => {
    const [one] = await planAll(2);
    const [lead] = await (await manager()).findBy(VisitMember, { visitId: one?.visitId ?? '' });
    const personId = lead?.personId ?? '';
    const away = { month: month(inDays(2)), from: inDays(2), to: inDays(2), personId };
    const plan = good(await service.call(planApi.replan, away, own.admin));
    expect(plan.moves.length).toBe(lifts.length);
    for (const move of plan.moves.filter(({ plannedOn }) => plannedOn === inDays(2)))
      expect(move.people.map(({ id }) => id)).not.toContain(personId);
  });

  test('a lift that falls due before the month is planned before it, and that can be taken', async () => {
    const next = addMonths(`${month(today())}-01`, 1);
    const soon = addDays(next, -1);
    const [id = ''] = lifts;
    await write((m) => m.update(Lift, { id }, { dueOn: soon }));
    const plan = good(await service.call(planApi.propose, { month: month(next) }, own.admin));
    const visit = plan.visits.find(({ liftId }) => liftId === id);
    expect((visit?.plannedOn ?? '9') <= soon).toBe(true);
    expect(visit?.why[0]).toContain('不等下个月');
    expect(plan.notes.join()).toContain('已从今天起补排在前面');
    if (!visit) throw new Error('planned');
    const { class: kind, plannedOn, dueOn, teamId } = visit;
    const visits = [{ liftId: id, class: kind, plannedOn, dueOn, teamId }];
    good(await service.call(planApi.accept, { visits }, own.admin));
  });
});
