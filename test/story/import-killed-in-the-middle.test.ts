import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { Worker } from '../fixture/district';
import { ServiceProcess } from '../fixture/service-process';
import { good, upload } from '../fixture/uploads';

const rows = 6_000;
const kills = 3;
const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };

const table = [
  '注册代码,设备品种,使用地点,维保单位',
  ...Array.from(
    { length: rows },
    (_, at) =>
      `31109999012018${String(at + 1).padStart(6, '0')},3110,导入小区,榕舟第${at % 7}电梯服务有限公司`,
  ),
].join('\n');

describe('an import whose service is killed', () => {
  let service: ServiceProcess;
  let regulator: Worker;
  let run: ImportRun;
  beforeAll(async () => {
    service = await ServiceProcess.prepare(lifttrustDatabase ?? 'sqlite');
    await service.start();
    ({ regulator } = (await demoDistrict(service)).district);
    const bytes = Buffer.from(table);
    const fileId = await upload(service, regulator, {
      purpose: 'spreadsheet',
      contentType: 'text/csv',
      bytes,
    });
    run = good(await service.call(importApi.start, { fileId, fileName: '导入小区.csv' }, regulator));
  }, 240_000);
  afterAll(() => service.stop());

  const show = async () => good(await service.call(importApi.show, { importId: run.id }, regulator));
  const until = async (isReached: (now: ImportRun) => boolean): Promise<ImportRun> => {
    for (;;) {
      const now = await show();
      if (isReached(now)) return now;
      await new Promise((wake) => setTimeout(wake, 20));
    }
  };
  const rests = (now: ImportRun) => now.progress === null;

  test('a check that was interrupted is made again by itself', async () => {
    const input = { importId: run.id, mapping: run.mapping, crs: 'GCJ02' as const };
    good(await service.call(importApi.check, input, regulator));
    await until((now) => rests(now) || (now.progress?.done ?? 0) > 0);
    await service.kill();
    await service.start();
    expect(await until(rests)).toMatchObject({ state: 'checked', counts: { create: rows, refused: 0 } });
  }, 120_000);

  test(`killed ${kills} times while it writes, it goes on by itself and writes every row exactly once`, async () => {
    good(await service.call(importApi.commit, { importId: run.id }, regulator));
    const stoodAt: number[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const before = stoodAt.at(-1) ?? 0;
      const now = await until((seen) => rests(seen) || seen.written.create > before);
      stoodAt.push(now.written.create);
      await service.kill();
      await service.start();
    }
    expect(stoodAt[0]).toBeLessThan(rows);
    expect(await until(rests)).toMatchObject({
      state: 'committed',
      counts: { create: rows, update: 0, unchanged: 0, refused: 0 },
      written: { create: rows, update: 0 },
    });
    const lifts = good(await service.call(liftApi.list, { q: '导入小区' }, regulator));
    expect(lifts.total).toBe(rows);
  }, 240_000);

  test('the same table imported once more finds every lift in place', async () => {
    const bytes = Buffer.from(table);
    const fileId = await upload(service, regulator, {
      purpose: 'spreadsheet',
      contentType: 'text/csv',
      bytes,
    });
    const again = good(await service.call(importApi.start, { fileId, fileName: '导入小区.csv' }, regulator));
    expect(again.sameAs?.id).toBe(run.id);
    run = again;
    const input = { importId: again.id, mapping: again.mapping, crs: 'GCJ02' as const };
    good(await service.call(importApi.check, input, regulator));
    expect((await until(rests)).counts).toEqual({ create: 0, update: 0, unchanged: rows, refused: 0 });
  }, 120_000);
});
