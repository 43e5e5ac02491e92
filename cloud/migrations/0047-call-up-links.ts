import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropTables, id, instant, key, word } from '../src/kernel/schema';

/** Links by which a browser downloads evidence files itself, and goes on where it broke off. */
export class CallUpLinks1763600000047 implements MigrationInterface {
  name = 'CallUpLinks1763600000047';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'call_up_link', {
      id: key(),
      token_hash: word(64),
      call_up_id: id(),
      session_id: id(),
      person_id: id(),
      organisation_id: id(),
      created_at: instant(),
      expires_at: instant(),
    });
    await createIndex(runner, 'call_up_link', ['token_hash'], true);
    await createIndex(runner, 'call_up_link', ['call_up_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['call_up_link']);
  }
}
