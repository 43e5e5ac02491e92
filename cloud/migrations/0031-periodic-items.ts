import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  day,
  dropTables,
  id,
  instant,
  key,
  long,
  optional,
  word,
} from '../src/kernel/schema';

/** Periodic items as companies enter them, and what has been told about them. */
export class PeriodicItems1763600000031 implements MigrationInterface {
  name = 'PeriodicItems1763600000031';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'periodic_done', {
      id: key(),
      lift_id: id(),
      company_id: id(),
      item: word(20),
      done_on: day(),
      governor_since: optional(day()),
      note: word(200),
      entered_by: id(),
      entered_at: instant(),
    });
    await createIndex(runner, 'periodic_done', ['lift_id', 'item', 'done_on']);
    await createTable(runner, 'periodic_told', { lift_id: key(), warnings: long(), told_at: instant() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['periodic_done', 'periodic_told']);
  }
}
