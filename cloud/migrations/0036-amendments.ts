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
  whole,
  word,
} from '../src/kernel/schema';

/** Amendments and voids: proposals on their way into the log, and what became of a record. */
export class Amendments1763600000036 implements MigrationInterface {
  name = 'Amendments1763600000036';

  async up(runner: QueryRunner): Promise<void> {
    // With a constant default, which both engines add without rewriting millions of rows.
    await runner.query(`ALTER TABLE record ADD COLUMN standing varchar(8) NOT NULL DEFAULT 'original'`);
    await createTable(runner, 'amendment', {
      id: key(),
      record_id: id(),
      lift_id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      kind: word(9),
      cause: optional(word(12)),
      state: word(18),
      reason: word(300),
      corrections: long(),
      content_hash: word(64),
      number: whole(),
      proposed_by: id(),
      proposed_as: word(16),
      proposed_at: instant(),
      late: flag(),
      owner_term_on: optional(day()),
      agreements: long(),
      ended_at: optional(instant()),
      entry_hash: optional(word(64)),
      // The record while something is open about it: there is one at a time.
      open_record: optional(id()),
    });
    await createIndex(runner, 'amendment', ['open_record'], true);
    await createIndex(runner, 'amendment', ['record_id']);
    await createIndex(runner, 'amendment', ['state', 'owner_term_on']);
    await createIndex(runner, 'amendment', ['company_id', 'state']);
    await createIndex(runner, 'amendment', ['owner_id', 'state']);
    await createIndex(runner, 'amendment', ['division_code', 'state']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['amendment']);
    await runner.query('ALTER TABLE record DROP COLUMN standing');
  }
}
