import type { VisitCard } from '@lifttrust/shared-types/visit/visit.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { Command } from '../fixture/journal';
import { MariadbProcess } from '../fixture/mariadb-process';
import { Plans } from '../fixture/plans';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';

const isLong = process.env.LIFTTRUST_LONG === '1';
const rounds = isLong ? 20 : 2;
const writers = 8;
const recoveredWithinMs = 5000;

const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe('a database that is killed under the service and comes back', () => {
  let database: MariadbProcess;
  let service: ServiceProcess;
  let plans: Plans;
  let submissions: Command[];
  const acknowledged: VisitCard[] = [];
  const refused: string[] = [];
  let slowestMs = 0;

  beforeAll(async () => {
    database = await MariadbProcess.prepare();
    service = await ServiceProcess.prepare(database.address);
    await service.start();
    const demo = await demoDistrict(service);
    plans = new Plans(service, demo.district);
    submissions = await readyToSubmit(service, demo, rounds);
  }, 240_000);
  afterAll(async () => {
    await service.stop();
    await database.stop();
  }, 60_000);

  /** As a phone does: the same command until it is answered well. */
  async function carryOut({ endpoint, input, who, requestKey }: Command): Promise<unknown> {
    for (;;) {
      const begun = Date.now();
      const answer = await service.call(endpoint, input as never, { ...who, requestKey });
      slowestMs = Math.max(slowestMs, Date.now() - begun);
      if (answer.status === 200) return answer.data;
      refused.push(`${answer.status} ${answer.error?.code}`);
      await rest(100);
    }
  }

  async function writeUntil(end: { come: boolean }): Promise<void> {
    while (!end.come) acknowledged.push((await carryOut(plans.next())) as VisitCard);
  }

  test(`${rounds} times killed under ${writers} writers, the service goes on by itself within five seconds`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const end = { come: false };
      const writing = Array.from({ length: writers }, () => writeUntil(end));
      await rest(400);
      const [submission] = submissions.splice(0, 1);
      const submitting = submission && carryOut(submission);
      await rest(5 + round * 10);
      await database.kill();
      await rest(1000);
      await database.start();
      const back = Date.now();
      const before = acknowledged.length;
      while (acknowledged.length === before) await rest(20);
      expect(Date.now() - back).toBeLessThan(recoveredWithinMs);
      await rest(300);
      end.come = true;
      await Promise.all([...writing, submitting]);
    }
  }, 600_000);

  test('whoever asked meanwhile was told in words, soon, and never that the service is broken', () => {
    expect(refused.length).toBeGreaterThan(0);
    expect([...new Set(refused)]).toEqual(['503 kernel.database_unavailable']);
    expect(slowestMs).toBeLessThan(recoveredWithinMs + 5000);
  });

  test('everything acknowledged is there once, and nothing else', async () => {
    const planned = await plans.planned();
    expect(planned.map(({ id }) => id).sort()).toEqual(acknowledged.map(({ id }) => id).sort());
    expect(new Set(planned.map(({ plannedOn }) => plannedOn)).size).toBe(planned.length);
  }, 60_000);

  test('every submission is sealed once, and the log verifies', async () => {
    const { status, output } = await verifiedLog(service, rounds);
    expect(output).toContain(`Read ${rounds} entries`);
    expect(status).toBe(0);
  }, 90_000);
});
