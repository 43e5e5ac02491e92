import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables, instant, primary, word } from '../src/kernel/schema';

/** What an installation lost and somebody accepted, as it stands sealed in the log that goes on. */
export class AcceptedLosses1763600000045 implements MigrationInterface {
  name = 'AcceptedLosses1763600000045';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'accepted_loss', {
      statement: primary(word(64)),
      from_seq: instant(),
      to_seq: instant(),
      at: instant(),
      accepted_by: word(60),
      reason: word(300),
      backup: word(40),
      entry_hash: word(64),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['accepted_loss']);
  }
}
