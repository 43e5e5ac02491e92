import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { createConnection } from 'mysql2/promise';
import { dropMariadb } from '../../cloud/src/kernel/testing/fresh-database';
import { Backups } from '../fixture/backup-run';
import { demoDistrict } from '../fixture/demo-district';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const { lifttrustDatabase: kind = 'sqlite' } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };

describe('the machine burns down after last night’s backup', () => {
  let service: ServiceProcess;
  let backups: Backups;
  let demo: Awaited<ReturnType<typeof demoDistrict>>;
  let records: string[];

  beforeAll(async () => {
    service = await ServiceProcess.prepare(kind);
    await service.start();
    demo = await demoDistrict(service);
    backups = new Backups(service);
    for (const { endpoint, input, who } of await readyToSubmit(service, demo, 2))
      good(await service.call(endpoint, input, who));
    await verifiedLog(service, 2);
    records = await listed();
  }, 600_000);
  afterAll(() => service.stop());

  const listed = async () =>
    good(await service.call(recordApi.list, { pageSize: 100 }, demo.district.admin)).items.map(
      ({ id }) => id,
    );
  const objectFiles = () => filesBelow(join(service.folder, 'data', 'objects', 'evidence'));
  const parts = (place: string) =>
    filesBelow(join(place, 'backups')).filter((name) => name.endsWith('.part'));

  /** Everything on the machine but its keys, which lie elsewhere. */
  async function burnDown(): Promise<void> {
    await service.kill();
    for (const name of ['data', 'checkpoints'])
      rmSync(join(service.folder, name), { recursive: true, force: true });
    if (kind === 'mariadb') await emptied(service.database);
  }

  test('the backup is written into both places while the service runs, and holds nothing in the clear', async () => {
    const { status, output } = await backups.run('backup');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(await listed()).toEqual(records);
    for (const place of backups.places) {
      expect(parts(place).length).toBeGreaterThan(0);
      const text = filesBelow(place)
        .filter((name) => !name.endsWith('manifest.json'))
        .map((name) => readFileSync(name).toString('latin1'));
      expect(text.every((bytes) => bytes.startsWith('LTB1'))).toBe(true);
    }
  });

  test('the next backup carries new photographs only', async () => {
    const before = new Map(objectCopies().map((name) => [name, statSync(name).mtimeMs]));
    const { status, output } = await backups.run('backup');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toContain('新传 0 个');
    expect(new Map(objectCopies().map((name) => [name, statSync(name).mtimeMs]))).toEqual(before);
  });
  const objectCopies = () => filesBelow(join(backups.places[0], 'objects'));

  test('the drill restores it elsewhere, proves the log, says RPO and RTO, and touches nothing', async () => {
    const { status, output } = await backups.run('drill');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toMatch(/RPO.*RTO/s);
    expect(output).toContain('演练通过');
    expect(await listed()).toEqual(records);
    const { lastDrill, lastBackup } = good(
      await service.call(operationApi.backups, {}, demo.district.regulator),
    );
    expect(lastDrill).toMatchObject({ kind: 'drill', isGood: true, records: 2, troubles: [] });
    expect(lastBackup?.backup).toBe(lastDrill?.backup);
  });

  test('a database that is not empty is not overwritten', async () => {
    const { status, output } = await backups.run('restore');
    expect(status).toBe(2);
    expect(output).toContain('--replace');
  });

  test('a running service is not restored under its feet', async () => {
    const { status, output } = await backups.run('restore', ['--replace']);
    expect({ status, output }).toMatchObject({ status: 2 });
    expect(output).toContain('请先停下服务');
  });

  test('database, photographs and checkpoints come back, the log holds, and the service goes on', async () => {
    const photographs = objectFiles().length;
    await burnDown();
    const { status, output } = await backups.run('restore');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toContain('存证日志核对无误');
    expect(objectFiles()).toHaveLength(photographs);
    await service.start();
    expect(await listed()).toEqual(records);
    const [next] = await readyToSubmit(service, demo, 1);
    if (!next) throw new Error('there is no visit to submit');
    good(await service.call(next.endpoint, next.input, next.who));
    const verified = await verifiedLog(service, 3);
    expect(verified).toMatchObject({ status: 0 });
    records = await listed();
  }, 300_000);

  test('a part that was damaged in one place is read from the other', async () => {
    await verifiedLog(service, 3);
    expect((await backups.run('backup')).status).toBe(0);
    for (const part of parts(backups.places[0])) writeFileSync(part, 'broken');
    await burnDown();
    const { status, output } = await backups.run('restore');
    expect({ status, output }).toMatchObject({ status: 0 });
    await service.start();
    expect(await listed()).toEqual(records);
  }, 300_000);

  test('checkpoints that survived show what no backup has: the loss must be accepted in so many words', async () => {
    const [lost] = await readyToSubmit(service, demo, 1);
    if (!lost) throw new Error('there is no visit to submit');
    good(await service.call(lost.endpoint, lost.input, lost.who));
    expect(await verifiedLog(service, 4)).toMatchObject({ status: 0 });
    await service.kill();
    const first = await backups.run('restore', ['--replace']);
    expect(first.status).toBe(1);
    expect(first.output).toContain('--accept-loss');
    const nameless = await backups.run('restore', ['--replace', '--accept-loss']);
    expect(nameless.status).toBe(2);
    expect(nameless.output).toContain('--by 姓名 --why 理由');
    const [by, why] = ['数据管理员某', '机房进水，之后没有备份。'];
    const second = await backups.run('restore', ['--replace', '--accept-loss', '--by', by, '--why', why]);
    expect(second).toMatchObject({ status: 0 });
    await service.start();
    expect(await listed()).toEqual(records);
    // The loss itself is what the log goes on with.
    expect(await verifiedLog(service, 4)).toMatchObject({ status: 0 });
    const checkpoint = good(await service.call(ledgerApi.checkpoint, {})).checkpoint;
    expect(checkpoint?.size).toBe(4);
    const { losses } = good(await service.call(operationApi.backups, {}, demo.district.regulator));
    expect(losses).toMatchObject([{ fromSeq: 4, toSeq: 4, by, why }]);
    await service.kill();
    await service.start();
    const again = good(await service.call(operationApi.backups, {}, demo.district.regulator));
    expect(again.losses).toEqual(losses);
    expect(await verifiedLog(service, 4)).toMatchObject({ status: 0 });
    const [stamp = ''] = readdirSync(join(service.folder, 'checkpoints', 'lost'));
    const statement = JSON.parse(
      readFileSync(join(service.folder, 'checkpoints', 'lost', stamp, 'statement.json'), 'utf8'),
    );
    expect(statement).toMatchObject({ keptSize: 3 });
    expect(statement.signature).toHaveLength(88);
  }, 300_000);

  test('a backup whose bytes were changed in every place is refused by name', async () => {
    await service.kill();
    for (const place of backups.places) for (const part of parts(place)) writeFileSync(part, 'broken');
    const { status, output } = await backups.run('restore', ['--replace']);
    expect(status).toBe(2);
    expect(output).toMatch(/第 1 处的已被改动，第 2 处的已被改动/);
    expect((await backups.run('drill')).status).toBe(2);
  }, 120_000);
});

/** The server is there again, its database is empty. */
async function emptied(address: string): Promise<void> {
  await dropMariadb(address);
  const url = new URL(address.replace(/^mariadb:/, 'mysql:'));
  const name = url.pathname.slice(1);
  url.pathname = '/';
  const server = await createConnection(url.href);
  await server.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await server.end();
}
