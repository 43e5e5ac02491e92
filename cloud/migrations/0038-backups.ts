import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropTables, flag, instant, key, long, word } from '../src/kernel/schema';

/** What backups, restores and drills left behind. */
export class Backups1763600000038 implements MigrationInterface {
  name = 'Backups1763600000038';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'backup_run', {
      id: key(),
      kind: word(8),
      at: instant(),
      ended_at: instant(),
      is_good: flag(),
      facts: long(),
    });
    await createIndex(runner, 'backup_run', ['kind', 'at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['backup_run']);
  }
}
