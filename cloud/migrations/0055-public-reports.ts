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
  makeAppendOnly,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

/** What the public says and what became of it; announcements and safety education. */
export class PublicReports1763600000055 implements MigrationInterface {
  name = 'PublicReports1763600000055';

  async up(runner: QueryRunner): Promise<void> {
    await this.reports(runner);
    await this.announcements(runner);
  }

  private async reports(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'public_report', {
      id: key(),
      kind: word(16),
      category: word(24),
      state: word(12),
      lift_id: optional(id()),
      company_id: optional(id()),
      owner_id: optional(id()),
      division_code: word(12),
      text_sealed: long(),
      unit_text_sealed: optional(long()),
      stars: optional(whole()),
      evaluation_print: optional(word(64)),
      publication: word(10),
      public_text: optional(long()),
      check_verdict: word(10),
      suspicion: word(16),
      agrees_to_be_named: flag(),
      proposal_before: optional(long()),
      proposal_after: optional(long()),
      change_id: optional(id()),
      route_to: optional(word(12)),
      route_organisation_id: optional(id()),
      route_authority: word(60),
      answer: optional(long()),
      feedback: optional(long()),
      verdict: word(16),
      by_maintenance: flag(),
      rating: optional(whole()),
      received_at: instant(),
      accepted_at: optional(instant()),
      routed_at: optional(instant()),
      answered_at: optional(instant()),
      fed_back_at: optional(instant()),
      appealed_at: optional(instant()),
    });
    await createIndex(runner, 'public_report', ['evaluation_print'], true);
    await createIndex(runner, 'public_report', ['division_code', 'state', 'received_at']);
    await createIndex(runner, 'public_report', ['route_organisation_id', 'state']);
    await createIndex(runner, 'public_report', ['lift_id', 'kind', 'publication']);
    await createIndex(runner, 'public_report', ['company_id', 'received_at']);
    await createIndex(runner, 'public_report', ['change_id']);
    await createIndex(runner, 'public_report', ['state', 'received_at']);
    await createTable(runner, 'public_report_step', {
      id: key(),
      report_id: id(),
      act: word(16),
      at: instant(),
      person_id: optional(id()),
      organisation_id: optional(id()),
      text_sealed: long(),
    });
    await createIndex(runner, 'public_report_step', ['report_id']);
    await makeAppendOnly(runner, 'public_report_step', ['DELETE']);
    await createTable(runner, 'public_report_picture', {
      file_id: primary(id()),
      report_id: id(),
      state: word(10),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      created_at: instant(),
    });
    await createIndex(runner, 'public_report_picture', ['report_id']);
    await createTable(runner, 'public_report_subscription', {
      id: key(),
      report_id: id(),
      template_id: word(64),
      open_id_sealed: optional(long()),
      created_at: instant(),
      used_at: optional(instant()),
    });
    await createIndex(runner, 'public_report_subscription', ['report_id'], true);
  }

  private async announcements(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'announcement', {
      id: key(),
      kind: word(12),
      title: word(80),
      text: long(),
      audience: word(10),
      organisation_id: id(),
      division_code: word(12),
      company_id: optional(id()),
      from_day: day(),
      until_day: optional(day()),
      state: word(10),
      created_by: id(),
      created_at: instant(),
      published_by: optional(id()),
      published_at: optional(instant()),
      withdrawn_at: optional(instant()),
      withdraw_reason: word(300),
      edition: whole(),
    });
    await createIndex(runner, 'announcement', ['state', 'from_day']);
    await createIndex(runner, 'announcement', ['division_code', 'from_day']);
    await createIndex(runner, 'announcement', ['organisation_id']);
    await createTable(runner, 'announcement_lift', {
      announcement_id: primary(id()),
      lift_id: primary(id()),
    });
    await createIndex(runner, 'announcement_lift', ['lift_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'announcement_lift',
      'announcement',
      'public_report_subscription',
      'public_report_picture',
      'public_report_step',
      'public_report',
    ]);
  }
}
