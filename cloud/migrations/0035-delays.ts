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

/** 延期说明: explanations of late work, a decision for each lift. */
export class Delays1763600000035 implements MigrationInterface {
  name = 'Delays1763600000035';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'delay', {
      id: key(),
      company_id: id(),
      kind: word(8),
      reason: word(24),
      text: word(500),
      expected_on: day(),
      ended_on: optional(day()),
      file_ids: long(),
      submitted_by: id(),
      submitted_at: instant(),
    });
    await createIndex(runner, 'delay', ['company_id', 'submitted_at']);
    await createTable(runner, 'delay_lift', {
      id: key(),
      delay_id: id(),
      lift_id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      due_on: day(),
      expected_on: day(),
      state: word(14),
      submitted_at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      decision: word(300),
      contradicted_by: optional(id()),
      contradicted_at: optional(instant()),
      contradiction: word(300),
    });
    await createIndex(runner, 'delay_lift', ['delay_id']);
    await createIndex(runner, 'delay_lift', ['lift_id', 'due_on']);
    await createIndex(runner, 'delay_lift', ['division_code', 'submitted_at']);
    await createIndex(runner, 'delay_lift', ['owner_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['delay_lift', 'delay']);
  }
}
