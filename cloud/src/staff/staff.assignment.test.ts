import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { type LiftStaff, staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { Assignment } from '../person/assignment.entity';
import { Certificate } from '../person/certificate.entity';
import { PersonLeaving } from '../person/person.leaving';
import { Task } from '../task/task.entity';
import { incompleteTask } from './staff.assignment.service';
import { StaffService } from './staff.service';
import { inTransaction } from './testing/staffed-company';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let today: string;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    today = dayOf((await service.get(Clock)).now());
  });
  afterAll(() => service.stop());

  const assign = (liftIds: string[], who: { personIds?: string[]; unitIds?: string[]; replace?: boolean }) =>
    service.call(staffApi.assign, { liftIds, purpose: 'maintenance', ...who }, own.admin);
  const ofLift = async (liftId = own.liftId): Promise<LiftStaff> =>
    good(await service.call(staffApi.ofLift, { liftId }, own.admin));
  const assignedTo = async (liftId = own.liftId, day = today) => {
    const staff = await service.get(StaffService);
    return inTransaction(service, (tx) => staff.assignedTo(tx.manager, liftId, 'maintenance', day));
  };
  const openTasks = (liftId: string) =>
    inTransaction(service, ({ manager }) =>
      manager.findBy(Task, { kind: incompleteTask, about: liftId, state: 'open' }),
    );
  const names = (people: { name: string }[]) => people.map(({ name }) => name);

  test('a lift with nobody lacks two people; with two it is complete', async () => {
    expect(await ofLift()).toMatchObject({ missing: 2, assigned: [], maintainers: [] });
    const one = good(await assign([own.liftId], { personIds: [own.lead.personId] }));
    expect(one).toEqual({ made: 1, ended: 0, lacking: 1 });
    const two = good(await assign([own.liftId], { personIds: [own.lead.personId, own.partner.personId] }));
    expect(two).toEqual({ made: 1, ended: 0, lacking: 0 });
    expect(names((await ofLift()).maintainers)).toEqual([own.lead.name, own.partner.name]);
    expect(names(await assignedTo())).toEqual([own.lead.name, own.partner.name]);
    expect(await assignedTo(own.liftId, addDays(today, -1))).toEqual([]);
  });

  test('repair and rescue are assigned for themselves', async () => {
    for (const purpose of ['repair', 'rescue'] as const) {
      const who = { liftIds: [own.liftId], purpose, personIds: [own.colleague.personId] };
      good(await service.call(staffApi.assign, who, own.admin));
    }
    const { assigned, missing } = await ofLift();
    expect(assigned.map(({ purpose }) => purpose).sort()).toEqual([
      'maintenance',
      'maintenance',
      'repair',
      'rescue',
    ]);
    expect(missing).toBe(0);
  });

  test('only own people are assigned, and only to lifts that the company maintains', async () => {
    const subcontracted = await assign([own.liftId], { personIds: [foreign.lead.personId] });
    expect([subcontracted.status, subcontracted.error?.code]).toEqual([404, 'staff.person_unknown']);
    expect(subcontracted.error?.message).toContain('转包');
    const stranger = await assign([own.liftId, foreign.liftId], { personIds: [own.lead.personId] });
    expect([stranger.status, stranger.error?.code]).toEqual([404, 'staff.lift_unknown']);
    expect((await assign([newId()], { personIds: [own.lead.personId] })).status).toBe(404);
    expect((await assign([own.liftId], { unitIds: [newId()] })).status).toBe(404);
    expect((await assign([own.liftId], {})).error?.code).toBe('staff.nobody_chosen');
  });

  test('who may not be assigned is told with every reason', async () => {
    await inTransaction(service, (tx) =>
      tx.manager.update(
        Certificate,
        { personId: own.colleague.personId },
        { validUntil: addDays(today, -1) },
      ),
    );
    const answer = await assign([own.liftId], { personIds: [own.colleague.personId, own.admin.personId] });
    expect(answer.status).toBe(422);
    const told = answer.error?.details?.map(({ message }) => message).join() ?? '';
    for (const part of [own.colleague.name, '到期', own.admin.name, '不是维保人员'])
      expect(told).toContain(part);
    const { people } = good(await service.call(staffApi.tree, {}, own.admin));
    const pool = people.find(({ id }) => id === own.colleague.personId);
    expect(pool?.reasons.join()).toContain('到期');
    await inTransaction(service, (tx) =>
      tx.manager.update(
        Certificate,
        { personId: own.colleague.personId },
        { validUntil: addDays(today, 99) },
      ),
    );
  });

  test('an expired certificate turns a complete lift incomplete, without anybody writing anything', async () => {
    const until = (validUntil: string) =>
      inTransaction(service, (tx) =>
        tx.manager.update(Certificate, { personId: own.partner.personId }, { validUntil }),
      );
    await until(addDays(today, -1));
    expect((await ofLift()).missing).toBe(1);
    expect(names(await assignedTo())).toEqual([own.lead.name]);
    await until(addDays(today, 99));
    expect((await ofLift()).missing).toBe(0);
  });

  test('a visit planned without names is done by the people assigned to the lift', async () => {
    const wish = { liftId: own.liftId, class: 'half_month' as const, plannedOn: today };
    const visit = good(await service.call(visitApi.plan, wish, own.admin));
    expect([visit.lead.name, ...names(visit.partners)]).toEqual([own.lead.name, own.partner.name]);
    const nobody = await service.call(visitApi.plan, { ...wish, liftId: foreign.liftId }, foreign.admin);
    expect([nobody.status, nobody.error?.code]).toEqual([422, 'visit.nobody_assigned']);
  });

  test('many lifts are assigned to one team at once, those before are released', async () => {
    const liftIds = await moreLifts(300);
    const { edition } = good(await service.call(staffApi.tree, {}, own.admin));
    const team = { edition, kind: 'team' as const, name: '望溪班', parentId: null };
    const unitId = good(await service.call(staffApi.addUnit, team, own.admin)).units[0]?.id ?? '';
    expect((await assign(liftIds, { unitIds: [unitId] })).error?.code).toBe('staff.team_empty');
    const people = [own.lead.personId, own.colleague.personId];
    const members = { edition: edition + 1, unitId, personIds: people };
    good(await service.call(staffApi.movePeople, members, own.admin));
    good(await assign([liftIds[0] ?? ''], { personIds: [own.partner.personId] }));
    const all = good(await assign(liftIds, { unitIds: [unitId], replace: true }));
    expect(all).toEqual({ made: 300, ended: 1, lacking: 0 });
    const twice = good(await assign(liftIds, { unitIds: [unitId], replace: true }));
    expect(twice).toEqual({ made: 0, ended: 0, lacking: 0 });
    const page = good(await service.call(staffApi.lifts, { unitId, pageSize: 5 }, own.admin));
    expect(page).toMatchObject({ total: 300, lacking: 0, minimum: 2 });
    expect(names(page.items[0]?.maintainers ?? []).sort()).toEqual(
      [own.lead.name, own.colleague.name].sort(),
    );
  });

  test('lifts that lack people come first and are found alone', async () => {
    const [lonely = ''] = await moreLifts(1, '孤山路 1 号');
    const first = good(await service.call(staffApi.lifts, {}, own.admin));
    expect(first.items[0]?.lift.id).toBe(lonely);
    expect(first.lacking).toBe(1);
    const lacking = good(await service.call(staffApi.lifts, { lacking: 'yes' }, own.admin));
    expect(lacking.items.map(({ lift }) => lift.id)).toEqual([lonely]);
    const found = good(await service.call(staffApi.lifts, { q: '孤山路1号' }, own.admin));
    expect(found.items.map(({ lift }) => lift.id)).toEqual([lonely]);
    const mine = good(await service.call(staffApi.lifts, { personId: own.partner.personId }, own.admin));
    expect(mine.items.map(({ lift }) => lift.id)).toEqual([own.liftId]);
    const none = good(await service.call(staffApi.lifts, {}, foreign.admin));
    expect(none.items.map(({ lift }) => lift.id)).toEqual([foreign.liftId]);
  });

  test('a technician sees their lifts, first due first, with a team’s', async () => {
    const answer = good(await service.call(staffApi.mine, {}, own.lead));
    expect(answer.total).toBe(301);
    expect(answer.items.some(({ unit }) => unit?.name === '望溪班')).toBe(true);
    const due = answer.items.map(({ lift }) => lift.dueOn ?? '9999');
    expect(due).toEqual([...due].sort());
    const partner = good(await service.call(staffApi.mine, {}, own.partner));
    expect(partner.items).toMatchObject([
      { lift: { id: own.liftId }, purposes: ['maintenance'], unit: null },
    ]);
  });

  test('who is taken off leaves the lift incomplete, with a task that the next assignment settles', async () => {
    const { assigned } = await ofLift();
    const partner = assigned.find(({ person }) => person?.id === own.partner.personId);
    const ending = { assignmentId: partner?.assignmentId ?? '', reason: '调到别的片区' };
    const stranger = await service.call(staffApi.release, ending, foreign.admin);
    expect(stranger.status).toBe(404);
    const left = good(await service.call(staffApi.release, ending, own.admin));
    expect(left.missing).toBe(1);
    expect((await service.call(staffApi.release, ending, own.admin)).error?.code).toBe(
      'staff.assignment_unknown',
    );
    const [task] = await openTasks(own.liftId);
    expect(task).toMatchObject({ organisationId: own.companyId, title: '缺 1 名维保人员' });
    good(await assign([own.liftId], { personIds: [own.partner.personId] }));
    expect(await openTasks(own.liftId)).toEqual([]);
  });

  test('who leaves the company answers for no lift any more: assignments end, lifts become tasks', async () => {
    const leaving = await service.get(PersonLeaving);
    await inTransaction(service, (tx) =>
      leaving.leave(tx, {
        personId: own.partner.personId,
        organisationId: own.companyId,
        lastDay: addDays(today, -1),
        reason: '离职',
      }),
    );
    await (await service.get(Outbox)).settle();
    const { assigned, missing, maintainers } = await ofLift();
    expect(missing).toBe(1);
    expect(names(maintainers)).toEqual([own.lead.name]);
    expect(assigned.some(({ person }) => person?.id === own.partner.personId)).toBe(false);
    expect((await openTasks(own.liftId)).length).toBe(1);
  });

  test('a team that loses its people by transfer makes its lifts tasks', async () => {
    const { edition } = good(await service.call(staffApi.tree, {}, own.admin));
    const out = { edition, unitId: null, personIds: [own.colleague.personId] };
    good(await service.call(staffApi.movePeople, out, own.admin));
    const [unit] = good(await service.call(staffApi.tree, {}, own.admin)).units;
    const team = { lacking: 'yes' as const, unitId: unit?.id ?? '' };
    const page = good(await service.call(staffApi.lifts, team, own.admin));
    expect(page.total).toBe(300);
    const liftId = page.items[0]?.lift.id ?? '';
    expect((await openTasks(liftId)).length).toBe(1);
  });

  test('the daily round ends what rested on people of whose leaving nobody has told', async () => {
    await inTransaction(service, (tx) =>
      tx.manager.update(Assignment, { personId: own.lead.personId }, { untilDay: addDays(today, -1) }),
    );
    const staff = await service.get(StaffService);
    await inTransaction(service, (tx) => staff.endLeft(tx));
    const { assigned } = await ofLift();
    expect(assigned.some(({ person }) => person?.id === own.lead.personId)).toBe(false);
  });

  async function moreLifts(count: number, address = '示例路 9 号'): Promise<string[]> {
    return inTransaction(service, async ({ manager }) => {
      const model = await manager.findOneByOrFail(Lift, { id: own.liftId });
      const lifts = Array.from({ length: count }, (_, at) => ({
        ...model,
        id: newId(),
        address,
        ownNumber: `${at + 2}#`,
        dueOn: addDays(today, 6 + (at % 9)),
      }));
      await manager.insert(Lift, lifts);
      return lifts.map(({ id }) => id);
    });
  }
});
