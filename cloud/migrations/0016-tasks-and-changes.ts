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
  primary,
  word,
} from '../src/kernel/schema';

/** What the registers lean on: rounds made once a day, tasks from bad data, changes that somebody else decides. */
export class TasksAndChanges1763600000016 implements MigrationInterface {
  name = 'TasksAndChanges1763600000016';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'round_done', {
      name: primary(word(60)),
      day: primary(day()),
      done_at: instant(),
    });
    await createTable(runner, 'task', {
      id: key(),
      kind: word(60),
      about: word(120),
      subject_kind: word(30),
      subject_id: word(64),
      division_code: word(12),
      organisation_id: optional(id()),
      title: word(80),
      text: long(),
      due_on: optional(day()),
      state: word(10),
      outcome: word(200),
      created_at: instant(),
      closed_at: optional(instant()),
      closed_by: optional(id()),
    });
    await createTable(runner, 'change_request', {
      id: key(),
      subject_kind: word(30),
      subject_id: id(),
      before: long(),
      after: long(),
      reason: word(300),
      division_code: word(12),
      organisation_id: optional(id()),
      proposed_by: id(),
      proposed_at: instant(),
      state: word(10),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      decision: word(300),
    });
    await createIndex(runner, 'task', ['kind', 'about', 'state']);
    await createIndex(runner, 'task', ['state', 'division_code']);
    await createIndex(runner, 'task', ['organisation_id', 'state']);
    await createIndex(runner, 'change_request', ['state', 'division_code']);
    await createIndex(runner, 'change_request', ['subject_kind', 'subject_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['change_request', 'task', 'round_done']);
  }
}
