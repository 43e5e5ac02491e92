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

/** Which companies may stop paper on which lifts, decision by decision; companies' own quality checks. */
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
    await this.inspectors(runner);
    await this.checks(runner);
    await this.findings(runner);
  }

  private async inspectors(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'quality_inspector', {
      id: key(),
      company_id: id(),
      person_id: id(),
      from_on: day(),
      until_on: optional(day()),
      appointed_by: id(),
      appointed_at: instant(),
      // Company and person while it lasts: nobody is appointed twice.
      in_office: optional(word(60)),
    });
    await createIndex(runner, 'quality_inspector', ['in_office'], true);
    await createIndex(runner, 'quality_inspector', ['company_id']);
  }

  private async checks(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'quality_check', {
      id: key(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      lift_id: id(),
      record_id: optional(id()),
      inspector_id: id(),
      planned_on: day(),
      state: word(10),
      technicians: long(),
      items: long(),
      checked_on: optional(day()),
      note: word(500),
      planned_by: id(),
      planned_at: instant(),
      ended_at: optional(instant()),
      entry_hash: optional(word(64)),
    });
    await createIndex(runner, 'quality_check', ['company_id', 'checked_on']);
    await createIndex(runner, 'quality_check', ['division_code']);
    await createIndex(runner, 'quality_check', ['lift_id']);
  }

  private async findings(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'quality_finding', {
      id: key(),
      check_id: id(),
      company_id: id(),
      lift_id: id(),
      technician_id: id(),
      item: word(60),
      found: word(300),
      due_on: day(),
      state: word(10),
      answer: word(300),
      answered_at: optional(instant()),
      verdict: word(300),
      decided_by: optional(id()),
      decided_at: optional(instant()),
    });
    await createIndex(runner, 'quality_finding', ['check_id']);
    await createIndex(runner, 'quality_finding', ['technician_id', 'state']);
    await createIndex(runner, 'quality_finding', ['company_id', 'state', 'due_on']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['quality_finding', 'quality_check', 'quality_inspector', 'paper_decision']);
  }
}
