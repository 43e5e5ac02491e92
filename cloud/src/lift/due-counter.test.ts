import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import * as fc from 'fast-check';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DueCounterQuery } from './due-counter.query';
import { DueCounterService } from './due-counter.service';
import { blankLift, type LiftPatch } from './lift.facts';
import { LiftService } from './lift.service';

const today = dayOf(Date.now());
const reason = { source: 'test', sourceId: 'due-counter' };
const companies = [null, newId(), newId()];
const pick = <T>(...values: T[]) => fc.constantFrom(...values);

/** One change of the register: of which lifts, and whether the transaction fails afterwards. */
const patch: fc.Arbitrary<LiftPatch> = fc.record(
  {
    companyId: pick(...companies),
    dueOn: pick(null, addDays(today, -3), addDays(today, -1), today, addDays(today, 3), addDays(today, 9)),
    state: pick('in_use' as const, 'suspended' as const, 'scrapped' as const),
    divisionCode: pick('999903', '99990301', '999904'),
    place: pick('甲地', '乙地'),
  },
  { requiredKeys: [] },
);
interface Change {
  lifts: number[];
  patch: LiftPatch;
  fails: boolean;
}
const change: fc.Arbitrary<Change> = fc.record({
  lifts: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 }),
  patch,
  fails: fc.boolean(),
});
/** Steps one after the other; the changes of one step at the same time; sometimes rows are merged meanwhile. */
const history = fc.array(
  fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 4 }), folds: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let database: Database;
  let work: UnitOfWork;
  let lifts: LiftService;
  let counters: DueCounterService;
  let query: DueCounterQuery;
  let outbox: Outbox;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    database = await service.get(Database);
    work = await service.get(UnitOfWork);
    lifts = await service.get(LiftService);
    counters = await service.get(DueCounterService);
    query = await service.get(DueCounterQuery);
    outbox = await service.get(Outbox);
  });
  afterAll(() => service.stop());

  const write = <T>(act: (tx: Transaction) => Promise<T>) => work.run(systemCtx(Date.now(), 'test'), act);
  const enter = async (count: number, stated: LiftPatch = {}): Promise<string[]> => {
    const made = Array.from({ length: count }, () => ({
      ...blankLift,
      ...stated,
      id: newId(),
      type: '3110' as const,
      place: '甲地',
      divisionCode: stated.divisionCode ?? '999903',
    }));
    await write((tx) => lifts.register(tx, made, reason));
    return made.map(({ id }) => id);
  };
  const grouped = async (table: string, number: string, where: string): Promise<string[]> => {
    const rows: { company: string; division: string; due: string; number: number | string }[] =
      await database.reader.query(
        `SELECT COALESCE(company_id, '') AS company, division_code AS division, COALESCE(due_on, '') AS due, ${number} AS number
         FROM ${table} ${where} GROUP BY COALESCE(company_id, ''), division_code, COALESCE(due_on, '')
         HAVING ${number} <> 0`,
      );
    return rows.map((row) => `${row.company}|${row.division}|${row.due}: ${Number(row.number)}`).sort();
  };
  const counted = () => grouped('due_counter', 'SUM(number)', '');
  const recounted = () => grouped('lift', 'COUNT(*)', "WHERE state = 'in_use'");
  const kinds = async (table: string, id: string, kind: string, where: string): Promise<string[]> => {
    const rows: { id: string; kind: string }[] = await database.reader.query(
      `SELECT ${id} AS id, ${kind} AS kind FROM ${table} WHERE ${where}`,
    );
    return rows.map((row) => `${row.id}: ${row.kind}`).sort();
  };
  const openPauses = () => kinds('lift_pause', 'lift_id', 'kind', 'to_day IS NULL');
  const unused = () =>
    kinds(
      'lift',
      'id',
      "CASE state WHEN 'suspended' THEN 'out_of_use' ELSE 'sealed' END",
      "state IN ('suspended', 'paused')",
    );

  test('whatever happens to lifts, at once and in part undone, counters equal a recount and pauses the states', async () => {
    const ids = await enter(8);
    const run = async ({ lifts: numbers, patch: stated, fails }: Change) => {
      const changes = numbers.map((number) => ({ id: ids[number] ?? '', patch: stated }));
      const acted = write(async (tx) => {
        await lifts.change(tx, changes, reason);
        if (fails) throw new Error('the lights went out');
      });
      await (fails ? expect(acted).rejects.toThrow('the lights went out') : acted);
    };
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        for (const { changes, folds } of steps) {
          const merging = folds ? [counters.fold()] : [];
          await Promise.all([...changes.map(run), ...merging]);
          // A lift that is used again falls due anew, told by an event: it must not arrive between the two counts.
          await outbox.settle();
          expect(await counted()).toEqual(await recounted());
          expect(await openPauses()).toEqual(await unused());
        }
      }),
      { numRuns: process.env.LIFTTRUST_LONG === '1' ? 300 : 25 },
    );
  });

  test('merged rows leave one for each company, division and day, and the same sums', async () => {
    const [liftId = ''] = await enter(1, { dueOn: today });
    for (const day of [1, 2, 3, 2, 1])
      await write((tx) => lifts.change(tx, [{ id: liftId, patch: { dueOn: addDays(today, day) } }], reason));
    await counters.fold();
    expect(await counted()).toEqual(await recounted());
    const rows: unknown[] = await database.reader.query('SELECT id FROM due_counter');
    expect(rows.length).toBe((await recounted()).length);
  });

  test('a submitted visit moves its lift to the new due day', async () => {
    const clock = await service.get(Clock);
    const driver = new VisitDriver(service, () => clock.now());
    await driver.walk(own, 'submitted');
    expect(await counted()).toEqual(await recounted());
    const { overdue } = await query.sums(own.divisionCode, addDays(today, 6), addDays(today, 9));
    // Until then it had been due in five days.
    expect(overdue).toBe(0);
  });

  test('midnight makes a lift overdue without a write', async () => {
    const [companyId] = [newId()];
    await enter(3, { companyId, divisionCode: '999907', dueOn: today });
    await enter(1, { companyId, divisionCode: '999907', dueOn: null });
    const on = (day: string) => query.overdueByCompany('999907', day);
    expect(await on(today)).toEqual([]);
    expect(await on(addDays(today, 1))).toEqual([{ companyId, overdue: 3 }]);
    expect(await query.overdueByCompany('9999', addDays(today, 1))).toContainEqual({ companyId, overdue: 3 });
    expect(await query.overdueByCompany('', addDays(today, 1))).toEqual([]);
  });

  test('a recount finds the same numbers, and puts wrong ones right', async () => {
    await write(async (tx) => {
      await tx.manager.query("UPDATE due_counter SET number = number + 5 WHERE division_code = '999907'");
    });
    expect(await counted()).not.toEqual(await recounted());
    await write((tx) => counters.recount(tx));
    expect(await counted()).toEqual(await recounted());
  });
});
