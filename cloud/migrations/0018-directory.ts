import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  day,
  dropTables,
  flag,
  id,
  instant,
  key,
  long,
  makeAppendOnly,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

const tables = [
  'directory_push',
  'directory_callback',
  'directory_event',
  'directory_difference',
  'directory_grant',
  'directory_role_mapping',
  'directory_department_mapping',
  'directory_role_holder',
  'directory_role',
  'directory_person',
  'directory_department',
  'directory_sync',
  'assignment_event',
];

/** The corporation's address book as the book of accounts, and who assigned what to whom, when and why. */
export class DirectoryOfAccounts1763600000018 implements MigrationInterface {
  name = 'DirectoryOfAccounts1763600000018';

  async up(runner: QueryRunner): Promise<void> {
    await this.mirror(runner);
    await this.mappings(runner);
    await this.events(runner);
    // A day cannot say that somebody lost a role this morning: from this instant on it counts no more.
    await addColumn(runner, 'assignment', 'ended_at', instant());
    await createTable(runner, 'assignment_event', {
      id: key(),
      assignment_id: id(),
      person_id: id(),
      organisation_id: id(),
      role: word(20),
      act: word(10),
      source: word(20),
      at: instant(),
      operator_id: optional(id()),
      operator_name: word(60),
      reason: word(300),
    });
    await createIndex(runner, 'assignment_event', ['assignment_id']);
    await createIndex(runner, 'assignment_event', ['organisation_id', 'at']);
    await makeAppendOnly(runner, 'assignment_event');
  }

  private async mirror(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'directory_sync', {
      id: key(),
      kind: word(10),
      state: word(10),
      asked_by: optional(id()),
      created_at: instant(),
      started_at: optional(instant()),
      finished_at: optional(instant()),
      beat_at: instant(),
      calls: whole(),
      departments: whole(),
      people: whole(),
      roles: whole(),
      differences: whole(),
      missing: whole(),
      trouble: word(60),
    });
    await createTable(runner, 'directory_department', {
      id: primary(word(20)),
      parent_id: optional(word(20)),
      name: word(100),
      read_at: instant(),
      seen_by: optional(id()),
      opened_by: optional(id()),
      people_by: optional(id()),
      people_from: whole(),
      gone_at: optional(instant()),
    });
    await createTable(runner, 'directory_person', {
      id: primary(word(64)),
      union_id: word(64),
      name: word(60),
      phone_sealed: optional(long()),
      phone_print: optional(word(64)),
      department_ids: long(),
      is_active: flag(),
      is_admin: flag(),
      real_named: optional(flag()),
      content: word(64),
      is_due: flag(),
      person_id: optional(id()),
      read_at: instant(),
      seen_by: optional(id()),
      gone_at: optional(instant()),
    });
    await createTable(runner, 'directory_role', {
      id: primary(word(20)),
      name: word(60),
      group_name: word(60),
      seen_by: optional(id()),
      holders_by: optional(id()),
      gone_at: optional(instant()),
    });
    await createTable(runner, 'directory_role_holder', {
      role_id: primary(word(20)),
      user_id: primary(word(64)),
      seen_by: optional(id()),
    });
    await createIndex(runner, 'directory_sync', ['state']);
    await createIndex(runner, 'directory_person', ['is_due']);
    await createIndex(runner, 'directory_person', ['person_id']);
    await createIndex(runner, 'directory_role_holder', ['user_id']);
  }

  private async mappings(runner: QueryRunner): Promise<void> {
    const mapped = { mapped_by: id(), mapped_at: instant(), reason: word(300) };
    await createTable(runner, 'directory_department_mapping', {
      department_id: primary(word(20)),
      organisation_id: id(),
      division_code: word(12),
      role: optional(word(20)),
      ...mapped,
    });
    await createTable(runner, 'directory_role_mapping', {
      role_id: primary(word(20)),
      division_code: primary(word(12)),
      role: word(20),
      ...mapped,
    });
    // Which assignment exists because of whose place in the address book: only these follow it.
    await createTable(runner, 'directory_grant', {
      user_id: primary(word(64)),
      organisation_id: primary(id()),
      role: primary(word(20)),
      assignment_id: id(),
    });
    await createIndex(runner, 'directory_department_mapping', ['organisation_id']);
    await createIndex(runner, 'directory_grant', ['assignment_id']);
  }

  private async events(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'directory_event', {
      id: key(),
      event_id: word(64),
      kind: word(40),
      subject_kind: word(12),
      subject_id: word(64),
      via: word(10),
      operator: word(64),
      born_at: instant(),
      received_at: instant(),
      state: word(10),
      attempts: whole(),
      due_at: optional(instant()),
      settled_at: optional(instant()),
      code: word(60),
    });
    await createTable(runner, 'directory_callback', {
      signature: primary(word(40)),
      received_at: instant(),
    });
    await createTable(runner, 'directory_difference', {
      id: key(),
      sync_id: id(),
      kind: word(20),
      subject_kind: word(12),
      subject_id: word(64),
      division_code: word(12),
      name: word(100),
      text: word(300),
      found_at: instant(),
      repaired_on: optional(day()),
    });
    await createTable(runner, 'directory_push', {
      id: key(),
      assignment_id: id(),
      person_id: id(),
      department_id: word(20),
      state: word(12),
      code: word(60),
      attempts: whole(),
      due_at: optional(instant()),
      tried_at: optional(instant()),
      user_id: word(64),
    });
    await createIndex(runner, 'directory_event', ['event_id', 'subject_kind', 'subject_id'], true);
    await createIndex(runner, 'directory_event', ['state', 'due_at']);
    await createIndex(runner, 'directory_callback', ['received_at']);
    await createIndex(runner, 'directory_difference', ['found_at']);
    await createIndex(runner, 'directory_push', ['due_at']);
    await createIndex(runner, 'directory_push', ['assignment_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, tables);
    await runner.dropColumn('assignment', 'ended_at');
  }
}
