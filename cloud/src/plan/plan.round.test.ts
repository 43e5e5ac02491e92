import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageRow } from '../message/message.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { DailyRound } from '../round/daily-round';
import { Visit } from '../visit/visit.entity';
import { PlanTold } from './plan-told.entity';

const dayMs = 86_400_000;
/** Periodic items have a round of their own. */
const kindsHere = /^plan\.(reminder|late|overdue)$/;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let city: string;
  let province: string;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    city = await office('9999', '示例市市场监督管理局');
    province = await office('99', '示例省市场监督管理局');
    // At nine in the morning, when rounds are made.
    clock.shift(startOfDay(addDays(today(), 1)) + 9 * 3_600_000 - clock.now());
    await write((tx) => tx.manager.update(Lift, { id: foreign.liftId }, { state: 'suspended' }));
  });
  afterAll(() => service.stop());

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const reader = async () => (await service.get(Database)).reader.manager;
  const write = async <T>(act: (tx: Transaction) => Promise<T>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), act);
  const round = async () => (await service.get(DailyRound)).make();
  const signed = async (who: Worker) => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });

  /** A bureau above the districts, with one person; gives the person's id. */
  const office = async (divisionCode: string, name: string): Promise<string> => {
    const [organisationId, personId] = [newId(), newId()];
    const cipher = await service.get(Cipher);
    const phone = `10000${divisionCode.padEnd(6, '0')}`;
    await write(async (tx) => {
      const row = { id: organisationId, kind: 'regulator', name, nameKey: name, divisionCode };
      await tx.manager.insert(Organisation, { ...row, createdAt: tx.at });
      await tx.manager.insert(Person, {
        ...{ id: personId, name: '上级示例', createdAt: tx.at },
        ...{ phoneSealed: cipher.encrypt(phone), phonePrint: cipher.fingerprint('phone', phone) },
      });
      await tx.manager.insert(Assignment, {
        ...{ id: newId(), personId, organisationId, role: 'regulator' },
        ...{ fromDay: '2020-01-01', untilDay: null },
      });
    });
    return personId;
  };

  /** The lift falls due in five days and its visit is planned in three; nothing has been told. */
  const begin = async () => {
    await write(async (tx) => {
      await tx.manager.createQueryBuilder().delete().from(PlanTold).execute();
      await tx.manager.update(Visit, { state: 'planned' }, { state: 'cancelled' });
      await tx.manager.update(Lift, { id: own.liftId }, { dueOn: inDays(5) });
    });
    const plan = {
      ...{ liftId: own.liftId, class: 'half_month' as const, plannedOn: inDays(3) },
      ...{ leadId: own.lead.personId, partnerIds: [own.partner.personId] },
    };
    return good(await service.call(visitApi.plan, plan, await signed(own.admin))).id;
  };

  const names = (): Record<string, string> => ({
    [own.admin.personId]: 'company',
    [own.lead.personId]: 'lead',
    [own.partner.personId]: 'partner',
    [own.officer.personId]: 'owner',
    [own.ownerAdmin.personId]: 'owner admin',
    [own.regulator.personId]: 'district',
    [own.regulatorAdmin.personId]: 'district admin',
    [city]: 'city',
    [province]: 'province',
  });
  const company = ['company', 'lead', 'partner'];
  const owners = ['owner', 'owner admin'];
  const district = ['district', 'district admin'];

  /** Who has heard what since an instant, in words. */
  const heardSince = async (since: number) => {
    const rows = await (await reader()).find(MessageRow, { order: { id: 'ASC' } });
    const told = rows.filter(({ kind, createdAt }) => kindsHere.test(kind) && createdAt >= since);
    const found = new Map<string, string[]>();
    for (const { kind, personId } of told)
      found.set(kind, [...(found.get(kind) ?? []), names()[personId] ?? 'stranger'].sort());
    return Object.fromEntries(found);
  };
  const told = async () =>
    (await (await reader()).findOneBy(PlanTold, { liftId: own.liftId }))?.warnings ?? [];
  const stages = async () => (await told()).map((key) => key.split('/')[0]);
  const dayByDay = async (days: number) => {
    const heard: Record<number, Record<string, string[]>> = {};
    for (let day = 0; day <= days; day += 1) {
      const since = clock.now();
      await round();
      await round();
      const said = await heardSince(since);
      if (Object.keys(said).length > 0) heard[day] = said;
      clock.shift(dayMs);
    }
    return heard;
  };

  test('three days, a day and on the day before it, then yellow to the company, red to owner and district, and up', async () => {
    await begin();
    const heard = await dayByDay(20);
    expect(heard).toEqual({
      0: { 'plan.reminder': company },
      2: { 'plan.reminder': company },
      3: { 'plan.reminder': company },
      4: { 'plan.late': company },
      6: { 'plan.overdue': [...company, ...owners, ...district].sort() },
      7: { 'plan.overdue': [...company, ...owners, ...district, 'city'].sort() },
      9: { 'plan.overdue': [...company, ...owners, ...district, 'city'].sort() },
      13: { 'plan.overdue': [...company, ...owners, ...district, 'city'].sort() },
    });
  });

  test('every reminder leads to the calendar of its day; a regulator’s to the desk', async () => {
    await begin();
    await dayByDay(6);
    const rows = (await (await reader()).find(MessageRow)).filter(({ kind }) => kindsHere.test(kind));
    const pagesOf = ({ personId }: Worker) =>
      rows.flatMap((row) => (row.personId === personId ? row.page : []));
    for (const who of [own.admin, own.lead, own.officer])
      expect(pagesOf(who).every((page) => /^plan\/calendar\?day=20\d\d-\d\d-\d\d$/.test(page ?? ''))).toBe(
        true,
      );
    expect(pagesOf(own.lead).length).toBeGreaterThan(0);
    expect(pagesOf(own.regulator).every((page) => page === null)).toBe(true);
  });

  test('after days on which nobody looked only the latest is told, to all whom it concerns by then', async () => {
    const lastOf = async (gap: boolean) => {
      await begin();
      if (gap) clock.shift(10 * dayMs);
      else await dayByDay(9);
      const since = clock.now();
      await round();
      return {
        stage: (await stages()).at(-1),
        count: (await stages()).length,
        heard: await heardSince(since),
      };
    };
    const slowly = await lastOf(false);
    const atOnce = await lastOf(true);
    expect(slowly.stage).toBe('escalated-3');
    expect(atOnce.stage).toBe(slowly.stage);
    expect(atOnce.count).toBe(1);
    expect(atOnce.heard).toEqual({
      'plan.overdue': [...company, ...owners, ...district, 'city'].sort(),
    });
  });

  test('a lift that has been visited, and one that is out of use, are nobody’s warning', async () => {
    await begin();
    clock.shift(2 * dayMs);
    await write((tx) => tx.manager.update(Lift, { id: own.liftId }, { state: 'suspended' }));
    const since = clock.now();
    await round();
    expect(await heardSince(since)).toEqual({});
    await write(async (tx) => {
      await tx.manager.update(Lift, { id: own.liftId }, { state: 'in_use', dueOn: inDays(15) });
      await tx.manager.update(Visit, { state: 'planned' }, { state: 'cancelled' });
    });
    clock.shift(dayMs);
    await round();
    expect(await heardSince(since)).toEqual({});
  });

  test('lifts that are told the same come in one message to each person', async () => {
    await begin();
    const first = await (await reader()).findOneByOrFail(Lift, { id: own.liftId });
    const copies = Array.from({ length: 6 }, (_, at) => ({ ...first, id: newId(), ownNumber: `${at + 2}#` }));
    await write(async (tx) => {
      await tx.manager.update(Visit, { state: 'planned' }, { state: 'cancelled' });
      await tx.manager.update(Lift, { id: own.liftId }, { dueOn: inDays(-1) });
      for (const copy of copies) await tx.manager.insert(Lift, { ...copy, dueOn: inDays(-1) });
    });
    clock.shift(dayMs);
    const since = clock.now();
    await round();
    const rows = (await (await reader()).find(MessageRow)).filter(
      ({ kind, createdAt, personId }) =>
        kind === 'plan.overdue' && createdAt >= since && personId === own.regulator.personId,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.title).toBe('维保超期仍未完成（7 台）');
    expect(rows[0]?.facts).toHaveLength(5);
  });
});
