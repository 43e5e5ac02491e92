import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  dropTables,
  flag,
  instant,
  key,
  long,
  optional,
  word,
} from '../src/kernel/schema';

/** What people chose about their messages, and what waits for the morning's digest. */
export class MessagePreferences1763600000041 implements MigrationInterface {
  name = 'MessagePreferences1763600000041';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'message_preference', {
      person_id: key(),
      digest: flag(),
      quiet_from: optional(word(5)),
      quiet_until: optional(word(5)),
      muted: long(),
      updated_at: instant(),
    });
    await addColumn(runner, 'message', 'digest_at', instant());
    await createIndex(runner, 'message', ['person_id', 'digest_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['message_preference']);
    await runner.dropColumn('message', 'digest_at');
  }
}
