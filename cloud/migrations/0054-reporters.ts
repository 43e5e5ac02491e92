import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  long,
  optional,
  word,
} from '../src/kernel/schema';

/** Secrets for people without a login, and what was left for calling them back. */
export class Reporters1763600000054 implements MigrationInterface {
  name = 'Reporters1763600000054';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'reporter', {
      id: key(),
      kind: word(24),
      subject_id: id(),
      token_hash: word(64),
      asked_print: optional(word(64)),
      device_print: word(64),
      address_print: word(64),
      callback_sealed: optional(long()),
      given_at: instant(),
      expires_at: instant(),
    });
    await createIndex(runner, 'reporter', ['token_hash'], true);
    await createIndex(runner, 'reporter', ['asked_print'], true);
    await createIndex(runner, 'reporter', ['subject_id', 'kind']);
    await createIndex(runner, 'reporter', ['kind', 'device_print', 'given_at']);
    await createIndex(runner, 'reporter', ['kind', 'address_print', 'given_at']);
    await createIndex(runner, 'reporter', ['given_at']);
    await createIndex(runner, 'reporter', ['expires_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['reporter']);
  }
}
