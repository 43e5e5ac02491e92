import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveManifest, archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { archiveText } from '@lifttrust/shared-types/archive/archive.signature';
import { startOfDay } from '@lifttrust/shared-types/kernel/time';
import { unzipSync, zipSync } from 'fflate';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { sha256Of } from '../file/object.keys';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Checkpointer } from '../ledger/checkpointer';
import { LedgerSequencer } from '../ledger/ledger.sequencer';
import { LedgerService } from '../ledger/ledger.service';
import { LedgerSigner } from '../ledger/ledger.signer';
import { verify } from '../ledger/testing/verify-command';
import { Organisation } from '../organisation/organisation.entity';
import { PaperDecisionRow } from '../paperless/paper-decision.entity';
import { ArchiveRunner } from './archive.runner';
import { sealRecord } from './testing/sealed-months';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let office: Organisation;
  /** Paper stops on the first in the middle of the month, and on the second only after it. */
  let lifts: string[];
  let zip: Record<string, Uint8Array>;

  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    own = await buildDistrict(service, 'own');
    lifts = [newId(), newId()].sort();
    const [stopped = '', kept = ''] = lifts;
    office = await write((tx) => tx.manager.findOneByOrFail(Organisation, { kind: 'regulator' }));
    // Whatever came before this month had been packed when it began.
    clock.shift(startOfDay('2028-02-20') - clock.now());
    await pack();
    await decided(stopped, '2028-03-15');
    await decided(kept, '2028-04-02');
    for (const [liftId, day] of [
      [stopped, '2028-03-05'],
      [stopped, '2028-03-20'],
      [kept, '2028-03-20'],
    ] as const)
      await sealed(liftId, startOfDay(day) + 10 * hour);
    clock.shift(startOfDay('2028-04-01') + 3 * hour - clock.now());
    await pack();
    const who = { ...own.admin, token: await service.signIn(own.admin.personId, own.admin.deviceId) };
    const { items } = good(await service.call(archiveApi.list, { month: '2028-03' }, who));
    const { path } = good(await service.call(archiveApi.link, { archiveId: items[0]?.id ?? '' }, who));
    zip = unzipSync(new Uint8Array(await (await fetch(service.url + path)).arrayBuffer()));
  });
  afterAll(() => service.stop());

  const write = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), work);
  const pack = async () => (await service.get(ArchiveRunner)).run();

  const decided = (liftId: string, fromOn: string) =>
    write((tx) =>
      tx.manager.insert(PaperDecisionRow, {
        ...{ id: newId(), changeId: null, companyId: own.companyId, liftId, stops: true, fromOn },
        ...{ area: own.divisionCode.slice(0, 6), reason: '抽查完整。', officeId: office.id },
        ...{ decidedBy: own.regulator.personId, decidedAt: tx.at },
      }),
    );

  async function sealed(liftId: string, completedAt: number): Promise<void> {
    const ledger = await service.get(LedgerService);
    const { companyId, ownerId, divisionCode } = own;
    await write((tx) => sealRecord(tx, ledger, { liftId, companyId, ownerId, divisionCode, completedAt }));
    await (await service.get(LedgerSequencer)).settle();
    await (await service.get(Checkpointer)).checkpoint();
  }

  const manifestOf = (files: Record<string, Uint8Array>) =>
    ArchiveManifest.parse(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()));
  const checked = async (name: string, files: Record<string, Uint8Array>) => {
    const path = join(service.folder, name);
    writeFileSync(path, zipSync(files));
    return verify(path, '--key', (await service.get(LedgerSigner)).publicKey);
  };

  test('a package says of each lift from which day of the month paper was stopped, and by whose word', async () => {
    const keep = { from: '2028-03-01', state: 'keep', since: null, by: null };
    const stopped = { from: '2028-03-15', state: 'confirmed', since: '2028-03-15', by: office.name };
    const { companyId } = own;
    expect(manifestOf(zip).paper).toEqual([
      { liftId: lifts[0], companyId, held: [keep, stopped] },
      { liftId: lifts[1], companyId, held: [keep] },
    ]);
  });

  test('its list says of each record what held on the day of the work', () => {
    const lines = Buffer.from(zip['index.csv'] ?? [])
      .toString()
      .trim()
      .split('\r\n');
    expect(lines[0]?.endsWith(',纸质记录')).toBe(true);
    const said = (day: string, liftId: string | undefined) =>
      lines
        .find((line) => line.includes(`${liftId}/${day}`))
        ?.split(',')
        .at(-1);
    expect(said('2028-03-05', lifts[0])).toContain('需保留纸质记录');
    expect(said('2028-03-20', lifts[0])).toContain(`2028年3月15日起，${office.name}确认`);
    expect(said('2028-03-20', lifts[1])).toContain('需保留纸质记录');
  });

  test('it holds true without the service, and so does an older package that says nothing of paper', async () => {
    const now = await checked('now.zip', zip);
    expect(now.text).toContain('Everything holds');
    const { paper: _, ...older } = manifestOf(zip);
    const text = Buffer.from(`${JSON.stringify(older, null, 1)}\n`);
    const key = (await service.get(LedgerSigner)).current();
    const said = {
      version: 1 as const,
      ...{ keyId: key.keyId, publicKey: key.publicKey, manifest: sha256Of(text), at: clock.now() },
    };
    const signature = { ...said, signature: key.sign(archiveText(said)) };
    const before = await checked('before.zip', {
      ...zip,
      'manifest.json': text,
      'manifest.signature.json': Buffer.from(JSON.stringify(signature)),
    });
    expect(before.text).toContain('Everything holds');
    expect([now.code, before.code]).toEqual([0, 0]);
  });
});
