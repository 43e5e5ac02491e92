import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { MaintenanceRecord } from '../record/record.entity';
import { Checkpointer } from './checkpointer';
import { LedgerQuery } from './ledger.query';
import { LedgerSequencer } from './ledger.sequencer';
import { LedgerService } from './ledger.service';
import { LedgerSigner } from './ledger.signer';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerLiftHead } from './ledger-lift-head.entity';
import { Attacker } from './testing/attacker';
import { promiseARecord, type SealedRecord, sealARecord } from './testing/sealed-city';
import { verify } from './testing/verify-command';

/** What the owner of the database may do to an entry between its receipt and its number, and just after. */
onBothDatabases((start) => {
  let service: TestService;
  let attacker: Attacker;
  let ledger: LedgerService;
  let sequencer: LedgerSequencer;
  let checkpointer: Checkpointer;
  let key: string;
  let sealed: SealedRecord;
  let waiting: Omit<SealedRecord, 'seqs'>;

  // One record under a checkpoint, one numbered after it, one promised and not numbered yet.
  beforeAll(async () => {
    service = await start();
    ledger = await service.get(LedgerService);
    sequencer = await service.get(LedgerSequencer);
    key = (await service.get(LedgerSigner)).publicKey;
    checkpointer = await service.get(Checkpointer);
    await checkpointer.stop();
    await sealARecord(service, newId());
    await checkpointer.checkpoint();
    sealed = await sealARecord(service, newId());
    waiting = await promiseARecord(service, sealed.liftId);
    attacker = new Attacker((await service.get(Database)).writer);
    await attacker.remember();
    await attacker.dropTriggers();
  });
  afterEach(async () => {
    await attacker.restore();
    // As after a start: a running service remembers where the log ended, and restoring goes back behind that.
    Object.assign(sequencer, { lastSize: 0 });
  });
  afterAll(() => service.stop());

  const verifyDatabase = (...more: string[]) => {
    const at = (name: string) => join(service.folder, name);
    const folders = ['--checkpoints', at('checkpoints'), '--objects', at('objects')];
    return verify('--database', service.databaseAddress, ...folders, '--key', key, ...more);
  };

  async function mustFind(receipt: string[], ...findings: (string | RegExp)[]): Promise<void> {
    const { code, text } = await verifyDatabase(...receipt);
    for (const finding of findings) expect(text).toMatch(finding);
    expect(code).toBe(1);
  }

  async function receiptFile(hash = ''): Promise<string> {
    const pkg = await ledger.packageFor([hash], { withClosed: false });
    const receipt: Receipt | undefined = pkg.entries[0]?.receipt;
    const path = join(service.folder, `${hash}.json`);
    writeFileSync(path, JSON.stringify(receipt));
    return path;
  }

  const waitingRows = async () => (await attacker.entries()).filter(({ seq }) => seq === null);

  test('entries that wait for their numbers hold, with the record they seal', async () => {
    const { code, text } = await verifyDatabase(await receiptFile(waiting.hashes[0]));
    expect(text).toContain('Everything holds');
    expect(text).toContain('Read 6 entries');
    expect(text).toMatch(
      /3 more entries were promised and wait for their numbers, the oldest since 2026-11-20T06/,
    );
    expect(code).toBe(0);
  });

  test('an entry removed after its receipt was given is missed by whoever holds the receipt', async () => {
    const receipt = await receiptFile(waiting.hashes[2]);
    const rows = await attacker.entries();
    await attacker.replace(
      LedgerEntry,
      rows.filter(({ hash }) => hash !== waiting.hashes[2]),
    );
    await mustFind(
      [receipt],
      `for ${waiting.hashes[2]}: promises an entry that the log does not hold: it was removed or changed after the receipt`,
    );
  });

  test('an entry changed after its receipt was given is found, is never numbered and is reported as missing', async () => {
    const receipt = await receiptFile(waiting.hashes[0]);
    const [row] = await waitingRows();
    const openText = row?.openText.replace('正常', '优秀');
    await attacker.set(LedgerEntry, { id: row?.id }, { openText });
    await mustFind([], /waiting entry \(record.submitted, lift .*its content was changed/);
    await sequencer.settleAndReport();
    expect((await waitingRows()).map(({ hash }) => hash)).toEqual([waiting.hashes[0]]);
    await attacker.restore();
    await attacker.set(LedgerEntry, { id: row?.id }, { openText, hash: 'c'.repeat(64) });
    await mustFind(
      [receipt],
      /waiting entry .*was changed: neither content nor stored hash/,
      /promises an entry that the log does not hold/,
    );
  });

  test('a promise that is written into the log a second time is not numbered again, and named', async () => {
    const { writer } = await service.get(Database);
    await writer.query(
      `DROP INDEX uq_ledger_entry_hash${service.databaseAddress.startsWith('sqlite') ? '' : ' ON ledger_entry'}`,
    );
    const [again] = (await attacker.entries()).filter(({ hash }) => hash === sealed.hashes[1]);
    if (!again) throw new Error('not sealed');
    const place = { seq: null, liftSeq: null, previous: null, leaf: null };
    await writer.manager.insert(LedgerEntry, { ...again, ...place, id: 5000 });
    await mustFind([], `entry with hash ${again.hash}: stands 2 times in the log, but was promised once`);
    await sequencer.settleAndReport();
    expect((await waitingRows()).map(({ id }) => id)).toEqual([5000]);
    await attacker.restore();
    await writer.query('CREATE UNIQUE INDEX uq_ledger_entry_hash ON ledger_entry (hash)');
  });

  test('what was numbered or reordered by hand above the last checkpoint is found, and never signed', async () => {
    const rows = await attacker.entries();
    const inLog = rows.filter(({ seq }) => seq !== null);
    const [first, ...others] = await waitingRows();
    if (!first) throw new Error('nothing waits');
    const swapped = [...inLog.slice(0, 4), ...[inLog[5], inLog[4]].filter((entry) => entry !== undefined)];
    for (const [forged, rest] of [
      [[...inLog, first], others],
      [swapped, [first, ...others]],
    ] as const) {
      await attacker.rewrite([...forged]);
      for (const row of rest) {
        await (await service.get(Database)).writer.manager.insert(LedgerEntry, { ...row, id: row.id + 100 });
      }
      await mustFind([], 'log head: is not the one the service signed: entries were numbered, reordered');
      await expect(checkpointer.checkpoint()).rejects.toThrow(
        'does not hold the log that this service sealed',
      );
      await attacker.restore();
    }
  });

  test('an older end of the log put back does not get the tail numbered anew', async () => {
    const older = await (await service.get(LedgerQuery)).head();
    await sequencer.settle();
    await attacker.replace(LedgerHead, [older]);
    await attacker.replace(LedgerLiftHead, []);
    const rows = await attacker.entries();
    const place = { seq: null, liftSeq: null, previous: null, leaf: null };
    await attacker.replace(
      LedgerEntry,
      rows.map((row) => (Number(row.seq) > 6 ? { ...row, ...place, id: 2000 - row.id } : row)),
    );
    await expect(sequencer.settle()).rejects.toThrow('does not hold the log that this service sealed');
  });

  test('the record carries its number as soon as its entry has one', async () => {
    const { manager } = (await service.get(Database)).reader;
    const numberOf = async () =>
      (await manager.findOneByOrFail(MaintenanceRecord, { id: waiting.recordId })).entrySeq;
    expect(await numberOf()).toBeNull();
    await sequencer.settle();
    expect(await numberOf()).toBe(7);
    expect((await verifyDatabase()).code).toBe(0);
  });

  test('an entry that the service never promised is not numbered, not signed, and named', async () => {
    const [row] = await waitingRows();
    if (!row) throw new Error('nothing waits');
    const { manager } = (await service.get(Database)).writer;
    const forged = { ...row, id: row.id + 1000, hash: 'd'.repeat(64), openText: '{"grade":"优秀"}' };
    await manager.insert(LedgerEntry, forged);
    await mustFind([], /waiting entry .*was changed: neither content nor stored hash fit a signed receipt/);
    const made = await checkpointer.checkpoint();
    expect(made?.size).toBe(9);
    expect((await waitingRows()).map(({ id }) => id)).toEqual([forged.id]);
  });
});
