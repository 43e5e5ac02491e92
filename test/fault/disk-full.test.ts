import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { signature } from '../fixture/evidence';
import type { Command } from '../fixture/journal';
import { Plans } from '../fixture/plans';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { announce, good, sendTo } from '../fixture/uploads';

const rounds = process.env.LIFTTRUST_LONG === '1' ? 20 : 2;

/**
 * A disk without room needs a mount, hence rights that a container seldom has. The kernel's limit on how far a file may
 * grow refuses the same writes at the same place, to any process and without rights.
 */
describe('a server whose disk is full', () => {
  let service: ServiceProcess;
  let district: District;
  let plans: Plans;
  let submissions: Command[];
  const acknowledged: Command[] = [];
  const refused: Command[] = [];

  beforeAll(async () => {
    service = await ServiceProcess.prepare('sqlite');
    await service.start();
    const demo = await demoDistrict(service);
    district = demo.district;
    submissions = await readyToSubmit(service, demo, rounds);
    plans = new Plans(service, district);
  }, 240_000);
  afterAll(() => service.stop());

  function limitFiles(bytes: string): void {
    const run = spawnSync('prlimit', [`--pid=${service.pid}`, `--fsize=${bytes}:unlimited`], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`prlimit: ${run.stderr}`);
  }

  const send = ({ endpoint, input, who, requestKey }: Command) =>
    service.call(endpoint, input as never, { ...who, requestKey });

  test('writes are refused in words, reads go on, and with room again everything does', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const before = plans.next();
      expect((await send(before)).status).toBe(200);
      acknowledged.push(before);
      limitFiles('1');
      const commands = [plans.next(), ...submissions.splice(0, 1), plans.next(), plans.next()];
      for (const command of commands) {
        const answer = await send(command);
        expect([answer.status, answer.error?.code]).toEqual([503, 'kernel.storage_full']);
        expect(answer.error?.message).toContain('没有保存');
        refused.push(command);
        const list = await service.call(visitApi.list, { pageSize: 20 }, district.admin);
        expect(list.status).toBe(200);
      }
      limitFiles('unlimited');
      // What was refused, sent once more as it was.
      for (const command of refused.splice(0)) {
        expect((await send(command)).status).toBe(200);
        acknowledged.push(command);
      }
    }
  }, 120_000);

  test('a signature that a full disk cannot take leaves nothing behind, and arrives once there is room', async () => {
    const bytes = await signature();
    const file = { purpose: 'signature' as const, bytes, contentType: 'image/png' };
    const { fileId, upload } = good(await announce(service, district.officer, file));
    limitFiles('1');
    expect((await sendTo(service, district.officer, upload, bytes)).status).toBe(503);
    const written = readdirSync(service.folder, { recursive: true }).map(String);
    expect(written.filter((name) => name.endsWith('.part'))).toEqual([]);
    limitFiles('unlimited');
    expect((await sendTo(service, district.officer, upload, bytes)).status).toBe(200);
    expect(good(await service.call(fileApi.report, { fileId }, district.officer)).state).toBe('stored');
  }, 60_000);

  test('nothing acknowledged is missing, and nothing refused was half written', async () => {
    await service.kill();
    await service.start();
    expect(await plans.planned()).toHaveLength(acknowledged.length - rounds);
  }, 60_000);

  test('every submission is sealed once, and the log verifies', async () => {
    const { status, output } = await verifiedLog(service, rounds);
    expect(output).toContain(`Read ${rounds} entries`);
    expect(status).toBe(0);
  }, 90_000);
});
