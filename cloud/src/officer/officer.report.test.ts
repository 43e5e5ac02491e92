import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import type { LiftPatch } from '../lift/lift.facts';
import { LiftService } from '../lift/lift.service';
import { Certificate } from '../person/certificate.entity';
import { DailyRound } from '../round/daily-round';
import { LiftOfficer } from './lift-officer.entity';
import { OfficerReportRow } from './officer-report.entity';

const day = 86_400_000;
type Only = 'red' | 'late' | 'reported' | 'reported_late';

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

  let shifted = 0;
  const pass = (days: number) => {
    clock.shift(days * day);
    shifted += days;
  };
  afterEach(() => pass(-shifted));

  const write = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), work);
  /** Signed in now: a test that moves the clock outlives sessions. */
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const today = () => dayOf(clock.now());
  const matrix = async (who: Worker, only?: Only) =>
    good(
      await service.call(officerApi.matrix, { pageSize: 100, ...(only ? { only } : {}) }, await signed(who)),
    ).items;
  const line = async (liftId: string, who: Worker = own.regulator) =>
    (await matrix(who)).find((one) => one.liftId === liftId);
  const listed = async (liftId: string, only: Only, who: Worker = own.regulator) =>
    (await matrix(who, only)).some((one) => one.liftId === liftId);
  const name = async (
    liftId: string,
    post: 'responsible' | 'director' | 'safety_officer',
    person: Worker = own.officer,
    who: Worker = own.ownerAdmin,
  ) =>
    good(
      await service.call(
        officerApi.name,
        { liftIds: [liftId], post, personId: person.personId },
        await signed(who),
      ),
    );
  const lift = async (facts: Partial<Lift> = {}): Promise<string> => {
    const id = newId();
    const pattern = await manager.findOneByOrFail(Lift, { id: own.liftId });
    const entered = { id, ownerId: own.ownerId, ownerSince: null, inUseSince: null };
    await write((tx) => tx.manager.insert(Lift, { ...pattern, ...entered, createdAt: tx.at, ...facts }));
    return id;
  };
  const change = async (liftId: string, patch: LiftPatch) => {
    const lifts = await service.get(LiftService);
    await write((tx) => lifts.change(tx, [{ id: liftId, patch }], { source: 'test', sourceId: newId() }));
  };
  const morning = async () => (await service.get(DailyRound)).make();
  const reports = (liftId: string) => manager.findBy(OfficerReportRow, { liftId });

  test('who completes a lift has reported it; owner and regulator see when and by whom', async () => {
    const liftId = await lift();
    pass(3);
    await name(liftId, 'responsible');
    expect((await line(liftId))?.report).toBeNull();
    await name(liftId, 'safety_officer');
    for (const who of [own.regulator, own.auditor, own.ownerAdmin, own.officer])
      expect((await line(liftId, who))?.report).toEqual({
        day: today(),
        by: { id: own.ownerAdmin.personId, name: own.ownerAdmin.name },
        daysLate: 0,
      });
    expect(await listed(liftId, 'reported')).toBe(true);
    expect(await listed(liftId, 'reported_late')).toBe(false);
    expect((await matrix(foreign.regulator, 'reported')).map((one) => one.liftId)).not.toContain(liftId);
  });

  test('reported on the last day is in time; reported a day later is late by one day and stays so', async () => {
    const [onTime, late] = [await lift(), await lift()];
    for (const id of [onTime, late]) await name(id, 'responsible');
    pass(15);
    await name(onTime, 'safety_officer');
    pass(1);
    await name(late, 'safety_officer');
    expect((await line(onTime))?.report?.daysLate).toBe(0);
    expect((await line(late))?.report?.daysLate).toBe(1);
    pass(30);
    expect((await line(late))?.report?.daysLate).toBe(1);
    expect(await listed(late, 'reported_late', own.ownerAdmin)).toBe(true);
    expect(await listed(onTime, 'reported_late')).toBe(false);
  });

  test('an officer who is replaced or leaves later changes nothing about the first report', async () => {
    const liftId = await lift();
    await name(liftId, 'responsible');
    await name(liftId, 'safety_officer');
    const before = (await line(liftId))?.report;
    pass(20);
    await name(liftId, 'safety_officer', own.ownerAdmin);
    await morning();
    expect((await line(liftId))?.report).toEqual(before);
    const officer = (await line(liftId))?.officers.find(({ post }) => post === 'safety_officer');
    good(await service.call(officerApi.end, { officerId: officer?.id ?? '' }, await signed(own.ownerAdmin)));
    expect(await line(liftId)).toMatchObject({ red: true, report: before });
    expect(await reports(liftId)).toHaveLength(1);
  });

  test('a lift that changes its owner is a new duty of the new one; the old one’s report is kept', async () => {
    const liftId = await lift();
    await name(liftId, 'responsible');
    await name(liftId, 'safety_officer');
    pass(5);
    await change(liftId, { ownerId: foreign.ownerId });
    const { ownerAdmin } = foreign;
    expect(await line(liftId, ownerAdmin)).toMatchObject({ report: null, reportBy: addDays(today(), 15) });
    expect(await listed(liftId, 'reported', ownerAdmin)).toBe(false);
    pass(17);
    await name(liftId, 'responsible', foreign.officer, ownerAdmin);
    await name(liftId, 'safety_officer', foreign.officer, ownerAdmin);
    expect((await line(liftId, ownerAdmin))?.report).toMatchObject({
      daysLate: 2,
      by: { name: ownerAdmin.name },
    });
    expect((await reports(liftId)).map(({ ownerId }) => ownerId).sort()).toEqual(
      [own.ownerId, foreign.ownerId].sort(),
    );
  });

  test('a lift put into use later has its fifteen days from then; it is not late before', async () => {
    const liftId = await lift({ state: 'suspended' });
    pass(40);
    expect(await line(liftId)).toBeUndefined();
    await change(liftId, { state: 'in_use' });
    expect(await line(liftId)).toMatchObject({ reportBy: addDays(today(), 15), late: false });
    // A table that says once more what already stands gives no new fifteen days.
    pass(15);
    await change(liftId, { state: 'in_use' });
    expect(await listed(liftId, 'late')).toBe(false);
    pass(1);
    expect(await line(liftId)).toMatchObject({ reportBy: addDays(today(), -1), late: true });
    expect(await listed(liftId, 'late')).toBe(true);
  });

  test('people named before the lift came into use are found in the morning, as of the day they were named', async () => {
    const liftId = await lift({ state: 'suspended' });
    await name(liftId, 'responsible');
    await name(liftId, 'safety_officer');
    const named = today();
    expect(await reports(liftId)).toEqual([]);
    pass(10);
    await change(liftId, { state: 'in_use' });
    await morning();
    expect((await line(liftId))?.report).toMatchObject({ day: named, daysLate: 0 });
    pass(1);
    await morning();
    expect(await reports(liftId)).toHaveLength(1);
  });

  test('a naming that came by another way than the screen is recorded the next morning', async () => {
    const liftId = await lift();
    pass(18);
    const enter = (post: string) =>
      write((tx) =>
        tx.manager.insert(LiftOfficer, {
          id: newId(),
          liftId,
          ownerId: own.ownerId,
          personId: own.officer.personId,
          post,
          fromDay: today(),
          untilDay: null,
          standing: `${liftId}:${post}`,
          namedBy: null,
          namedAt: tx.at,
          endedBy: null,
        }),
      );
    await enter('responsible');
    await enter('safety_officer');
    const named = today();
    expect((await line(liftId))?.report).toBeNull();
    pass(1);
    await morning();
    expect((await line(liftId))?.report).toEqual({ day: named, by: null, daysLate: 3 });
  });

  test('a safety officer or director without certificate A is named all the same, and it is said', async () => {
    const liftId = await lift();
    expect((await name(liftId, 'responsible', own.ownerAdmin)).warnings).toEqual([]);
    const said = `${own.ownerAdmin.name}没有登记电梯安全管理人员证书（A），请核对。`;
    for (const post of ['director', 'safety_officer'] as const)
      expect(await name(liftId, post, own.ownerAdmin)).toEqual({ named: 1, warnings: [said] });
    const marks = async () =>
      Object.fromEntries(
        ((await line(liftId))?.officers ?? []).map((one) => [one.post, one.lacksCertificate]),
      );
    expect(await marks()).toEqual({ responsible: false, director: true, safety_officer: true });

    const certificate = { id: newId(), personId: own.ownerAdmin.personId, validUntil: addDays(today(), 1) };
    const none = { numberSealed: null, endedOn: null, reminded: null };
    await write((tx) => tx.manager.insert(Certificate, { ...certificate, ...none, item: 'T' }));
    expect((await marks()).safety_officer).toBe(true);
    await write((tx) => tx.manager.insert(Certificate, { ...certificate, ...none, id: newId(), item: 'A' }));
    expect(await marks()).toEqual({ responsible: false, director: false, safety_officer: false });
    expect((await name(liftId, 'safety_officer', own.ownerAdmin)).warnings).toEqual([]);
    const { items } = good(await service.call(officerApi.people, {}, await signed(own.ownerAdmin)));
    expect(items.find(({ id }) => id === own.ownerAdmin.personId)?.holdsCertificate).toBe(true);
    pass(2);
    expect((await marks()).safety_officer).toBe(true);
  });
});
