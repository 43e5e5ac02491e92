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
  optional,
  word,
} from '../src/kernel/schema';

/** Which companies may stop paper on which lifts, decision by decision. */
export class PaperDecisions1763600000044 implements MigrationInterface {
  name = 'PaperDecisions1763600000044';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'paper_decision', {
      id: key(),
      change_id: optional(id()),
      company_id: id(),
      lift_id: optional(id()),
      stops: flag(),
      area: word(12),
      from_on: optional(day()),
      reason: word(300),
      office_id: optional(id()),
      decided_by: optional(id()),
      decided_at: optional(instant()),
    });
    await createIndex(runner, 'paper_decision', ['company_id', 'from_on']);
    await createIndex(runner, 'paper_decision', ['change_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['paper_decision']);
  }
}
