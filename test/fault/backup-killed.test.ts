import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { Backups } from '../fixture/backup-run';
import { demoDistrict } from '../fixture/demo-district';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const isLong = process.env.LIFTTRUST_LONG === '1';
const rounds = isLong ? 30 : 4;

describe.each(['sqlite', 'mariadb'] as const)('on %s, a backup killed in the middle', (kind) => {
  let service: ServiceProcess;
  let backups: Backups;
  let demo: Awaited<ReturnType<typeof demoDistrict>>;
  /** How long a whole one takes here, so that the kills fall into every part of it. */
  let wholeMs: number;

  beforeAll(async () => {
    service = await ServiceProcess.prepare(kind);
    await service.start();
    demo = await demoDistrict(service);
    backups = new Backups(service);
    const [first] = await readyToSubmit(service, demo, 1);
    if (first) good(await service.call(first.endpoint, first.input, first.who));
    await verifiedLog(service, 1);
    const before = performance.now();
    expect((await backups.run('backup')).status).toBe(0);
    wholeMs = performance.now() - before;
  }, 600_000);
  afterAll(() => service.stop());

  const known = async () => (await backups.run('restore', ['--list'])).output.trim().split('\n').sort();

  test(`${rounds} killed backups are none: the last whole one stays the last`, async () => {
    const before = await known();
    let killed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const isKilled = await backups.killed('backup', (wholeMs * (round + 1)) / (rounds + 1));
      if (isKilled) killed += 1;
      for (const line of (await known()).filter((each) => !before.includes(each))) before.push(line);
    }
    expect(killed).toBeGreaterThan(0);
    // One killed after its manifest was written is whole, and may be there; each that is there can be restored.
    for (const line of await known()) expect(line).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{6} /);
    expect(await backups.run('drill')).toMatchObject({ status: 0 });
    for (const place of ['1', '2'])
      expect(await backups.run('drill', ['--place', place])).toMatchObject({ status: 0 });
  }, 600_000);

  test('the next one clears away what was left, and the service never noticed', async () => {
    expect(await backups.run('backup')).toMatchObject({ status: 0 });
    for (const place of backups.places)
      for (const id of readdirSync(join(place, 'backups')))
        expect(existsSync(join(place, 'backups', id, 'manifest.json'))).toBe(true);
    const left = readdirSync(join(service.folder, 'data')).filter((name) => name.includes('.backup-'));
    expect(left).toEqual([]);
    const { total } = good(await service.call(recordApi.list, {}, demo.district.admin));
    expect(total).toBe(1);
  }, 120_000);

  test('a restore killed in the middle is begun anew, and no service starts on the half of it', async () => {
    await service.kill();
    for (let round = 0; round < rounds; round += 1)
      await backups.killed('restore', (wholeMs * (round + 1)) / (rounds + 1), ['--replace']);
    expect(await backups.run('restore', ['--replace'])).toMatchObject({ status: 0 });
    await service.start();
    expect(good(await service.call(recordApi.list, {}, demo.district.admin)).total).toBe(1);
  }, 600_000);
});
