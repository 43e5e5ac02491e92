import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  id,
  instant,
  isSqlite,
  long,
  makeAppendOnly,
  optional,
  serial,
  whole,
  word,
} from '../src/kernel/schema';

const old = 'ledger_entry';
const next = 'ledger_entry_next';
const kept = [
  'kind',
  'lift_id',
  'at',
  'open_text',
  'closed_text',
  'closed_hash',
  'hash',
  'key_id',
  'signature',
];
const given = ['seq', 'lift_seq', 'previous', 'leaf'];

/** An entry is promised first and numbered a moment later, many at once (docs/adr/0014). */
export class PromisedEntries1763600000011 implements MigrationInterface {
  name = 'PromisedEntries1763600000011';

  async up(runner: QueryRunner): Promise<void> {
    // MariaDB commits each step by itself: a run that was broken off goes on where it stood.
    if (await runner.hasTable(old)) await this.copy(runner);
    await runner.renameTable(next, old);
    await createIndex(runner, old, ['seq'], true);
    await createIndex(runner, old, ['hash'], true);
    await createIndex(runner, old, ['lift_id', 'lift_seq'], true);
    await makeNumberedOnce(runner);
    await addColumn(runner, 'ledger_head', 'key_id', word(16));
    await addColumn(runner, 'ledger_head', 'signed_at', instant());
    await addColumn(runner, 'ledger_head', 'signature', word(88));
    await this.letRecordsWait(runner);
  }

  private async copy(runner: QueryRunner): Promise<void> {
    await runner.dropTable(next, true);
    await createTable(runner, next, {
      // The order in which entries came, whatever the clocks say.
      id: serial(),
      version: whole(),
      seq: optional(instant()),
      kind: word(40),
      lift_id: id(),
      lift_seq: optional(whole()),
      previous: optional(word(64)),
      leaf: optional(word(64)),
      at: instant(),
      open_text: long(),
      closed_text: long(),
      closed_hash: word(64),
      hash: word(64),
      key_id: word(16),
      signature: word(88),
    });
    const columns = [...kept, 'seq', 'lift_seq', 'previous'].join(', ');
    await runner.query(
      `INSERT INTO ${next} (id, version, leaf, ${columns}) SELECT seq, 1, hash, ${columns} FROM ${old} ORDER BY seq`,
    );
    await runner.dropTable(old);
  }

  /** A record's number in the log comes after the record. */
  private async letRecordsWait(runner: QueryRunner): Promise<void> {
    if (!isSqlite(runner)) {
      await runner.query('ALTER TABLE record MODIFY entry_seq bigint NULL');
      return;
    }
    const column = new TableColumn({ ...optional(instant()), name: 'entry_seq' });
    await runner.changeColumn('record', 'entry_seq', column);
  }

  async down(): Promise<void> {
    throw new Error('Entries promised without a number cannot go back into the older log.');
  }
}

/** Like append-only, but for one change: an entry without a number may be given its place, once. */
async function makeNumberedOnce(runner: QueryRunner): Promise<void> {
  await makeAppendOnly(runner, old, ['DELETE']);
  const same = isSqlite(runner) ? 'IS' : '<=>';
  const held = ['id', 'version', ...kept].map((name) => `OLD.${name} ${same} NEW.${name}`);
  const placed = given.map((name) => `OLD.${name} IS NULL AND NEW.${name} IS NOT NULL`);
  const isPlacing = [...placed, ...held].join(' AND ');
  const name = `${old}_refuse_update`;
  await runner.query(
    isSqlite(runner)
      ? `CREATE TRIGGER ${name} BEFORE UPDATE ON ${old} WHEN NOT (${isPlacing})
         BEGIN SELECT RAISE(ABORT, '${old} is append-only'); END`
      : `CREATE TRIGGER ${name} BEFORE UPDATE ON ${old} FOR EACH ROW
         IF NOT (${isPlacing}) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${old} is append-only'; END IF`,
  );
}
