import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  long,
  makeAppendOnly,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

/** The one log (docs/adr/0002): what is sealed only ever grows; the two heads are the sequencer's working state. */
export class Ledger1763600000002 implements MigrationInterface {
  name = 'Ledger1763600000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'ledger_head', {
      id: primary(whole()),
      log_id: id(),
      size: instant(),
      frontier: long(),
    });
    await createTable(runner, 'ledger_lift_head', { lift_id: key(), lift_seq: whole(), hash: word(64) });
    await createTable(runner, 'ledger_entry', {
      seq: primary(instant()),
      kind: word(40),
      lift_id: id(),
      lift_seq: whole(),
      previous: word(64),
      at: instant(),
      open_text: long(),
      closed_text: long(),
      closed_hash: word(64),
      hash: word(64),
      key_id: word(16),
      signature: word(88),
    });
    await createIndex(runner, 'ledger_entry', ['lift_id', 'lift_seq'], true);
    await createTable(runner, 'ledger_node', {
      level: primary(whole()),
      position: primary(instant()),
      hash: word(64),
    });
    await createTable(runner, 'ledger_checkpoint', {
      size: primary(instant()),
      log_id: id(),
      key_id: word(16),
      root: word(64),
      at: instant(),
      signature: word(88),
    });
    for (const table of ['ledger_entry', 'ledger_node', 'ledger_checkpoint']) {
      await makeAppendOnly(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'ledger_checkpoint',
      'ledger_node',
      'ledger_entry',
      'ledger_lift_head',
      'ledger_head',
    ]);
  }
}
