import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callUpFilePath, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { sealRecord } from '../../cloud/src/archive/testing/sealed-months';
import { readStrictly } from '../../cloud/src/archive/testing/strict-zip';
import { CallUpRow } from '../../cloud/src/evidence/call-up.entity';
import { CallUpPart } from '../../cloud/src/evidence/call-up-part.entity';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { AuditEntry } from '../../cloud/src/kernel/audit-entry.entity';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerSequencer } from '../../cloud/src/ledger/ledger.sequencer';
import { LedgerService } from '../../cloud/src/ledger/ledger.service';
import { LedgerSigner } from '../../cloud/src/ledger/ledger.signer';
import { verify } from '../../cloud/src/ledger/testing/verify-command';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const isLong = process.env.LIFTTRUST_LONG === '1';
/** Some thirty records make a piece. */
const records = isLong ? 100 : 50;
const kills = isLong ? 12 : 2;
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe('a service killed in the middle of packing records that were called up', () => {
  let watcher: TestService;
  let packer: ServiceProcess;
  let own: StaffedDistrict;
  let liftIds: string[];
  let recordIds: string[];
  let callUpId: string;
  /** Where pieces of packings lie that broke off. */
  const brokenOff = new Set<string>();

  beforeAll(async () => {
    // Watches the same data from outside and packs nothing itself.
    watcher = await startService('sqlite');
    own = await buildDistrict(watcher, 'own');
    liftIds = Array.from({ length: records }, () => newId());
    recordIds = await sealed(liftIds);
    packer = await ServiceProcess.prepare('sqlite', {
      LIFTTRUST_DATABASE: watcher.databaseAddress,
      LIFTTRUST_DATA_DIR: watcher.folder,
      LIFTTRUST_KEY_DIR: join(watcher.folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(watcher.folder, 'checkpoints'),
    });
    const asked = {
      ...({ purpose: 'periodic_inspection', reference: 'DJ-2026-0457', withPhotos: false } as const),
      ...{ reason: '年度定期检验前核对维保情况', liftIds: [], recordIds },
    };
    ({ id: callUpId } = good(await watcher.call(evidenceApi.callUp, asked, own.inspector)));
  }, 600_000);
  afterAll(async () => {
    await packer?.stop();
    await watcher?.stop();
  });

  async function sealed(lifts: readonly string[]): Promise<string[]> {
    const [clock, ledger] = [await watcher.get(Clock), await watcher.get(LedgerService)];
    const { companyId, ownerId, divisionCode } = own;
    const completedAt = clock.now() - 86_400_000;
    const work = await watcher.get(UnitOfWork);
    const ids: string[] = [];
    for (const liftId of lifts)
      ids.push(
        await work.run(systemCtx(clock.now()), (tx) =>
          sealRecord(tx, ledger, { liftId, companyId, ownerId, divisionCode, completedAt }),
        ),
      );
    await (await watcher.get(LedgerSequencer)).settle();
    await (await watcher.get(Checkpointer)).checkpoint();
    return ids;
  }

  const manager = async () => (await watcher.get(Database)).reader.manager;
  const file = async () => (await manager()).findOneByOrFail(CallUpRow, { id: callUpId });
  const pieces = async () =>
    (await manager()).find(CallUpPart, { where: { callUpId }, order: { id: 'ASC' } });
  const isReady = async () => (await file()).state === 'ready';
  const isThere = (objectKey: string) => existsSync(join(watcher.folder, 'objects', objectKey));
  const until = async (isSo: () => Promise<boolean>) => {
    for (let attempt = 0; attempt < 6000; attempt += 1) {
      if (await isSo()) return;
      await rest(100);
    }
    throw new Error('It did not come about within ten minutes.');
  };
  /** What the killed one held is free after two minutes; nobody waits for them here. */
  const forget = async () => {
    const { manager: writing } = (await watcher.get(Database)).writer;
    await writing.update(CallUpRow, { id: callUpId, state: 'preparing' }, { progressAt: 0 });
  };
  const claimed = async (before: string | null) => {
    const { claimId } = await file();
    return claimId !== null && claimId !== before;
  };

  test('begins anew after each kill, wherever it was, until the file is whole', async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      const { claimId: before } = await file();
      await packer.start();
      // Before the first piece, after it, after the second, and round again.
      const enough = kill % 3;
      await until(async () => {
        const own = (await pieces()).filter(({ claimId }) => claimId !== before);
        return (await claimed(before)) && own.length >= enough;
      });
      await packer.kill();
      expect(await isReady()).toBe(false);
      for (const { objectKey } of await pieces()) brokenOff.add(objectKey);
      await forget();
    }
    expect(brokenOff.size).toBeGreaterThan(0);
    await packer.start();
    await until(isReady);
  }, 1_800_000);

  test('the file holds every record once, and holds true without the service', async () => {
    const headers = { authorization: `Bearer ${own.inspector.token}` };
    const response = await fetch(watcher.url + callUpFilePath(callUpId), { headers });
    expect(response.status).toBe(200);
    const zip = Buffer.from(await response.arrayBuffer());
    const names = [...readStrictly(zip).keys()];
    for (const recordId of recordIds)
      for (const ending of ['pdf', 'json'])
        expect(names.filter((name) => name.endsWith(`${recordId}.${ending}`))).toHaveLength(1);
    const path = join(watcher.folder, 'evidence.zip');
    writeFileSync(path, zip);
    const { code, text } = await verify(path, '--key', (await watcher.get(LedgerSigner)).publicKey);
    expect(text).toContain(`${records} records`);
    expect(code).toBe(0);
  }, 600_000);

  test('nothing is there twice: neither pieces, nor the call-up in a lift’s history, nor the word that it is made', async () => {
    const { claimId } = await file();
    const left = await pieces();
    expect(left.every((piece) => piece.claimId === claimId)).toBe(true);
    expect(left.map(({ number }) => number)).toEqual(left.map((_, at) => at + 1));
    await until(async () => ![...brokenOff].some(isThere));
    const ledger = await watcher.get(LedgerService);
    for (const liftId of liftIds) expect(await ledger.entriesAbout(liftId, callUpId)).toHaveLength(1);
    const said = await (await manager()).findBy(AuditEntry, { subjectId: callUpId });
    expect(said.filter(({ action }) => action === 'evidence.called_up')).toHaveLength(1);
    expect(said.filter(({ action }) => action === 'evidence.prepared')).toHaveLength(1);
  }, 600_000);
});
