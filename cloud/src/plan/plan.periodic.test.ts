import { addDays, addMonths, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageRow } from '../message/message.entity';
import { PeriodicDone } from './periodic-done.entity';
import { PeriodicTold } from './periodic-told.entity';
import { PlanPeriodicRound } from './plan.periodic.round';

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
  beforeEach(async () => {
    await write(async (tx) => {
      await tx.manager.clear(PeriodicDone).catch(() => undefined);
      for (const entity of [PeriodicTold, MessageRow])
        await tx.manager.createQueryBuilder().delete().from(entity).execute();
      // In use for years and known for years: nothing is missing but what was never entered.
      const at = startOfDay(addMonths(today(), -36));
      const used = { inUseSince: addMonths(today(), -30), nextInspectionOn: null, createdAt: at };
      await tx.manager.update(Lift, { id: own.liftId }, { ...used, dueOn: inDays(5), state: 'in_use' });
    });
  });

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const reader = async () => (await service.get(Database)).reader.manager;
  const write = async <T>(act: (tx: Transaction) => Promise<T>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), act);
  const month = (day = today()) => day.slice(0, 7);
  const items = async (who: Worker = own.admin, wanted = month()) =>
    good(await service.call(planApi.periodic, { month: wanted }, who)).items;
  const enter = (item: 'governor' | 'self_inspection', doneOn: string, who: Worker = own.admin) =>
    service.call(planApi.enterPeriodic, { item, doneOn, liftIds: [own.liftId] }, who);
  const round = async (day = today()) => {
    const rounds = await service.get(PlanPeriodicRound);
    await write((tx) => rounds.look(tx, day));
    await (await service.get(Outbox)).settle();
  };
  const told = async (who: Worker) =>
    (await (await reader()).findBy(MessageRow, { personId: who.personId, kind: 'plan.periodic' })).map(
      ({ text, page }) => ({ text, page }),
    );

  test('governor calibration and yearly self-inspection stand in the list until they are entered', async () => {
    expect((await items()).map(({ item, isOverdue }) => [item, isOverdue]).sort()).toEqual([
      ['governor', true],
      ['self_inspection', true],
    ]);
    good(await enter('governor', inDays(-1)));
    good(await enter('self_inspection', inDays(-2)));
    expect(await items()).toEqual([]);
    const later = await items(own.admin, month(addMonths(today(), 13)));
    expect(later).toMatchObject([{ item: 'self_inspection', lastOn: inDays(-2) }]);
  });

  test('owner and company see their own items, others none, and nobody enters what lies ahead or is another’s', async () => {
    expect((await items(own.officer)).length).toBe(2);
    expect((await items(foreign.admin)).some(({ liftId }) => liftId === own.liftId)).toBe(false);
    expect((await enter('governor', inDays(1))).error?.code).toBe('plan.periodic_future');
    expect((await enter('governor', today(), foreign.admin)).status).toBe(404);
  });

  test('a proposal says with which visit an item is done', async () => {
    good(await enter('governor', today()));
    const plan = good(await service.call(planApi.propose, { month: month(inDays(5)) }, own.admin));
    const [item] = plan.periodic.filter(({ liftId }) => liftId === own.liftId);
    expect(item?.text).toMatch(/^年度自行检查 .*已超期，.*维保时一并完成。$/);
    const visit = plan.visits.find(
      ({ liftId, plannedOn }) => liftId === own.liftId && plannedOn === item?.plannedOn,
    );
    expect(visit?.why.at(-1)).toContain('年度自行检查');
  });

  test('what is overdue is told to company and owner once, with the page that lists it', async () => {
    await round();
    const [first] = await told(own.admin);
    expect(await told(own.admin)).toHaveLength(2);
    expect(first?.text).toContain('已超期，请尽快完成并登记');
    expect(first?.page).toBe('plan/calendar');
    expect(await told(own.officer)).toHaveLength(2);
    await round(inDays(1));
    expect(await told(own.admin)).toHaveLength(2);
  });

  test('before it falls due the company is reminded, the owner is not', async () => {
    good(await enter('governor', today()));
    good(await enter('self_inspection', addDays(addMonths(today(), -12), 6)));
    await round();
    expect((await told(own.admin)).map(({ text }) => text)).toEqual([
      expect.stringContaining('年度自行检查快到期'),
    ]);
    expect(await told(own.officer)).toEqual([]);
  });

  test('of a lift that came without dates the company is asked to enter them, and nobody is called overdue', async () => {
    await write((tx) => tx.manager.update(Lift, { id: own.liftId }, { createdAt: clock.now() }));
    expect((await items()).every(({ isOverdue, assumed }) => !isOverdue && assumed !== null)).toBe(true);
    await round();
    expect((await told(own.admin)).every(({ text }) => text.includes('请补登记'))).toBe(true);
    expect(await told(own.officer)).toEqual([]);
  });
});
