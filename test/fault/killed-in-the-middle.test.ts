import { type RecordCard, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type VisitCard, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { type Command, command, Writer } from '../fixture/journal';
import { Plans } from '../fixture/plans';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';

const isLong = process.env.LIFTTRUST_LONG === '1';
const rounds = isLong ? 100 : 3;
const submissions = isLong ? 60 : 4;
/** With those who answer items and those who submit: sixteen. */
const planners = 10;
const answered = ['A-1-01', 'A-1-02', 'A-1-03'];
const submitters = 3;
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe.each(['sqlite', 'mariadb'] as const)('on %s, a service killed in the middle of its work', (kind) => {
  let service: ServiceProcess;
  let district: District;
  let filled: string;
  let ready: Command[];
  let plans: Plans;
  let writers: { plans: Writer[]; answers: Writer[]; submissions: Writer[] };
  let leftOpen = 0;

  beforeAll(async () => {
    service = await ServiceProcess.prepare(kind);
    await service.start();
    const demo = await demoDistrict(service);
    district = demo.district;
    const driver = new VisitDriver(service, Date.now, demo.position);
    filled = (await driver.walk(district, 'started')).visitId;
    ready = await readyToSubmit(service, demo, submissions);
    plans = new Plans(service, district);
    writers = makeWriters();
  }, 600_000);
  afterAll(() => service.stop());

  function makeWriters() {
    const waiting = [...ready];
    return {
      plans: Array.from({ length: planners }, () => new Writer(service, () => plans.next())),
      answers: answered.map((code) => {
        let count = 0;
        return new Writer(service, () => {
          count += 1;
          const answers = [{ code, result: 'treated' as const, note: `第 ${count} 次` }];
          return command(visitApi.answerItems, { visitId: filled, answers }, district.lead);
        });
      }),
      submissions: Array.from(
        { length: submitters },
        () => new Writer(service, () => waiting.shift() ?? null),
      ),
    };
  }
  const all = () => Object.values(writers).flat();

  test(`${rounds} times killed under sixteen writers, it comes back each time and answers what was left open`, async () => {
    expect(all()).toHaveLength(16);
    for (let round = 0; round < rounds; round += 1) {
      const writing = all().map((writer) => writer.write());
      // Another moment each time; the first falls into the first submission.
      await rest(60 + ((round * 90) % 700));
      await service.kill();
      await Promise.all(writing);
      await service.start();
      for (const writer of all()) if (await writer.resend()) leftOpen += 1;
    }
    for (const writer of writers.submissions) await writer.write();
    expect(leftOpen).toBeGreaterThanOrEqual(rounds);
  }, 3_600_000);

  test('everything that was acknowledged was done, and says the same when it is delivered again', async () => {
    for (const writer of all()) {
      for (const { first, again } of await writer.replay()) {
        expect(first.status).toBe(200);
        expect(again).toEqual(first);
      }
    }
    for (const group of Object.values(writers)) {
      expect(group.some((writer) => writer.acknowledged.length > 0)).toBe(true);
    }
  }, 1_200_000);

  test('no visit was planned twice and none is missing or half there', async () => {
    const planned = await plans.planned();
    const acknowledged = writers.plans.flatMap((writer) =>
      writer.acknowledged.map(({ answer }) => (answer.data as VisitCard).id),
    );
    expect(planned.map((visit) => visit.id).sort()).toEqual(acknowledged.sort());
    expect(new Set(planned.map((visit) => visit.plannedOn)).size).toBe(planned.length);
    for (const visitId of acknowledged.slice(-5)) {
      const pack = good(await service.call(visitApi.pack, { visitId }, district.lead));
      expect([pack.items.length, pack.presences.length, pack.nonces.length]).toEqual([
        expect.any(Number),
        2,
        40,
      ]);
      expect(pack.items.length).toBeGreaterThan(20);
    }
  }, 120_000);

  test('the last acknowledged answer stands; no replay has put an older one in its place', async () => {
    const pack = good(await service.call(visitApi.pack, { visitId: filled }, district.lead));
    for (const [index, writer] of writers.answers.entries()) {
      const note = pack.items.find((item) => item.code === answered[index])?.note;
      expect(note).toBe(`第 ${writer.acknowledged.length} 次`);
    }
  });

  test('every submission is sealed exactly once, under the receipt that was given', async () => {
    const { items } = good(await service.call(recordApi.list, { pageSize: 100 }, district.admin));
    const visits = items.map((record: RecordCard) => record.visitId);
    expect(visits.sort()).toEqual(ready.map(({ input }) => String(input.visitId)).sort());
    const timeline = good(
      await service.call(supervisionApi.timeline, { liftId: district.liftId }, district.regulator),
    );
    const sealed = timeline.events.filter((event) => event.kind === 'record.submitted');
    const promised = writers.submissions.flatMap((writer) =>
      writer.acknowledged.map(
        ({ answer }) => (answer.data as { receipt: { entryHash: string } }).receipt.entryHash,
      ),
    );
    expect(sealed.map((event) => event.hash).sort()).toEqual(promised.sort());
  });

  test('the whole log, its checkpoints and the evidence verify from outside', async () => {
    const { status, output } = await verifiedLog(service, submissions);
    expect(output).toContain(`Read ${submissions} entries`);
    expect(status).toBe(0);
  }, 60_000);
});
