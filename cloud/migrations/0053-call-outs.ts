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

/** 急修: faults, who told of them, who repairs them, what was put in, and while what the lift stood still. */
export class CallOuts1763600000053 implements MigrationInterface {
  name = 'CallOuts1763600000053';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'call_out', {
      id: key(),
      lift_id: id(),
      company_id: optional(id()),
      owner_id: optional(id()),
      division_code: word(12),
      state: word(16),
      source: word(12),
      sign: word(12),
      text: word(300),
      on_stopped: flag(),
      open_key: optional(id()),
      merged_into: optional(id()),
      service: optional(word(80)),
      service_permit: optional(word(60)),
      reported_at: instant(),
      dispatched_at: optional(instant()),
      accepted_at: optional(instant()),
      arrived_at: optional(instant()),
      finished_at: optional(instant()),
      confirmed_at: optional(instant()),
      closed_at: optional(instant()),
      outcome: optional(word(12)),
      cause: optional(word(12)),
      work: word(500),
      feedback: word(200),
      service_report_ids: long(),
      return_count: whole(),
      major_scope: optional(word(300)),
      major_notice_number: optional(word(60)),
      major_notice_on: optional(day()),
      major_inspection_number: optional(word(60)),
      major_inspected_on: optional(day()),
    });
    await createIndex(runner, 'call_out', ['open_key'], true);
    await createIndex(runner, 'call_out', ['lift_id', 'reported_at']);
    await createIndex(runner, 'call_out', ['company_id', 'reported_at']);
    await createIndex(runner, 'call_out', ['owner_id', 'reported_at']);
    await createIndex(runner, 'call_out', ['division_code', 'reported_at']);
    await createTable(runner, 'call_out_member', {
      call_out_id: primary(id()),
      person_id: primary(id()),
      role: word(8),
      position: whole(),
      dispatched_at: instant(),
      accepted_at: optional(instant()),
      left_at: optional(instant()),
    });
    await createIndex(runner, 'call_out_member', ['person_id']);
    await createTable(runner, 'fault_report', {
      id: key(),
      call_out_id: id(),
      lift_id: id(),
      source: word(12),
      person_id: optional(id()),
      sign: word(12),
      text: word(300),
      reported_at: instant(),
      told_at: optional(instant()),
    });
    await createIndex(runner, 'fault_report', ['call_out_id']);
    await createTable(runner, 'fault_picture', {
      file_id: key(),
      report_id: id(),
      created_at: instant(),
    });
    await createIndex(runner, 'fault_picture', ['report_id']);
    await createTable(runner, 'call_out_photo', {
      file_id: key(),
      call_out_id: id(),
      slot: word(12),
      created_at: instant(),
    });
    await createIndex(runner, 'call_out_photo', ['call_out_id']);
    await createTable(runner, 'call_out_part', {
      id: key(),
      call_out_id: id(),
      name: word(60),
      quantity: whole(),
      is_safety: flag(),
      maker: word(80),
      type_test_number: word(60),
      old_photo_id: optional(id()),
      created_at: instant(),
    });
    await createIndex(runner, 'call_out_part', ['call_out_id']);
    await createTable(runner, 'call_out_stop', {
      id: key(),
      call_out_id: id(),
      lift_id: id(),
      from_at: instant(),
      expected_on: day(),
      to_at: optional(instant()),
      reason: word(100),
      solution: word(500),
    });
    await createIndex(runner, 'call_out_stop', ['lift_id', 'from_at']);
    await createIndex(runner, 'call_out_stop', ['call_out_id']);
    await createTable(runner, 'call_out_step', {
      id: key(),
      call_out_id: id(),
      at: instant(),
      act: word(20),
      person_id: optional(id()),
      text: word(500),
      entry_hash: word(64),
    });
    await createIndex(runner, 'call_out_step', ['call_out_id']);
    await makeAppendOnly(runner, 'call_out_step');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'call_out_step',
      'call_out_stop',
      'call_out_part',
      'call_out_photo',
      'fault_picture',
      'fault_report',
      'call_out_member',
      'call_out',
    ]);
  }
}
