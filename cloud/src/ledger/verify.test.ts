import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { MaintenanceRecord } from '../record/record.entity';
import { Checkpointer } from './checkpointer';
import { LedgerQuery } from './ledger.query';
import { LedgerService } from './ledger.service';
import { LedgerSigner } from './ledger.signer';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerNode } from './ledger-node.entity';
import { Attacker } from './testing/attacker';
import { type SealedRecord, sealARecord } from './testing/sealed-city';
import { verify } from './testing/verify-command';

onBothDatabases((start) => {
  let service: TestService;
  let attacker: Attacker;
  let ledger: LedgerService;
  let key: string;
  let records: SealedRecord[];
  let headAtNine: LedgerHead;

  // Two lifts, four records of three entries each; two checkpoints leave the last record to its receipts.
  beforeAll(async () => {
    service = await start();
    ledger = await service.get(LedgerService);
    key = (await service.get(LedgerSigner)).publicKey;
    const checkpointer = await service.get(Checkpointer);
    // No checkpoint but those made here.
    await checkpointer.stop();
    const lifts = [newId(), newId()];
    records = [];
    for (const n of [0, 1, 2, 3]) {
      records.push(await sealARecord(service, lifts[n % 2] ?? ''));
      if (n === 1 || n === 2) await checkpointer.checkpoint();
      if (n === 2) headAtNine = await (await service.get(LedgerQuery)).head();
    }
    attacker = new Attacker((await service.get(Database)).writer);
    await attacker.remember();
    await attacker.dropTriggers();
  });
  afterEach(() => attacker.restore());
  afterAll(() => service.stop());

  const verifyDatabase = (...more: string[]) =>
    verify(
      '--database',
      service.databaseAddress,
      '--checkpoints',
      join(service.folder, 'checkpoints'),
      '--objects',
      join(service.folder, 'objects'),
      '--key',
      key,
      ...more,
    );

  const hashesOf = (...seqs: number[]) =>
    seqs.map((seq) => records[Math.floor((seq - 1) / 3)]?.hashes[(seq - 1) % 3] ?? '');

  const receiptOf = async (hashes: string[]): Promise<Receipt | undefined> =>
    (await ledger.packageFor(hashes, { withClosed: false })).entries[0]?.receipt;

  async function mustFind(...findings: (string | RegExp)[]): Promise<void> {
    const { code, text } = await verifyDatabase();
    for (const finding of findings) expect(text).toMatch(finding);
    expect(code).toBe(1);
  }

  const fileWith = (name: string, value: unknown): string => {
    const path = join(service.folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  test('an untouched database holds', async () => {
    const { code, text } = await verifyDatabase();
    expect(text).toContain('Everything holds');
    expect(text).toContain('Read 12 entries');
    expect(text).toContain('2 lifts, 2 exported checkpoints, 4 records, 8 evidence objects');
    expect(text).toContain('Entries 10 to 12 are younger than the last checkpoint');
    expect(code).toBe(0);
  });

  test('a changed word in the open part of an entry is found and named', async () => {
    const [entry] = await attacker.entries();
    await attacker.set(LedgerEntry, { seq: 1 }, { openText: entry?.openText.replace('正常', '优秀') });
    await mustFind(/BROKEN {2}entry 1 .*content was changed/, /record .* column grade was changed/);
  });

  test('a changed word in the closed part of an entry is found and named', async () => {
    const entries = await attacker.entries();
    await attacker.set(
      LedgerEntry,
      { seq: 5 },
      { closedText: entries[4]?.closedText.replace('某某', '他人') },
    );
    await mustFind(/entry 5 .*closed part was changed/);
  });

  test('a closed part changed together with its hash is found and named', async () => {
    await attacker.set(LedgerEntry, { seq: 5 }, { closedText: '{}', closedHash: 'a'.repeat(64) });
    await mustFind(/entry 5 .*closed part was changed/, /entry 5 .*content was changed/);
  });

  test('a flipped bit in a stored hash is found and named', async () => {
    const entries = await attacker.entries();
    const hash = entries[3]?.hash ?? '';
    await attacker.set(LedgerEntry, { seq: 4 }, { hash: (hash.startsWith('0') ? '1' : '0') + hash.slice(1) });
    await mustFind(/entry 4 .*stored hash was changed/);
  });

  test('a changed time, kind or lift of an entry is found and named', async () => {
    const entries = await attacker.entries();
    await attacker.set(LedgerEntry, { seq: 2 }, { at: (entries[1]?.at ?? 0) + 1 });
    await attacker.set(LedgerEntry, { seq: 9 }, { kind: 'record.owner_defaulted' });
    await mustFind(/entry 2 .*was changed/, /entry 9 .*was changed/);
  });

  test('a record made valid by hand is found, with both values', async () => {
    const id = records[0]?.recordId ?? '';
    await attacker.set(MaintenanceRecord, { id }, { validity: 'invalid', technicians: ['丙某'] });
    await mustFind(
      `record ${id}: its column validity was changed: it says “invalid”, the log says “valid”`,
      `record ${id}: its column technicians was changed`,
    );
  });

  test('every column of the record table is checked against the log', async () => {
    const id = records[1]?.recordId ?? '';
    const { columns } = (await service.get(Database)).writer.getMetadata(MaintenanceRecord);
    const names = columns.filter(({ isPrimary }) => !isPrimary).map(({ databaseName }) => databaseName);
    const { writer } = await service.get(Database);
    for (const name of names) await writer.query(`UPDATE record SET ${name} = '7' WHERE id = '${id}'`);
    await mustFind(...names.map((name) => `record ${id}: its column ${name} was changed`));
  });

  test('a record removed from or slipped into the record table is found', async () => {
    const { writer } = await service.get(Database);
    const [gone, kept] = records;
    await writer.query(`UPDATE record SET id = '${newId()}' WHERE id = '${gone?.recordId}'`);
    await mustFind(
      `record ${gone?.recordId}: is missing from the record table; entry ${gone?.seqs[0]}`,
      /no entry of the log seals it/,
    );
    expect(kept).toBeDefined();
  });

  test('a changed and a missing evidence object are found and named with their entry', async () => {
    const [changed = '', missing = ''] = records[2]?.evidence ?? [];
    const path = (sha256: string) => join(service.folder, 'objects', 'evidence', sha256.slice(0, 2), sha256);
    const original = readFileSync(path(changed));
    const flipped = Buffer.from(original);
    flipped[7] = (flipped[7] ?? 0) ^ 1;
    writeFileSync(path(changed), flipped);
    renameSync(path(missing), `${path(missing)}.away`);
    await mustFind(
      `evidence ${changed} of entry 7: was changed`,
      `evidence ${missing} of entry 7: is missing`,
    );
    writeFileSync(path(changed), original);
    renameSync(`${path(missing)}.away`, path(missing));
  });

  test('a deleted entry is found and named', async () => {
    const { writer } = await service.get(Database);
    await writer.query('DELETE FROM ledger_entry WHERE seq = 3');
    await mustFind(/entry 3: missing/, /checkpoint 6: does not fit/, /its chain is broken at entry/);
  });

  test('a deleted entry is found when all later ones move up and everything is recomputed', async () => {
    const entries = await attacker.entries();
    await attacker.rewrite(entries.filter(({ seq }) => seq !== 3));
    await mustFind(
      /log head: is not the one/,
      /checkpoint 6: does not fit.*entries 1 to 6 are not the ones that were signed/,
      /checkpoint 6: its copy in the database differs/,
    );
  });

  test('two entries in swapped order are found, with and without recomputed hashes', async () => {
    const entries = await attacker.entries();
    const [first, second] = [entries[7], entries[8]];
    if (!first || !second) throw new Error('no entries');
    const swapped = entries.map((entry) => (entry === first ? second : entry === second ? first : entry));
    await attacker.rewrite(swapped);
    await mustFind(/checkpoint 9: does not fit/, 'log head: is not the one the service signed');
    await attacker.restore();
    await attacker.replace(
      LedgerEntry,
      swapped.map((entry, n) => ({ ...entry, seq: n + 1, liftSeq: entries[n]?.liftSeq ?? 0 })),
    );
    await mustFind(
      /entry 8 .*its place in the log was changed/,
      /entry 9 .*its place in the log was changed/,
      /checkpoint 9: does not fit/,
    );
  });

  test('a chain rewritten with all hashes, nodes, heads and checkpoint copies recomputed is found', async () => {
    const entries = await attacker.entries();
    await attacker.rewrite(
      entries.map((entry) =>
        entry.seq === 4 ? { ...entry, openText: entry.openText.replace('正常', '优秀') } : entry,
      ),
    );
    await mustFind(
      /entry 4 .*was rewritten: its hash fits, but no receipt/,
      /checkpoint 6: does not fit and 1 later ones: entries 1 to 6 are not/,
      /checkpoint 6: its copy in the database differs from the exported file/,
    );
  });

  test('an entry rewritten after the last checkpoint is found by its receipt', async () => {
    const entries = await attacker.entries();
    await attacker.rewrite(entries.map((entry) => (entry.seq === 11 ? { ...entry, openText: '{}' } : entry)));
    await mustFind(/entry 11 .*was rewritten/);
  });

  test('an entry slipped in by hand has no receipt of the service', async () => {
    const entries = await attacker.entries();
    const last = entries.at(-1);
    if (!last) throw new Error('no entries');
    await attacker.rewrite([...entries, { ...last, openText: '{}' }]);
    await mustFind(/entry 13 .*was rewritten/);
  });

  test('a tail cut below the last checkpoint is found', async () => {
    const entries = await attacker.entries();
    await attacker.rewrite(entries.slice(0, 7));
    await mustFind('checkpoint 9: the tail was cut: 9 entries were signed, the database holds 7');
  });

  test('a tail cut above the last checkpoint is found by whoever kept a receipt, and by nobody else', async () => {
    const entries = await attacker.entries();
    const receipt = fileWith('receipt-12.json', await receiptOf(hashesOf(12)));
    await attacker.rewrite(entries.slice(0, 9));
    const { writer } = await service.get(Database);
    await writer.query(`DELETE FROM record WHERE id = '${records[3]?.recordId}'`);
    // The log's end as it was signed for 12 entries does not fit 9; somebody patient has kept the one that did.
    await mustFind('log head: is not the one the service signed');
    await attacker.replace(LedgerHead, [headAtNine]);
    const { code, text } = await verifyDatabase(receipt);
    expect(text).toMatch(/receipt of .* for [0-9a-f]{64}: promises an entry that the log does not hold/);
    expect(code).toBe(1);
    expect((await verifyDatabase()).code).toBe(0);
  });

  test('a database replaced by another log is found', async () => {
    await attacker.set(LedgerHead, { id: 1 }, { logId: newId() });
    await mustFind(/checkpoint 6: belongs to log/, /entry 1 .*was rewritten/);
  });

  test('an emptied database is found', async () => {
    for (const table of [LedgerEntry, LedgerHead, LedgerNode, LedgerCheckpoint, MaintenanceRecord]) {
      await attacker.replace(table, []);
    }
    await mustFind('checkpoint 9: the tail was cut: 9 entries were signed, the database holds 0');
  });

  test('changed nodes, heads and checkpoint copies are found and named', async () => {
    const wrong = 'b'.repeat(64);
    await attacker.set(LedgerNode, { level: 1, position: 2 }, { hash: wrong });
    await attacker.set(LedgerHead, { id: 1 }, { size: 13 });
    await attacker.set(LedgerCheckpoint, { size: 6 }, { root: wrong });
    await mustFind(
      'log node 1/2: does not follow from entries 5 to 6',
      'log head: does not fit',
      'checkpoint 6: its copy in the database differs',
    );
  });

  test('with another key nothing holds', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const other = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    const checkpoints = join(service.folder, 'checkpoints');
    const { code, text } = await verify(
      '--database',
      service.databaseAddress,
      '--checkpoints',
      checkpoints,
      '--key',
      other,
    );
    expect(text).toContain('checkpoint 6: is not signed by the given key');
    expect(text).toMatch(/entry 1 .*no receipt of the service was signed for it/);
    expect(code).toBe(1);
  });

  test('a receipt is checked without a database, and a forged one is refused', async () => {
    const receipt = await receiptOf(hashesOf(2));
    const honest = await verify(fileWith('receipt.json', receipt), '--key', key);
    expect(honest.text).toContain(`receipt for an entry, hash ${receipt?.entryHash}`);
    expect(honest.code).toBe(0);
    const forged = await verify(fileWith('forged.json', { ...receipt, at: 3 }), '--key', key);
    expect(forged.text).toContain('the receipt is not signed by the given key');
    expect(forged.code).toBe(1);
  });

  test('a proof package is checked without a database, and a changed one is refused with its entry', async () => {
    const pkg = await ledger.packageFor(hashesOf(1, 2, 3, 10), { withClosed: true });
    const honest = await verify(fileWith('package.json', pkg), '--key', key);
    expect(honest.text).toContain('Everything holds');
    expect(honest.code).toBe(0);
    const changed = JSON.stringify(pkg).replace('正常', '优秀');
    const forged = await verify(fileWith('changed.json', JSON.parse(changed)), '--key', key);
    expect(forged.text).toMatch(/changed.json, entry 1: the content was changed/);
    expect(forged.code).toBe(1);
  });

  test('the key may be given as a file, and what cannot be read is told without a stack', async () => {
    const pkg = await ledger.packageFor(hashesOf(1), { withClosed: false });
    const file = fileWith('package.json', pkg);
    const keyFile = join(service.folder, 'k.pub');
    writeFileSync(keyFile, `${key}\n`);
    expect((await verify(file, '--key', keyFile)).code).toBe(0);
    for (const args of [
      [file],
      [file, '--key', 'x'],
      ['nothing.json', '--key', key],
      [keyFile, '--key', key],
      ['--key', key],
    ]) {
      const { code, text } = await verify(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(text).not.toContain('    at ');
    }
    rmSync(keyFile);
  });
});
