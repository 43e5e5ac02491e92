import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Division } from '../organisation/division.entity';
import { DailyRound } from './daily-round';
import { RoundDone } from './round-done.entity';

const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let rounds: DailyRound;
  let clock: Clock;

  beforeAll(async () => {
    service = await start();
    rounds = await service.get(DailyRound);
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const doneOn = async (name: string): Promise<string[]> => {
    const { manager } = (await service.get(Database)).reader;
    return (await manager.findBy(RoundDone, { name })).map((done) => done.day);
  };

  test('a round is made once on a day, however often it is looked at, and again on the next', async () => {
    const made: string[] = [];
    rounds.on('test.once', async (_tx, today) => {
      made.push(today);
    });
    const today = dayOf(clock.now());
    await rounds.make();
    await rounds.make();
    expect(made).toEqual([today]);
    clock.shift(day);
    await rounds.make();
    expect(made).toEqual([today, addDays(today, 1)]);
    expect(await doneOn('test.once')).toEqual(made);
  });

  test('two processes that look at the same moment make it once', async () => {
    let made = 0;
    rounds.on('test.twice', async (tx) => {
      made += 1;
      await tx.manager.insert(Division, { code: newId().slice(-12), name: '两进程' });
    });
    await Promise.all([rounds.make(), rounds.make()]);
    const { manager } = (await service.get(Database)).reader;
    expect(await manager.countBy(Division, { name: '两进程' })).toBe(1);
    expect(await doneOn('test.twice')).toHaveLength(1);
    expect(made).toBeGreaterThanOrEqual(1);
  });

  test('a round that fails keeps nothing of what it wrote, stops no other and is made at the next look', async () => {
    let broken = true;
    rounds.on('test.failing', async (tx) => {
      await tx.manager.insert(Division, { code: newId().slice(-12), name: '半途' });
      if (broken) throw new Error('the middle of a round');
    });
    let others = 0;
    rounds.on('test.other', async () => {
      others += 1;
    });
    await rounds.make();
    const { manager } = (await service.get(Database)).reader;
    expect(await manager.countBy(Division, { name: '半途' })).toBe(0);
    expect(await doneOn('test.failing')).toEqual([]);
    expect(others).toBe(1);
    broken = false;
    await rounds.make();
    expect(await manager.countBy(Division, { name: '半途' })).toBe(1);
  });

  test('the audit trail names the round and no person', async () => {
    rounds.on('test.audited', async (tx) => tx.audit('test.round', 'round', 'test.audited'));
    await rounds.make();
    const { manager } = (await service.get(Database)).reader;
    const [row]: { person_id: string | null; request_id: string }[] = await manager.query(
      "SELECT person_id, request_id FROM audit_entry WHERE action = 'test.round'",
    );
    expect(row).toEqual({ person_id: null, request_id: 'round-test.audited' });
  });
});
