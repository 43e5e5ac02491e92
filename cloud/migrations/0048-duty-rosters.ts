import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
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

/** Who is on duty: rosters of units and their shifts. */
export class DutyRosters1763600000048 implements MigrationInterface {
  name = 'DutyRosters1763600000048';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'duty_roster', {
      id: key(),
      organisation_id: id(),
      division_code: word(12),
      name: word(60),
      areas: long(),
      lift_ids: long(),
      needs_certificate: flag(),
      phone_sealed: optional(long()),
      created_at: instant(),
      ended_at: optional(instant()),
    });
    await createIndex(runner, 'duty_roster', ['organisation_id', 'ended_at']);
    await createIndex(runner, 'duty_roster', ['division_code', 'ended_at']);
    await createTable(runner, 'duty_shift', {
      id: key(),
      roster_id: id(),
      person_id: id(),
      starts_at: instant(),
      ends_at: instant(),
      stands_in_for: optional(id()),
      entered_by: id(),
      entered_at: instant(),
      cancelled_at: optional(instant()),
      reason: word(300),
    });
    await createIndex(runner, 'duty_shift', ['roster_id', 'ends_at']);
    await createIndex(runner, 'duty_shift', ['person_id', 'ends_at']);
    await createTable(runner, 'duty_test_call', {
      id: key(),
      roster_id: id(),
      month: word(7),
      attempt: whole(),
      state: word(12),
      trouble: word(60),
      code_print: optional(word(64)),
      due_at: instant(),
      placed_at: optional(instant()),
      answered_at: optional(instant()),
      answered_by: optional(id()),
    });
    await createIndex(runner, 'duty_test_call', ['roster_id', 'month', 'attempt'], true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['duty_test_call', 'duty_shift', 'duty_roster']);
  }
}
