import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage } from '@lifttrust/shared-types/proof/proof.package';
import { freshMariadb } from '../kernel/testing/fresh-database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Checkpointer } from './checkpointer';
import { LedgerService } from './ledger.service';
import { OlderCity } from './testing/older-city';
import { type SealedRecord, sealARecord } from './testing/sealed-city';
import { verify } from './testing/verify-command';

const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: string };

/** A city that began with the first release: seven entries of version 1, six of them under a checkpoint. */
onBothDatabases((start) => {
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-older-'));
  const city = new OlderCity(folder);
  let address: string;
  let service: TestService;
  let ledger: LedgerService;
  let checkpointer: Checkpointer;

  beforeAll(async () => {
    address = lifttrustDatabase === 'mariadb' ? await freshMariadb() : `sqlite:${join(folder, 'old.sqlite')}`;
    await city.seal(address, 7);
    service = await start({
      LIFTTRUST_DATABASE: address,
      LIFTTRUST_KEY_DIR: join(folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(folder, 'checkpoints'),
    });
    ledger = await service.get(LedgerService);
    checkpointer = await service.get(Checkpointer);
    await checkpointer.stop();
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const receiptFile = (name: string, receipt: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(receipt));
    return path;
  };
  const verifyAll = (...receipts: string[]) => {
    const where = ['--checkpoints', join(folder, 'checkpoints')];
    return verify('--database', address, ...where, '--key', city.publicKey, ...receipts);
  };
  const olderReceipts = () => city.receipts.map((receipt, n) => receiptFile(`older-${n}.json`, receipt));

  test('what the first release sealed verifies after the change of release, with the receipts it gave', async () => {
    const { code, text } = await verifyAll(...olderReceipts());
    expect(text).toContain('Read 7 entries');
    expect(text).toContain('older-6.json: receipt for entry 7');
    expect(text).toContain('Everything holds');
    expect(code).toBe(0);
    const { size } = (await checkpointer.checkpoint()) ?? { size: 0 };
    expect(size).toBe(7);
  });

  test('the log goes on where the first release left it, on the same lift, and both parts verify together', async () => {
    const sealed: SealedRecord = await sealARecord(service, city.liftId);
    expect(sealed.seqs).toEqual([8, 9, 10]);
    await checkpointer.checkpoint();
    const hashes = [...city.hashes.slice(-2), ...sealed.hashes];
    const pkg = await ledger.packageFor(hashes, { withClosed: true });
    expect(pkg.entries.map(({ entry }) => entry.version)).toEqual([1, 1, 2, 2, 2]);
    expect(checkPackage(pkg, city.publicKey).filter(({ good }) => !good)).toEqual([]);
    const newer = pkg.entries.map(({ receipt }, n) => receiptFile(`newer-${n}.json`, receipt));
    const { code, text } = await verifyAll(...olderReceipts(), ...newer);
    expect(text).toContain('Everything holds');
    expect(code).toBe(0);
  });

  test('an older receipt for another entry than the one the log holds is still found', async () => {
    const [receipt] = city.receipts;
    const forged = receiptFile('forged.json', { ...receipt, entryHash: 'a'.repeat(64) });
    const { code, text } = await verifyAll(forged);
    expect(text).toContain('promises another entry than the one the log holds');
    expect(code).toBe(1);
  });
});
