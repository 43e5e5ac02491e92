import { addDays } from '@lifttrust/shared-types/kernel/time';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { type RecordCard, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type VisitCard, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { command, Writer } from '../fixture/journal';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';

const rounds = 5;
const submissions = 5;
const firstDay = '2030-01-01';

const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };

describe('a service killed in the middle of its work', () => {
  let service: ServiceProcess;
  let district: District;
  let filled: string;
  const ready: { visitId: string; contentHash: string }[] = [];
  let writers: { plans: Writer[]; answers: Writer; submissions: Writer };
  let answersGiven = 0;
  let leftOpen = 0;

  beforeAll(async () => {
    service = await ServiceProcess.prepare(lifttrustDatabase ?? 'sqlite');
    await service.start();
    const demo = await demoDistrict(service);
    district = demo.district;
    const driver = new VisitDriver(service, Date.now, demo.position);
    filled = (await driver.walk(district, 'started')).visitId;
    for (let count = 0; count < submissions; count += 1) {
      const { visitId } = await driver.walk(district, 'checked_out');
      ready.push({ visitId, contentHash: await driver.contentHash(district.lead, visitId) });
    }
    writers = makeWriters();
  }, 240_000);
  afterAll(() => service.stop());

  const planOn = (plannedOn: string) =>
    command(
      visitApi.plan,
      {
        liftId: district.liftId,
        class: 'half_month',
        plannedOn,
        leadId: district.lead.personId,
        partnerIds: [district.partner.personId],
      },
      district.admin,
    );

  /** Four writers: two plan visits, one answers items, one submits. */
  function makeWriters() {
    const planner = (offset: number) => {
      let day = offset;
      return new Writer(service, () => {
        day += 2;
        return planOn(addDays(firstDay, day));
      });
    };
    const waiting = [...ready];
    return {
      plans: [planner(0), planner(1)],
      answers: new Writer(service, () => {
        answersGiven += 1;
        const answers = [{ code: 'A-1-01', result: 'treated' as const, note: `第 ${answersGiven} 次` }];
        return command(visitApi.answerItems, { visitId: filled, answers }, district.lead);
      }),
      submissions: new Writer(service, () => {
        const next = waiting.shift();
        return next ? command(recordApi.submit, next, district.lead) : null;
      }),
    };
  }
  const all = () => [...writers.plans, writers.answers, writers.submissions];

  test(`${rounds} times killed under four writers, it comes back each time and answers what was left open`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const writing = all().map((writer) => writer.write());
      // Another moment each time; the first falls into the first submission.
      await new Promise((wake) => setTimeout(wake, 60 + round * 90));
      await service.kill();
      await Promise.all(writing);
      await service.start();
      for (const writer of all()) if (await writer.resend()) leftOpen += 1;
    }
    await writers.submissions.write();
    expect(leftOpen).toBeGreaterThanOrEqual(rounds);
  }, 240_000);

  test('everything that was acknowledged was done, and says the same when it is delivered again', async () => {
    for (const writer of all()) {
      expect(writer.acknowledged.length).toBeGreaterThan(0);
      for (const { first, again } of await writer.replay()) {
        expect(first.status).toBe(200);
        expect(again).toEqual(first);
      }
    }
  }, 120_000);

  test('no visit was planned twice and none is missing or half there', async () => {
    const planned: VisitCard[] = [];
    for (let page = 1; ; page += 1) {
      const input = { page, pageSize: 100, state: 'planned' as const };
      const { items, total } = good(await service.call(visitApi.list, input, district.admin));
      planned.push(...items.filter((visit) => visit.plannedOn > firstDay));
      if (page * 100 >= total) break;
    }
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
    const note = pack.items.find((item) => item.code === 'A-1-01')?.note;
    expect(note).toBe(`第 ${writers.answers.acknowledged.length} 次`);
  });

  test('every submission is sealed exactly once, under the receipt that was given', async () => {
    const { items } = good(await service.call(recordApi.list, { pageSize: 100 }, district.admin));
    const visits = items.map((record: RecordCard) => record.visitId);
    expect(visits.sort()).toEqual(ready.map(({ visitId }) => visitId).sort());
    const timeline = good(
      await service.call(supervisionApi.timeline, { liftId: district.liftId }, district.regulator),
    );
    const sealed = timeline.events.filter((event) => event.kind === 'record.submitted');
    const promised = writers.submissions.acknowledged.map(
      ({ answer }) => (answer.data as { receipt: { entryHash: string } }).receipt.entryHash,
    );
    expect(sealed.map((event) => event.hash).sort()).toEqual(promised.sort());
  });

  test('the whole log, its checkpoints and the evidence verify from outside', async () => {
    const newest = async () => good(await service.call(ledgerApi.checkpoint, {}));
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if ((await newest()).checkpoint) break;
      await new Promise((wake) => setTimeout(wake, 200));
    }
    const { publicKey } = await newest();
    expect(service.verify(publicKey)).toMatchObject({ status: 0 });
  }, 60_000);
});
