import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { FileService } from '../../cloud/src/file/file.service';
import { StoredFile } from '../../cloud/src/file/stored-file.entity';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { freshMariadb } from '../../cloud/src/kernel/testing/fresh-database';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Tombstones } from '../../cloud/src/kernel/tombstones';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerSequencer } from '../../cloud/src/ledger/ledger.sequencer';
import { PersonAccount } from '../../cloud/src/person/person-account.entity';
import { type District, twoDistricts } from '../fixture/district';
import { scan } from '../fixture/papers';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import { CosSimulator } from '../simulators/cos';

const root = join(__dirname, '..', '..');
const bucketName = 'backup-1250000000';
const { lifttrustDatabase: kind = 'sqlite' } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };

const indices =
  kind === 'mariadb'
    ? `SELECT table_name AS t, index_name AS i, seq_in_index AS n, column_name AS c, sub_part AS p, non_unique AS u
       FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3`
    : "SELECT tbl_name AS t, name AS i, sql AS s FROM sqlite_master WHERE type = 'index' ORDER BY 1, 2";

interface Ran {
  status: number | null;
  output: string;
}

onBothDatabases((start) => {
  let cos: CosSimulator;
  let service: TestService;
  let own: District;
  let place: string;
  let paper: { id: string; objectKey: string };

  beforeAll(async () => {
    cos = await new CosSimulator().open();
    cos.bucket(bucketName, 'ap-beijing');
    service = await start();
    ({ own } = await twoDistricts(service));
    place = join(service.folder, 'place');
    await new VisitDriver(service).walk(own, 'submitted');
    const { manager } = (await service.get(Database)).writer;
    const boundAt = Date.now() - 1000;
    await manager.insert(PersonAccount, {
      channel: 'wechat',
      externalId: 'o-lead',
      personId: own.lead.personId,
      boundAt,
    });
    const { id, objectKey } = await manager.findOneByOrFail(StoredFile, {
      id: await scan(service, own.admin),
    });
    paper = { id, objectKey: objectKey ?? '' };
    await settled();
  });
  afterAll(async () => {
    await service.stop();
    await cos.close();
  });

  async function settled(): Promise<void> {
    await (await service.get(Outbox)).settle();
    await (await service.get(LedgerSequencer)).settle();
    await (await service.get(Checkpointer)).checkpoint();
  }

  const environment = (): Record<string, string> => ({
    NODE_ENV: 'test',
    LIFTTRUST_DATA_DIR: service.folder,
    LIFTTRUST_KEY_DIR: join(service.folder, 'keys'),
    LIFTTRUST_CHECKPOINT_DIR: join(service.folder, 'checkpoints'),
    LIFTTRUST_DATABASE: service.databaseAddress,
    LIFTTRUST_BACKUP_DIR: place,
    LIFTTRUST_BACKUP_COPY_DIR: `cos://${bucketName}@ap-beijing`,
    LIFTTRUST_COS_SECRET_ID: cos.keys[0]?.secretId ?? '',
    LIFTTRUST_COS_SECRET_KEY: cos.keys[0]?.secretKey ?? '',
    LIFTTRUST_COS_DOMAIN: cos.domain,
    LIFTTRUST_COS_PROTOCOL: 'http:',
  });

  const node = (args: string[], extra: Record<string, string> = {}): Promise<Ran> =>
    new Promise((done) => {
      const env = { ...process.env, MIDWAY_TS_MODE: '', ...environment(), ...extra };
      const child = spawn(process.execPath, args, { cwd: root, env });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece) => (output += String(piece)));
      child.once('close', (status) => done({ status, output }));
    });
  const run = (command: string, args: string[] = [], extra: Record<string, string> = {}) =>
    node([`cloud/scripts/${command}.mjs`, ...args], extra);

  const inBucket = (folder = '') =>
    [...cos.bucket(bucketName).objects.keys()].filter((key) => key.startsWith(folder));
  const filesIn = (folder: string) =>
    existsSync(join(place, folder))
      ? readdirSync(join(place, folder), { recursive: true, withFileTypes: true }).filter((one) =>
          one.isFile(),
        )
      : [];
  const isPart = ({ key }: { key: string }) => key.endsWith('.part');

  /** An empty machine: another database, folder and checkpoints; only the keys were kept elsewhere. */
  async function emptyMachine(name: string) {
    const folder = join(service.folder, name);
    mkdirSync(folder);
    const database = kind === 'mariadb' ? await freshMariadb() : `sqlite:${join(folder, 'restored.sqlite')}`;
    const extra = {
      LIFTTRUST_DATA_DIR: folder,
      LIFTTRUST_CHECKPOINT_DIR: join(folder, 'checkpoints'),
      LIFTTRUST_DATABASE: database,
    };
    const asked = async (sql: string): Promise<Record<string, unknown>[]> => {
      const code = `import { openDatabase } from './cloud/scripts/verify/database.mjs';
        const database = await openDatabase(process.env.LIFTTRUST_DATABASE);
        console.log(JSON.stringify(await database.query(process.argv[1])));
        await database.close();`;
      const { output } = await node(['--input-type=module', '-e', code, sql], extra);
      return JSON.parse(output);
    };
    return { folder, extra, asked };
  }

  test('one backup goes into a folder and a bucket, with nothing in the clear in either', async () => {
    const { status, output } = await run('backup');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(inBucket('backups/').length).toBe(filesIn('backups').length);
    expect(inBucket('objects/').length).toBe(filesIn('objects').length);
    for (const key of inBucket().filter((each) => !each.endsWith('manifest.json')))
      expect(cos.bucket(bucketName).read(key).bytes.subarray(0, 4).toString()).toBe('LTB1');
  });

  test('the drill restores from the bucket alone and proves the log with the evidence that lies there', async () => {
    const { status, output } = await run('drill', ['--place', '2']);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toContain('演练通过');
  });

  test('a bucket that fails in the middle costs its own copy, by name; the folder has the whole backup', async () => {
    let parts = 0;
    cos.fail('ServiceUnavailable', (asked) => {
      if (asked.act === 'PutObject') parts += 1;
      return asked.act === 'PutObject';
    });
    const { status, output } = await run('backup');
    expect(parts).toBeGreaterThan(0);
    expect(status).toBe(1);
    expect(output).toContain(`第 2 处（cos://${bucketName}@ap-beijing）没有写好`);
    cos.recover();
    const places = (await run('restore', ['--list'])).output.trim().split('\n');
    expect(places.map((line) => line.split('第 ')[1])).toEqual(['1 处', '1、2 处']);
    expect(await run('drill', ['--place', '1'])).toMatchObject({ status: 0 });
    expect(await run('backup')).toMatchObject({ status: 0 });
    expect(await run('drill', ['--place', '2'])).toMatchObject({ status: 0 });
  });

  test('a wrong key is no backup in the bucket, and is told; the folder is written all the same', async () => {
    const before = inBucket().length;
    const { status, output } = await run('backup', [], { LIFTTRUST_COS_SECRET_KEY: 'another-secret-key' });
    expect(status).toBe(1);
    expect(output).toContain('没有写好');
    expect(output).not.toContain('another-secret-key');
    expect(inBucket()).toHaveLength(before);
    const listed = await run('restore', ['--list'], { LIFTTRUST_COS_SECRET_KEY: 'another-secret-key' });
    expect(listed.output).toContain('第 2 处');
    expect(listed.output).toContain('读不出来');
  });

  test('parts that come back with other bytes from the bucket are read from the folder', async () => {
    expect(await run('backup')).toMatchObject({ status: 0 });
    const machine = await emptyMachine('other-bytes');
    cos.fail('other_bytes', isPart);
    const swapped = {
      LIFTTRUST_BACKUP_DIR: `cos://${bucketName}@ap-beijing`,
      LIFTTRUST_BACKUP_COPY_DIR: place,
    };
    const { status, output } = await run('restore', [], { ...machine.extra, ...swapped });
    cos.recover();
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(await machine.asked('SELECT COUNT(*) AS number FROM record')).toEqual([{ number: 1 }]);
    // Indices are built after the rows: the restored database has every one of them.
    const before = await (await service.get(Database)).reader.query(indices);
    expect(before.length).toBeGreaterThan(50);
    expect(await machine.asked(indices)).toEqual(JSON.parse(JSON.stringify(before)));
  });

  test('who and what was deleted after the backup stays deleted, on a machine that kept nothing', async () => {
    expect(await run('backup')).toMatchObject({ status: 0 });
    expect(inBucket('objects/')).toContain(`objects/${paper.objectKey}`);
    good(await service.call(wechatApi.releaseMine, {}, own.lead));
    const [files, work] = [await service.get(FileService), await service.get(UnitOfWork)];
    await work.run(systemCtx(Date.now()), (tx) => files.forgetUnattached(tx, paper.id));
    await settled();
    expect(await run('backup', ['--witnesses'])).toMatchObject({ status: 0 });

    const machine = await emptyMachine('burnt-down');
    const { status, output } = await run('restore', [], machine.extra);
    expect({ status, output }).toMatchObject({ status: 0 });
    const accounts = await machine.asked(
      "SELECT COUNT(*) AS number FROM person_account WHERE channel = 'wechat'",
    );
    expect(accounts).toEqual([{ number: 0 }]);
    expect(existsSync(join(machine.folder, 'objects', paper.objectKey))).toBe(false);
    // The rest of the evidence is there, so that this is no empty folder.
    expect(readdirSync(join(machine.folder, 'objects', 'evidence')).length).toBeGreaterThan(0);
    expect(readdirSync(join(machine.folder, 'checkpoints', 'account-tombstones'))).toHaveLength(1);
    expect(readdirSync(join(machine.folder, 'checkpoints', 'file-tombstones'))).toHaveLength(1);
  });

  test('a service that starts on an older copy obeys them once more: the row of the file, and the binding', async () => {
    const { manager } = (await service.get(Database)).writer;
    const boundAt = Date.now() - 3_600_000;
    const old = { channel: 'wechat', externalId: 'o-lead', personId: own.lead.personId, boundAt };
    await manager.insert(PersonAccount, old);
    await manager.update(StoredFile, { id: paper.id }, { state: 'stored' });
    expect(await (await service.get(Tombstones)).obey()).toBe(2);
    expect(await manager.countBy(PersonAccount, { personId: own.lead.personId })).toBe(0);
    expect(await manager.findOneByOrFail(StoredFile, { id: paper.id })).toMatchObject({ state: 'deleted' });
    expect(await (await service.get(Tombstones)).obey()).toBe(0);
  });

  test('the next whole backup takes the deleted file out of both places', async () => {
    expect(await run('backup')).toMatchObject({ status: 0 });
    expect(inBucket('objects/')).not.toContain(`objects/${paper.objectKey}`);
    expect(existsSync(join(place, 'objects', paper.objectKey))).toBe(false);
  });

  test('parts that were changed in the bucket and in the folder are refused by name', async () => {
    for (const key of inBucket('backups/').filter((each) => each.endsWith('.part')))
      cos.bucket(bucketName).read(key).bytes.fill(7);
    for (const one of filesIn('backups').filter(({ name }) => name.endsWith('.part'))) {
      const path = join(one.parentPath, one.name);
      writeFileSync(path, Buffer.alloc(readFileSync(path).length, 7));
    }
    const machine = await emptyMachine('broken');
    const { status, output } = await run('restore', [], machine.extra);
    expect(status).toBe(2);
    expect(output).toMatch(/第 1 处的已被改动，第 2 处(的已被改动|读不出来)/);
  });
});
