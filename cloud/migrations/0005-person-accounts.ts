import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropTables, id, instant, primary, word } from '../src/kernel/schema';

/** Who stands behind an account of DingTalk or WeChat; one account, one person. */
export class PersonAccounts1763600000005 implements MigrationInterface {
  name = 'PersonAccounts1763600000005';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'person_account', {
      channel: primary(word(20)),
      external_id: primary(word(64)),
      person_id: id(),
      bound_at: instant(),
    });
    await createIndex(runner, 'person_account', ['person_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['person_account']);
  }
}
