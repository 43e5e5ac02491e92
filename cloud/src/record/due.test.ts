import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DueCounterService } from '../lift/due-counter.service';
import { Lift } from '../lift/lift.entity';
import type { LiftPatch } from '../lift/lift.facts';
import { LiftService } from '../lift/lift.service';
import { DueService } from './due.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own } = await twoDistricts(service));
    await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
  });
  afterAll(() => service.stop());

  const day = 86_400_000;
  const today = () => dayOf(clock.now());
  const write = async <T>(act: (tx: Transaction) => Promise<T>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), act);
  const lift = async () =>
    (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id: own.liftId });
  const enteredOn = (entered: string) =>
    write(async (tx) => {
      await tx.manager.update(Lift, { id: own.liftId }, { createdAt: startOfDay(entered) });
      await (await service.get(DueService)).recompute(tx, own.liftId);
    });
  const change = async (patch: LiftPatch) => {
    const lifts = await service.get(LiftService);
    await write((tx) => lifts.change(tx, [{ id: own.liftId, patch }], { source: 'import', sourceId: 'x' }));
    await (await service.get(Outbox)).settle();
  };
  /** What the counters say is due on which day, beside what the lifts say. */
  const differences = async () => {
    const { manager } = (await service.get(Database)).reader;
    await (await service.get(DueCounterService)).fold();
    const counted: unknown[] = await manager.query(
      'SELECT due_on AS day, SUM(number) AS number FROM due_counter GROUP BY due_on HAVING SUM(number) <> 0 ORDER BY due_on',
    );
    const there: unknown[] = await manager.query(
      "SELECT COALESCE(due_on, '') AS day, COUNT(*) AS number FROM lift WHERE state = 'in_use' GROUP BY COALESCE(due_on, '') ORDER BY 1",
    );
    const plain = (rows: unknown[]) => JSON.stringify(rows).replaceAll(/"(\d+)"/g, '$1');
    return plain(counted) === plain(there) ? [] : [counted, there];
  };

  test('a lift that only ever had half-monthly visits is due for the quarterly one ninety days after it was entered', async () => {
    const done = today();
    await enteredOn(addDays(done, -20));
    expect((await lift()).dueOn).toBe(addDays(done, 15));
    await enteredOn(addDays(done, -80));
    expect((await lift()).dueOn).toBe(addDays(done, 10));
    await enteredOn(addDays(done, -100));
    expect((await lift()).dueOn).toBe(addDays(done, -10));
    expect(await differences()).toEqual([]);
    await enteredOn(done);
  });

  test('what a register’s table says of the last maintenance does not move the clock of a lift with records', async () => {
    const stood = await lift();
    await change({
      lastMaintainedOn: addDays(today(), 1),
      dueOn: addDays(today(), 16),
      rescueCode: '350999',
    });
    expect(await lift()).toMatchObject({
      rescueCode: '350999',
      dueOn: stood.dueOn,
      lastMaintainedOn: stood.lastMaintainedOn,
    });
  });

  test('a lift that comes back into use is due before it is handed over, not later by the length of the pause', async () => {
    await change({ state: 'suspended' });
    clock.shift(60 * day);
    await change({ state: 'in_use' });
    expect((await lift()).dueOn).toBe(today());
    clock.shift(day);
    await enteredOn(dayOf((await lift()).createdAt));
    expect((await lift()).dueOn).toBe(addDays(today(), -1));
    expect(await differences()).toEqual([]);
  });

  test('a sealed lift whose day passed meanwhile is due on the day the seal comes off', async () => {
    await change({ state: 'paused' });
    clock.shift(5 * day);
    await change({ state: 'in_use' });
    expect((await lift()).dueOn).toBe(today());
  });
});
