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
  optional,
  whole,
  word,
} from '../src/kernel/schema';

/** Papers of companies and people with their terms and scans; who works for two companies at once. */
export class Papers1763600000020 implements MigrationInterface {
  name = 'Papers1763600000020';

  async up(runner: QueryRunner): Promise<void> {
    await this.papers(runner);
    await this.conflicts(runner);
    await this.columns(runner);
  }

  private async papers(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'paper', {
      id: key(),
      kind: word(20),
      subject_kind: word(12),
      subject_id: id(),
      organisation_id: id(),
      slot: word(80),
      number: word(40),
      number_sealed: optional(long()),
      item: word(10),
      sub_items: long(),
      from_day: optional(day()),
      until_day: optional(day()),
      file_id: optional(id()),
      state: word(10),
      counts: flag(),
      reminded: optional(whole()),
      entered_by: id(),
      entered_at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      reason: word(300),
    });
    await createIndex(runner, 'paper', ['subject_id', 'kind']);
    await createIndex(runner, 'paper', ['slot', 'counts']);
    await createIndex(runner, 'paper', ['until_day', 'counts']);
    await createIndex(runner, 'paper', ['organisation_id', 'until_day']);
    await createIndex(runner, 'paper', ['file_id']);
  }

  private async conflicts(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'employment_conflict', {
      id: key(),
      person_id: id(),
      first_organisation_id: id(),
      second_organisation_id: id(),
      state: word(10),
      found_at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      outcome: word(20),
      reason: word(300),
    });
    await createIndex(runner, 'employment_conflict', ['person_id', 'state']);
    await createIndex(runner, 'employment_conflict', ['state', 'found_at']);
  }

  private async columns(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'certificate', 'ended_on', day());
    await addColumn(runner, 'certificate', 'reminded', whole());
    await addColumn(runner, 'person', 'id_number_sealed', long());
    await addColumn(runner, 'person', 'id_number_print', word(64));
    await addColumn(runner, 'stored_file', 'scan_verdict', word(12));
    // One number, one person: of two registrations at once the second meets the first.
    await createIndex(runner, 'person', ['id_number_print'], true);
    await createIndex(runner, 'certificate', ['valid_until']);
    await createIndex(runner, 'assignment', ['organisation_id', 'until_day']);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, index] of [
      ['assignment', 'ix_assignment_organisation_id_until_day'],
      ['certificate', 'ix_certificate_valid_until'],
      ['person', 'uq_person_id_number_print'],
    ] as const)
      await runner.dropIndex(table, index);
    for (const [table, column] of [
      ['stored_file', 'scan_verdict'],
      ['person', 'id_number_print'],
      ['person', 'id_number_sealed'],
      ['certificate', 'reminded'],
      ['certificate', 'ended_on'],
    ] as const)
      await runner.dropColumn(table, column);
    await dropTables(runner, ['employment_conflict', 'paper']);
  }
}
