import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  day,
  dropTables,
  flag,
  id,
  instant,
  key,
  long,
  optional,
  word,
} from '../src/kernel/schema';

/** What backups, restores and drills left behind; and legal holds, under which nothing is deleted. */
export class BackupsAndHolds1763600000038 implements MigrationInterface {
  name = 'BackupsAndHolds1763600000038';

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
    await createTable(runner, 'legal_hold', {
      id: key(),
      kind: word(8),
      subject_id: id(),
      division_code: word(12),
      reason: word(500),
      document: word(120),
      until_day: optional(day()),
      placed_by: id(),
      placed_at: instant(),
      lifted_by: optional(id()),
      lifted_at: optional(instant()),
      lift_reason: word(500),
    });
    await createIndex(runner, 'legal_hold', ['kind', 'subject_id']);
    await createIndex(runner, 'legal_hold', ['division_code', 'placed_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['legal_hold', 'backup_run']);
  }
}
