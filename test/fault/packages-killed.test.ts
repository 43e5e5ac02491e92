import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveApi, type Archive as Shown } from '@lifttrust/shared-types/archive/archive.contract';
import { Archive } from '../../cloud/src/archive/archive.entity';
import { ArchivePart } from '../../cloud/src/archive/archive-part.entity';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { LedgerSigner } from '../../cloud/src/ledger/ledger.signer';
import { verify } from '../../cloud/src/ledger/testing/verify-command';
import { plannedMonth } from '../fixture/archives';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const isLong = process.env.LIFTTRUST_LONG === '1';
/** Some thirty records make a piece. */
const lifts = isLong ? 600 : 70;
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe('a service killed in the middle of packing a month', () => {
  let watcher: TestService;
  let packer: ServiceProcess;
  let own: StaffedDistrict;

  beforeAll(async () => {
    // Watches the same data from outside and packs nothing itself.
    watcher = await startService('sqlite');
    own = await buildDistrict(watcher, 'own');
    const { companyId, ownerId, divisionCode } = own;
    const holders = Array.from({ length: lifts }, () => ({
      liftId: newId(),
      companyId,
      ownerId,
      divisionCode,
    }));
    await plannedMonth(watcher, holders);
    packer = await ServiceProcess.prepare('sqlite', {
      LIFTTRUST_DATABASE: watcher.databaseAddress,
      LIFTTRUST_DATA_DIR: watcher.folder,
      LIFTTRUST_KEY_DIR: join(watcher.folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(watcher.folder, 'checkpoints'),
    });
  }, 600_000);
  afterAll(async () => {
    await packer?.stop();
    await watcher?.stop();
  });

  const rows = async () => {
    const { manager } = (await watcher.get(Database)).reader;
    return manager.find(Archive, { order: { id: 'ASC' } });
  };
  const done = async () => (await rows()).reduce((sum, { parts }) => sum + parts, 0);
  const until = async (isThere: () => Promise<boolean>) => {
    for (let attempt = 0; attempt < 6000; attempt += 1) {
      if (await isThere()) return;
      await rest(100);
    }
    throw new Error('It did not come about within ten minutes.');
  };

  test('goes on after each kill with what is missing, until all packages are ready', async () => {
    for (let kills = 0; ; kills += 1) {
      const before = await done();
      await packer.start();
      await until(
        async () => (await done()) > before || (await rows()).every(({ state }) => state === 'ready'),
      );
      if ((await rows()).every(({ state }) => state === 'ready')) {
        expect(kills).toBeGreaterThan(1);
        break;
      }
      await packer.kill();
      // What the killed one held is free after two minutes; nobody waits for them here.
      const { manager } = (await watcher.get(Database)).writer;
      await manager.update(Archive, { state: 'preparing' }, { progressAt: 0 });
    }
  }, 1_800_000);

  test('there is one package of the month for each unit, with every record once, and it holds true', async () => {
    expect((await rows()).map(({ side, version, records }) => [side, version, records]).sort()).toEqual([
      ['company', 1, lifts],
      ['owner', 1, lifts],
    ]);
    const { manager } = (await watcher.get(Database)).reader;
    for (const { id, parts } of await rows()) {
      const pieces = await manager.find(ArchivePart, { where: { archiveId: id }, order: { number: 'ASC' } });
      expect(pieces.map(({ number }) => number)).toEqual(Array.from({ length: parts }, (_, at) => at + 1));
    }
    const { items } = good(await watcher.call(archiveApi.list, {}, own.admin));
    const [mine] = items as Shown[];
    const { path } = good(await watcher.call(archiveApi.link, { archiveId: mine?.id ?? '' }, own.admin));
    const file = join(watcher.folder, 'package.zip');
    writeFileSync(file, Buffer.from(await (await fetch(watcher.url + path)).arrayBuffer()));
    const { code, text } = await verify(file, '--key', (await watcher.get(LedgerSigner)).publicKey);
    expect(text).toContain(`${lifts} records`);
    expect(code).toBe(0);
  }, 600_000);
});
