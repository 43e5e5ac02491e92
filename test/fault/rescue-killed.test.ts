import { RescueParameters } from '@lifttrust/shared-types/city/city.rescue.parameters';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi, type Entrapment as Shown } from '@lifttrust/shared-types/rescue/rescue.contract';
import { DataSource, type EntityManager } from 'typeorm';
import { newToken } from '../../cloud/src/code/code.service';
import { LiftCode } from '../../cloud/src/code/lift-code.entity';
import { dataSourceOptions } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { MessageRow } from '../../cloud/src/message/message.entity';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { EntrapmentEvent } from '../../cloud/src/rescue/entrapment-event.entity';
import { Summons } from '../../cloud/src/rescue/summons.entity';
import { cityFile } from '../fixture/city-file';
import { signIn } from '../fixture/demo-district';
import type { Worker } from '../fixture/district';
import { verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const isLong = process.env.LIFTTRUST_LONG === '1';
const calls = isLong ? 80 : 12;
const kills = isLong ? 8 : 2;
const second = 1000;
const responseMinutes = 0.25;
const ringSeconds = 10;
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1800; attempt += 1) {
    if (await isSo()) return;
    await rest(100);
  }
  throw new Error('It did not come about within three minutes.');
}

describe.each(['sqlite', 'mariadb'] as const)('on %s, a service killed in the middle of rescues', (kind) => {
  let service: ServiceProcess;
  /** What lies there, seen from outside: nobody but the service works on it. */
  let data: DataSource;
  let manager: EntityManager;
  let admin: Worker;
  let codes: string[];
  let accepted: Shown;
  const helped: { helpId: string; helpToken: string }[] = [];

  beforeAll(async () => {
    const rescue = RescueParameters.parse({ responseMinutes, ringSeconds, arrivalMinutes: 240 });
    const plain = { device: { roles: [], changeHours: 24 }, twoFactor: { roles: [] }, checkpointSeconds: 5 };
    service = await ServiceProcess.prepare(kind, { LIFTTRUST_CITY_FILE: cityFile({ rescue, ...plain }) });
    await service.start();
    admin = await signIn(service, 'xu');
    await service.kill();
    data = await new DataSource(dataSourceOptions(service.database)).initialize();
    manager = data.manager;
    codes = await lifts(calls);
    await service.start();
  }, 600 * second);
  afterAll(async () => {
    await data?.destroy();
    await service?.stop();
  });

  /** More lifts like the first of the preview, each with a code of its own. */
  async function lifts(count: number): Promise<string[]> {
    const [pattern] = await manager.find(Lift, { order: { id: 'ASC' }, take: 1 });
    const made = Array.from({ length: count }, () => ({ liftId: newId(), token: newToken() }));
    for (const [index, { liftId, token }] of made.entries()) {
      await manager.insert(Lift, { ...pattern, id: liftId, ownNumber: `${index}#` });
      await manager.insert(LiftCode, { token, liftId, validFrom: 0, validTo: null });
    }
    return made.map(({ token }) => token);
  }
  const all = () => manager.find(Entrapment, { order: { id: 'ASC' } });
  const waiting = async () => (await all()).filter(({ acceptedAt }) => acceptedAt === null);
  const help = (index: number) =>
    service.call(helpApi.call, { code: codes[index] ?? '', key: `a-call-before-the-kill-${index}` });
  const accept = (entrapmentId: string) =>
    service.call(rescueApi.accept, { entrapmentId }, { ...admin, requestKey: 'accepted-before-the-kill' });
  const eventsOf = async (entrapmentId: string) => {
    const events = await manager.findBy(EntrapmentEvent, { entrapmentId });
    return (wanted: string) => events.filter((event) => event.kind === wanted).length;
  };
  /** One message to each, and no more rings than fell due since. */
  async function nobodyWasToldTwice(entrapmentId: string): Promise<void> {
    const messages = await manager.findBy(MessageRow, { subjectId: entrapmentId });
    const told = messages.filter((one) => one.kind !== 'rescue.desk').map(({ personId }) => personId);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told).size).toBe(told.length);
    const summoned = await manager.findBy(Summons, { entrapmentId });
    expect(new Set(summoned.map(({ personId }) => personId)).size).toBe(summoned.length);
    for (const { calledAt, rings } of summoned)
      expect(rings).toBeLessThanOrEqual(1 + Math.floor((Date.now() - calledAt) / (ringSeconds * second)));
  }

  test(
    'every call that was answered has called people, and nobody is forgotten while it is away',
    async () => {
      for (let index = 0; index < calls; index += 1) {
        const { helpId, helpToken } = good(await help(index));
        helped.push({ helpId, helpToken });
        if (index > 0) continue;
        const [first] = await all();
        accepted = good(await accept(first?.id ?? ''));
      }
      await service.kill();
      const found = await all();
      expect(found).toHaveLength(calls);
      for (const { id, nextAt } of found) {
        expect(nextAt).not.toBeNull();
        expect(await manager.countBy(Summons, { entrapmentId: id })).toBeGreaterThan(0);
      }
    },
    300 * second,
  );

  test(
    'the clock goes on where the time is: each tier is called once for each, however often it is killed meanwhile',
    async () => {
      await rest(responseMinutes * 60 * second);
      for (let kill = 0; kill < kills; kill += 1) {
        await service.start();
        if (kill === 0) await until(async () => (await waiting()).some(({ tier2At }) => tier2At !== null));
        // Another moment each time: in the middle of a look at many, between two looks.
        else await rest((kill * 370) % 2500);
        await service.kill();
      }
      await service.start();
      await until(async () => (await waiting()).every(({ tier3At }) => tier3At !== null));
      await service.kill();
      expect(await waiting()).toHaveLength(calls - 1);
      for (const { id, isResponseLate, reportedAt, tier2At } of await waiting()) {
        expect(isResponseLate).toBe(true);
        expect(tier2At ?? 0).toBeGreaterThanOrEqual(reportedAt + responseMinutes * 60 * second);
        const of = await eventsOf(id);
        expect({ called: of('called'), dispatched: of('dispatched'), late: of('response_late') }).toEqual({
          ...{ called: 1, dispatched: 3, late: 1 },
        });
        await nobodyWasToldTwice(id);
      }
    },
    600 * second,
  );

  test(
    'somebody who said they are coming is coming: their tap stands, sent again it is the same one',
    async () => {
      await service.start();
      expect(good(await accept(accepted.id))).toEqual(accepted);
      const one = await manager.findOneByOrFail(Entrapment, { id: accepted.id });
      expect([one.acceptedAt, one.isResponseLate, one.tier2At]).toEqual([expect.any(Number), false, null]);
      const of = await eventsOf(accepted.id);
      expect([of('called'), of('accepted'), of('dispatched')]).toEqual([1, 1, 1]);
      await nobodyWasToldTwice(accepted.id);
    },
    300 * second,
  );

  test(
    'a report that is sent again after the kill is the same one, and its token still opens it',
    async () => {
      const [, report] = helped;
      expect(good(await help(1))).toMatchObject(report ?? {});
      const seen = { helpId: report?.helpId ?? '', token: report?.helpToken ?? '' };
      expect(good(await service.call(helpApi.show, seen)).callAlso).toEqual(['119']);
      expect(await all()).toHaveLength(calls);
    },
    300 * second,
  );

  test(
    'every step is sealed once, and the whole log verifies from outside',
    async () => {
      const hashes = (await manager.find(EntrapmentEvent)).map(({ hash }) => hash);
      expect(new Set(hashes).size).toBe(hashes.length);
      const { status, output } = await verifiedLog(service, hashes.length);
      expect(output).toContain(`Read ${hashes.length} entries`);
      expect(status).toBe(0);
    },
    300 * second,
  );
});
