import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, entryHash, noPrevious, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { checkpointText, keyIdOf, receiptText } from '@lifttrust/shared-types/proof/proof.signature';
import { appendLeaf, emptyRange, rootOfRange } from '@lifttrust/shared-types/proof/proof.subtree';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../kernel/database';
import { newId } from '../../kernel/new-id';

const migrations = join(__dirname, '../../../migrations');
const older = ['0001-registers-and-work.ts', '0002-ledger.ts'].map((name) => join(migrations, name));
const at = Date.UTC(2026, 9, 1, 6);

/** A log as the first release wrote it: entries numbered before they were hashed, receipts with numbers. */
export class OlderCity {
  readonly logId = newId();
  readonly liftId = newId();
  readonly receipts: Receipt[] = [];
  readonly hashes: string[] = [];
  readonly publicKey: string;
  private readonly key;

  constructor(readonly folder: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.key = privateKey;
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(join(folder, 'keys', 'log-1.key'), pem, { mode: 0o600 });
  }

  async seal(address: string, number: number): Promise<void> {
    const source = await new DataSource({ ...dataSourceOptions(address), migrations: older }).initialize();
    await source.runMigrations();
    let range = emptyRange;
    let previous = noPrevious;
    for (let seq = 1; seq <= number; seq += 1) {
      const closed = canonicalJson({ by: '某某', salt: `salt ${seq}` });
      const entry = {
        version: 1 as const,
        seq,
        kind: 'lift.noted',
        liftId: this.liftId,
        liftSeq: seq,
        previous,
        at: at + seq,
        open: canonicalJson({ edition: 1, recordId: newId(), word: '正常' }),
        closedHash: sha256OfText(closed),
      };
      const hash = entryHash(entry);
      const said = { version: 1 as const, ...this.head(), seq, entryHash: hash, at: entry.at };
      const receipt = { ...said, signature: this.sign(receiptText(said)) };
      const grown = appendLeaf(range, hash);
      await source.query(
        `INSERT INTO ledger_entry (seq, kind, lift_id, lift_seq, previous, at, open_text, closed_text, closed_hash,
           hash, key_id, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [seq, entry.kind, entry.liftId, seq, previous, entry.at, entry.open, closed, entry.closedHash].concat(
          [hash, receipt.keyId, receipt.signature],
        ),
      );
      for (const { level, index, hash: node } of grown.completed) {
        await source.query('INSERT INTO ledger_node (level, position, hash) VALUES (?, ?, ?)', [
          level,
          index,
          node,
        ]);
      }
      range = grown.range;
      previous = hash;
      this.receipts.push(receipt);
      this.hashes.push(hash);
    }
    const frontier = JSON.stringify(range.hashes);
    await source.query('INSERT INTO ledger_head (id, log_id, size, frontier) VALUES (1, ?, ?, ?)', [
      this.logId,
      number,
      frontier,
    ]);
    await source.query('INSERT INTO ledger_lift_head (lift_id, lift_seq, hash) VALUES (?, ?, ?)', [
      this.liftId,
      number,
      previous,
    ]);
    await source.destroy();
    this.export(number - 1, rootOfRange(this.rangeOf(number - 1)));
  }

  private rangeOf(size: number) {
    return this.hashes.slice(0, size).reduce((range, hash) => appendLeaf(range, hash).range, emptyRange);
  }

  private head = () => ({ logId: this.logId, keyId: keyIdOf(this.publicKey) });

  private sign = (text: string) => sign(null, Buffer.from(text, 'utf8'), this.key).toString('base64');

  private export(size: number, root: string): void {
    const said = { version: 1 as const, ...this.head(), size, root, at: at + 1000 };
    const folder = join(this.folder, 'checkpoints', this.logId);
    mkdirSync(folder, { recursive: true });
    const name = `${String(size).padStart(12, '0')}.json`;
    writeFileSync(
      join(folder, name),
      JSON.stringify({ ...said, signature: this.sign(checkpointText(said)) }),
    );
  }
}
