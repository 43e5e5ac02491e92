import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { LiftService } from '../lift/lift.service';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { DailyRound } from '../round/daily-round';
import { Task } from '../task/task.entity';
import { OfficerService } from './officer.service';

const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let manager: Transaction['manager'];

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    manager = (await service.get(Database)).reader.manager;
  });
  afterAll(() => service.stop());

  const write = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), work);
  /** Signed in now: a test that moves the clock outlives sessions. */
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const today = () => dayOf(clock.now());
  const matrix = async (who: Worker, only?: 'red' | 'late') =>
    (await service.call(officerApi.matrix, only ? { only } : {}, await signed(who))).data;
  const name = async (
    post: 'responsible' | 'director' | 'safety_officer',
    person: Worker,
    liftIds = [own.liftId],
    who = own.ownerAdmin,
  ) => service.call(officerApi.name, { liftIds, post, personId: person.personId }, await signed(who));
  const lift = async (ownerId: string): Promise<string> => {
    const id = newId();
    const pattern = await manager.findOneByOrFail(Lift, { id: own.liftId });
    await write((tx) => tx.manager.insert(Lift, { ...pattern, id, ownerId, createdAt: tx.at }));
    return id;
  };

  test('a lift without a safety officer is red for its owner and its district, and an owner has a task and a message', async () => {
    for (const who of [own.ownerAdmin, own.officer, own.regulator, own.auditor]) {
      const { items, red } = await matrix(who);
      expect(items).toMatchObject([
        { liftId: own.liftId, red: true, missing: ['responsible', 'safety_officer'] },
      ]);
      expect(red).toBe(1);
    }
    const dueOn = addDays(today(), 15);
    clock.shift(day);
    await (await service.get(DailyRound)).make();
    const [task] = await manager.findBy(Task, { kind: 'officer.missing', about: own.ownerId });
    expect(task).toMatchObject({ state: 'open', dueOn });
    const { data } = await service.call(messageApi.list, {}, await signed(own.ownerAdmin));
    expect(data.items.map(({ title }) => title)).toContain('请为电梯指定责任人员');
    clock.shift(-day);
  });

  test('the owner has fifteen days; on the sixteenth the lift is late, and the reminder says so', async () => {
    expect((await matrix(own.regulator)).items[0]).toMatchObject({
      reportBy: addDays(today(), 15),
      late: false,
    });
    clock.shift(15 * day);
    expect((await matrix(own.regulator)).late).toBe(0);
    clock.shift(day);
    const late = await matrix(own.regulator, 'late');
    expect(late.items).toMatchObject([{ liftId: own.liftId, late: true }]);
    await (await service.get(DailyRound)).make();
    const { data } = await service.call(messageApi.list, {}, await signed(own.ownerAdmin));
    expect(data.items.map(({ title }) => title)).toContain('责任人员逾期未报');
    clock.shift(-16 * day);
  });

  test('once every lift has its people the task is done', async () => {
    expect((await name('responsible', own.ownerAdmin)).data).toMatchObject({ named: 1 });
    expect((await name('safety_officer', own.officer)).data).toMatchObject({ named: 1 });
    expect((await matrix(own.ownerAdmin)).items[0]).toMatchObject({ red: false, missing: [] });
    const [task] = await manager.findBy(Task, { kind: 'officer.missing', about: own.ownerId });
    expect(task).toMatchObject({ state: 'done', closedBy: own.ownerAdmin.personId });
    const officers = await (await service.get(OfficerService)).officersOf(manager, own.liftId);
    expect(officers.map(({ post }) => post).sort()).toEqual(['responsible', 'safety_officer']);
  });

  test('naming somebody else ends the one before and keeps them in the history', async () => {
    await name('safety_officer', own.ownerAdmin);
    await name('safety_officer', own.officer);
    const { data } = await service.call(
      officerApi.ofLift,
      { liftId: own.liftId },
      await signed(own.regulator),
    );
    const officers = data.items.filter(({ post }) => post === 'safety_officer');
    expect(officers.filter(({ untilDay }) => untilDay === null)).toMatchObject([
      { person: { name: own.officer.name } },
    ]);
    expect(officers).toHaveLength(3);
    expect((await name('safety_officer', own.officer)).data).toMatchObject({ named: 0 });
  });

  test('of two who name at the same moment one wins; nobody stands beside another', async () => {
    await Promise.all([name('director', own.officer), name('director', own.ownerAdmin)]);
    const officers = await (await service.get(OfficerService)).officersOf(manager, own.liftId);
    expect(officers.filter(({ post }) => post === 'director')).toHaveLength(1);
  });

  test('a hundred lifts are named at once', async () => {
    const liftIds: string[] = [];
    for (let count = 0; count < 100; count += 1) liftIds.push(await lift(own.ownerId));
    expect((await matrix(own.ownerAdmin, 'red')).total).toBe(100);
    expect((await name('safety_officer', own.officer, liftIds)).data).toMatchObject({ named: 100 });
    expect((await matrix(own.ownerAdmin, 'red')).total).toBe(0);
  });

  test('one person serves forty small owners with one login', async () => {
    const keeper = own.officer;
    const officerService = await service.get(OfficerService);
    for (let count = 0; count < 40; count += 1) {
      const ownerId = newId();
      await write(async (tx) => {
        const unit = { kind: 'owner', nameKey: ownerId, divisionCode: own.divisionCode, createdAt: tx.at };
        await tx.manager.insert(Organisation, { ...unit, id: ownerId, name: `小业主 ${count}` });
        for (const role of ['owner_officer', 'owner_admin']) {
          const shared = { personId: keeper.personId, organisationId: ownerId, fromDay: '2020-01-01' };
          await tx.manager.insert(Assignment, { ...shared, id: newId(), role });
        }
      });
      const liftId = await lift(ownerId);
      const actor = {
        personId: keeper.personId,
        personName: keeper.name,
        role: 'owner_admin' as const,
        organisationId: ownerId,
        organisationName: '',
        divisionCode: '',
        sessionId: newId(),
        deviceId: 'device',
      };
      const ctx = { ...systemCtx(clock.now()), actor };
      const order = { liftIds: [liftId], post: 'safety_officer' as const, personId: keeper.personId };
      await officerService.name(order, ctx as Parameters<OfficerService['name']>[1]);
    }
    const held = await officerService.liftsOf(manager, keeper.personId);
    expect(new Set(held.map(({ ownerId }) => ownerId)).size).toBe(41);
  });

  test('a lift that comes to another owner is red again and counts from that day', async () => {
    const liftId = await lift(own.ownerId);
    await name('safety_officer', own.officer, [liftId]);
    clock.shift(5 * day);
    const patch = { ownerId: foreign.ownerId };
    await write(async (tx) =>
      (await service.get(LiftService)).change(tx, [{ id: liftId, patch }], {
        source: 'test',
        sourceId: newId(),
      }),
    );
    const { items } = await matrix(foreign.ownerAdmin, 'red');
    const found = items.find((one) => one.liftId === liftId);
    expect(found).toMatchObject({ officers: [], reportBy: addDays(today(), 15) });
    // A table that names the same owner again gives no new fifteen days.
    clock.shift(2 * day);
    await write(async (tx) =>
      (await service.get(LiftService)).change(tx, [{ id: liftId, patch }], {
        source: 'test',
        sourceId: newId(),
      }),
    );
    const after = (await matrix(foreign.ownerAdmin, 'red')).items.find((one) => one.liftId === liftId);
    expect(after?.reportBy).toBe(found?.reportBy);
    clock.shift(-7 * day);
    expect(await (await service.get(OfficerService)).officersOf(manager, liftId)).toEqual([]);
  });

  test('nobody names for lifts of others, nor people of others, and all or nothing is named', async () => {
    const mixed = await name('director', own.officer, [own.liftId, foreign.liftId]);
    expect(mixed.status).toBe(404);
    expect((await name('director', foreign.officer)).error?.code).toBe('officer.person_unknown');
    const elsewhere = await name('director', foreign.officer, [own.liftId], foreign.ownerAdmin);
    expect(elsewhere.status).toBe(404);
    const { data } = await service.call(officerApi.people, {}, await signed(own.ownerAdmin));
    expect(data.items.map(({ id }) => id)).not.toContain(foreign.officer.personId);
  });

  test('an ended post leaves the lift red and is ended once, by its own owner', async () => {
    const liftId = await lift(own.ownerId);
    await name('safety_officer', own.officer, [liftId]);
    const [officer] = await (await service.get(OfficerService)).officersOf(manager, liftId);
    const end = async (who: Worker) =>
      service.call(officerApi.end, { officerId: officer?.id ?? '' }, await signed(who));
    expect((await end(foreign.ownerAdmin)).status).toBe(404);
    expect((await end(own.ownerAdmin)).status).toBe(200);
    expect((await end(own.ownerAdmin)).error?.code).toBe('officer.already_ended');
    expect((await matrix(own.regulator, 'red')).items.map((one) => one.liftId)).toContain(liftId);
  });
});
