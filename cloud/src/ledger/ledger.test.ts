import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryLeaf } from '@lifttrust/shared-types/proof/proof.hash';
import { isConsistent } from '@lifttrust/shared-types/proof/proof.merkle';
import { checkPackage } from '@lifttrust/shared-types/proof/proof.package';
import { isReceiptGood } from '@lifttrust/shared-types/proof/proof.signature';
import { systemCtx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { isAppendOnlyViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Checkpointer } from './checkpointer';
import { LedgerSequencer } from './ledger.sequencer';
import { LedgerService } from './ledger.service';
import { LedgerSigner } from './ledger.signer';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerEntry } from './ledger-entry.entity';

const at = Date.UTC(2026, 10, 20, 6);

onBothDatabases((start) => {
  let service: TestService;
  let ledger: LedgerService;
  let sequencer: LedgerSequencer;
  let checkpointer: Checkpointer;
  let work: UnitOfWork;
  let publicKey: string;

  beforeAll(async () => {
    service = await start();
    ledger = await service.get(LedgerService);
    sequencer = await service.get(LedgerSequencer);
    checkpointer = await service.get(Checkpointer);
    work = await service.get(UnitOfWork);
    publicKey = (await service.get(LedgerSigner)).publicKey;
  });
  afterAll(() => service.stop());

  const promise = (liftId: string, word = '正常') =>
    work.run(systemCtx(at), (tx) =>
      ledger.append(tx, {
        kind: 'record.submitted',
        liftId,
        at,
        open: { grade: word },
        closed: { witness: '某某' },
      }),
    );

  const rowOf = async (hash: string) =>
    (await service.get(Database)).reader.manager.findOneByOrFail(LedgerEntry, { hash });

  /** Sealed, committed and numbered. */
  async function seal(liftId: string, word?: string) {
    const sealed = await promise(liftId, word);
    await sequencer.settle();
    return { ...sealed, seq: Number((await rowOf(sealed.hash)).seq) };
  }

  test('200 entries sealed at once over five lifts make one log without gaps and five whole chains', async () => {
    const lifts = Array.from({ length: 5 }, () => newId());
    const sealed = await Promise.all(
      Array.from({ length: 200 }, (_, n) => promise(lifts[n % 5] ?? '', `第 ${n} 次`)),
    );
    await sequencer.settle();
    const rows = await Promise.all(sealed.map(({ hash }) => rowOf(hash)));
    expect(rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, n) => n + 1),
    );
    for (const lift of lifts) {
      const chain = await ledger.entriesOf(lift);
      expect(chain.map(({ liftSeq }) => liftSeq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      chain.forEach((entry, n) => {
        const before = chain[n - 1];
        expect(entry.previous).toBe(before ? entryLeaf(before) : '0'.repeat(64));
      });
    }
    await checkpointer.checkpoint();
    const some = rows.filter(({ seq }) => [1, 2, 63, 64, 65, 128, 129, 199, 200].includes(Number(seq)));
    const pkg = await ledger.packageFor(
      some.map(({ hash }) => hash),
      { withClosed: true },
    );
    expect(pkg.entries).toHaveLength(9);
    expect(checkPackage(pkg, publicKey).filter(({ good }) => !good)).toEqual([]);
    expect(pkg.checkpoint?.size).toBe(200);
  }, 120_000);

  test('who seals waits for nobody else who seals: two open transactions both get their receipts', async () => {
    const both = await Promise.all(
      [newId(), newId()].map((lift) =>
        work.run(systemCtx(at), async (tx) => {
          const sealed = await ledger.append(tx, {
            kind: 'record.submitted',
            liftId: lift,
            at,
            open: {},
            closed: {},
          });
          await new Promise((wake) => setTimeout(wake, 30));
          return sealed;
        }),
      ),
    );
    for (const { receipt } of both) expect(isReceiptGood(receipt, publicKey)).toBe(true);
    await sequencer.settle();
  });

  test('what a failed transaction sealed is not in the log, and no number is lost to it', async () => {
    const lift = newId();
    const { seq } = await seal(lift);
    const failing = work.run(systemCtx(at), async (tx) => {
      await ledger.append(tx, { kind: 'record.submitted', liftId: lift, at, open: {}, closed: {} });
      throw new Error('the submission was refused after all');
    });
    await expect(failing).rejects.toThrow('refused after all');
    expect((await seal(lift)).seq).toBe(seq + 1);
    expect(await ledger.entriesOf(lift)).toHaveLength(2);
  });

  test('a transaction that began before another sealed still continues the chain where the other left it', async () => {
    const lift = newId();
    await seal(lift);
    const [first] = await Promise.all([
      work.run(systemCtx(at), async (tx) => {
        // An early read fixes this transaction's view on MariaDB.
        await tx.manager.count(LedgerEntry);
        await new Promise((wake) => setTimeout(wake, 50));
        return ledger.append(tx, { kind: 'lift.noted', liftId: lift, at, open: {}, closed: {} });
      }),
      promise(lift),
    ]);
    await sequencer.settle();
    const chain = await ledger.entriesOf(lift);
    expect(chain.map(({ liftSeq }) => liftSeq)).toEqual([1, 2, 3]);
    expect(chain.map(({ hash }) => hash)).toContain(first.hash);
    const [, second, third] = chain;
    expect(second && third?.previous === entryLeaf(second)).toBe(true);
  });

  test('the receipt of an entry is signed at once and the entry is proven under the next checkpoint', async () => {
    const { hash, receipt } = await promise(newId());
    expect(receipt).toMatchObject({ version: 2, entryHash: hash, at });
    expect(isReceiptGood(receipt, publicKey)).toBe(true);
    const before = await ledger.packageFor([hash], { withClosed: false });
    expect(before.entries[0]?.inclusion).toBeNull();
    expect(before.entries[0]?.entry.closed).toBeUndefined();
    expect(checkPackage(before, publicKey).every(({ good }) => good)).toBe(true);
    await checkpointer.checkpoint();
    const after = await ledger.packageFor([hash], { withClosed: true });
    expect(after.entries[0]?.inclusion).not.toBeNull();
    expect(after.entries[0]?.receipt).toEqual(receipt);
    expect(checkPackage(after, publicKey).every(({ good }) => good)).toBe(true);
  });

  test('a checkpoint numbers what was promised before it, so that nothing waits for the one after', async () => {
    const { hash } = await promise(newId());
    const made = await checkpointer.checkpoint();
    expect((await rowOf(hash)).seq).toBe(made?.size);
  });

  test('each checkpoint lies as a file outside the database and as a copy in it', async () => {
    await seal(newId());
    const made = await checkpointer.checkpoint();
    const folder = join(service.folder, 'checkpoints', made?.logId ?? '');
    const name = `${String(made?.size).padStart(12, '0')}.json`;
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(made);
    const { manager } = (await service.get(Database)).reader;
    expect(await manager.findOneBy(LedgerCheckpoint, { size: made?.size ?? 0 })).toMatchObject({
      root: made?.root,
      signature: made?.signature,
    });
    const before = readdirSync(folder).length;
    await checkpointer.checkpoint();
    expect(readdirSync(folder)).toHaveLength(before);
  });

  test('the signing key is readable by the service only and never lies in the data folder of the database', () => {
    const path = join(service.folder, 'keys', 'log-1.key');
    expect(existsSync(path)).toBe(true);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('anybody may fetch the latest checkpoint and the proof that the log only grew', async () => {
    const older = await checkpointer.checkpoint();
    await seal(newId());
    await seal(newId());
    await checkpointer.checkpoint();
    const { data } = await service.call(ledgerApi.checkpoint, {});
    expect(data.publicKey).toBe(publicKey);
    const newer = data.checkpoint;
    if (!older || !newer) throw new Error('no checkpoint');
    const proof = await service.call(ledgerApi.consistency, { from: older.size, to: newer.size });
    expect(isConsistent(older, newer, proof.data.path)).toBe(true);
  });

  test('a consistency proof beyond the log is refused', async () => {
    const answer = await service.call(ledgerApi.consistency, { from: 5, to: 1_000_000 });
    expect(answer.status).toBe(400);
    expect(answer.error?.code).toBe('ledger.sizes_invalid');
  });

  test('the database refuses to change or delete an entry, a node or a checkpoint', async () => {
    await seal(newId());
    await checkpointer.checkpoint();
    const { writer } = await service.get(Database);
    for (const sql of [
      "UPDATE ledger_entry SET open_text = '{}' WHERE seq = 1",
      'UPDATE ledger_entry SET seq = 1000000 WHERE seq = 1',
      'UPDATE ledger_entry SET seq = NULL WHERE seq = 1',
      'DELETE FROM ledger_entry WHERE seq = 1',
      "UPDATE ledger_node SET hash = '0' WHERE level = 1",
      'DELETE FROM ledger_node WHERE level = 1',
      "UPDATE ledger_checkpoint SET root = '0'",
      'DELETE FROM ledger_checkpoint',
    ]) {
      const refused = await writer.query(sql).then(
        () => null,
        (error: unknown) => error,
      );
      expect([sql, isAppendOnlyViolation(refused)]).toEqual([sql, true]);
    }
  });

  test('an entry that waits for its number can be given one, and cannot be changed or removed', async () => {
    const { hash } = await promise(newId());
    const { writer } = await service.get(Database);
    for (const sql of [
      `UPDATE ledger_entry SET open_text = '{}' WHERE hash = '${hash}'`,
      `UPDATE ledger_entry SET seq = 1000000, lift_seq = 1, previous = '', leaf = '', at = 0 WHERE hash = '${hash}'`,
      `DELETE FROM ledger_entry WHERE hash = '${hash}'`,
    ]) {
      const refused = await writer.query(sql).then(
        () => null,
        (error: unknown) => error,
      );
      expect([sql, isAppendOnlyViolation(refused)]).toEqual([sql, true]);
    }
    await sequencer.settle();
    expect((await rowOf(hash)).seq).not.toBeNull();
  });

  test('after a crash between export and copy the next start copies what was exported', async () => {
    await seal(newId());
    const made = await checkpointer.checkpoint();
    const { writer } = await service.get(Database);
    await writer.query('DROP TRIGGER ledger_checkpoint_refuse_delete');
    await writer.query(`DELETE FROM ledger_checkpoint WHERE size = ${made?.size}`);
    await checkpointer.open();
    const { data } = await service.call(ledgerApi.checkpoint, {});
    expect(data.checkpoint).toEqual(made);
  });

  test('what somebody wrote into the log by hand is never signed', async () => {
    const { seq } = await seal(newId());
    const made = await checkpointer.checkpoint();
    const { writer } = await service.get(Database);
    await seal(newId());
    await writer.query('DROP TRIGGER ledger_entry_refuse_update');
    await writer.query(`UPDATE ledger_entry SET open_text = '{"grade":"优秀"}' WHERE seq = ${seq + 1}`);
    await expect(checkpointer.checkpoint()).rejects.toThrow(`up to entry ${seq + 1}`);
    await writer.query(`UPDATE ledger_entry SET open_text = '{"grade":"正常"}' WHERE seq = ${seq + 1}`);
    expect((await checkpointer.checkpoint())?.size).toBe((made?.size ?? 0) + 1);
  });

  test('a service whose database lost entries that were signed does not start', async () => {
    await seal(newId());
    const made = await checkpointer.checkpoint();
    const { writer } = await service.get(Database);
    await writer.query(`UPDATE ledger_head SET size = ${(made?.size ?? 0) - 1}`);
    await expect(checkpointer.open()).rejects.toThrow('does not hold the log that this service sealed');
    await writer.query(`UPDATE ledger_head SET size = ${made?.size}`);
    await expect(checkpointer.open()).resolves.toBeUndefined();
  });
});
