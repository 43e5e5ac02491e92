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
  real,
  whole,
  word,
} from '../src/kernel/schema';

export class RegistersAndWork1763600000001 implements MigrationInterface {
  name = 'RegistersAndWork1763600000001';

  async up(runner: QueryRunner): Promise<void> {
    await this.kernel(runner);
    await this.registers(runner);
    await this.lifts(runner);
    await this.files(runner);
    await this.visits(runner);
    await this.presences(runner);
    await this.records(runner);
    await this.indices(runner);
    await makeAppendOnly(runner, 'audit_entry');
  }

  private async kernel(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'audit_entry', {
      id: key(),
      at: instant(),
      person_id: optional(id()),
      role: optional(word(20)),
      organisation_id: optional(id()),
      device_id: optional(word(64)),
      action: word(60),
      subject_kind: word(30),
      subject_id: word(64),
      detail: optional(long()),
      request_id: word(40),
    });
    await createTable(runner, 'outbox_event', {
      id: key(),
      name: word(60),
      payload: long(),
      created_at: instant(),
      due_at: instant(),
      state: word(10),
      attempts: whole(),
      error: optional(long()),
    });
    await createTable(runner, 'request_key', {
      id: primary(word(160)),
      endpoint: word(120),
      body_hash: word(64),
      reply: long(),
      created_at: instant(),
    });
  }

  private async registers(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'division', { code: primary(word(12)), name: word(60) });
    await createTable(runner, 'organisation', {
      id: key(),
      kind: word(30),
      name: word(120),
      name_key: word(120),
      credit_code: optional(word(18)),
      division_code: word(12),
      phone_sealed: optional(long()),
      created_at: instant(),
      closed_on: optional(day()),
    });
    await createTable(runner, 'person', {
      id: key(),
      name: word(40),
      phone_sealed: optional(long()),
      phone_print: optional(word(64)),
      created_at: instant(),
    });
    await createTable(runner, 'assignment', {
      id: key(),
      person_id: id(),
      organisation_id: id(),
      role: word(20),
      from_day: day(),
      until_day: optional(day()),
    });
    await createTable(runner, 'certificate', {
      id: key(),
      person_id: id(),
      item: word(10),
      number_sealed: optional(long()),
      valid_until: day(),
    });
    await createTable(runner, 'session', {
      id: key(),
      token_hash: word(64),
      person_id: id(),
      assignment_id: id(),
      channel: word(20),
      device_id: word(64),
      device_text: word(200),
      created_at: instant(),
      expires_at: instant(),
      ended_at: optional(instant()),
    });
    await createTable(runner, 'message', {
      id: key(),
      person_id: id(),
      kind: word(40),
      subject_id: id(),
      title: word(80),
      text: word(300),
      facts: long(),
      page: optional(word(200)),
      outcome: optional(word(60)),
      created_at: instant(),
      read_at: optional(instant()),
    });
  }

  private async lifts(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'lift', {
      id: key(),
      equipment_code: word(40),
      registration_code: word(40),
      use_registration: word(60),
      factory_number: word(80),
      rescue_code: word(20),
      own_number: word(60),
      type: word(4),
      state: word(20),
      place: word(120),
      address: word(200),
      division_code: word(12),
      manufacturer: word(120),
      made_on: optional(day()),
      rated_speed: optional(real()),
      rated_load: optional(real()),
      floors: optional(whole()),
      next_inspection_on: optional(day()),
      lng: optional(real()),
      lat: optional(real()),
      crs: optional(word(8)),
      position_confirmed: flag(),
      fence_radius_metres: optional(whole()),
      company_id: optional(id()),
      owner_id: optional(id()),
      last_maintained_on: optional(day()),
      due_on: optional(day()),
      grade: optional(word(20)),
      grade_on: optional(day()),
      created_at: instant(),
      updated_at: instant(),
    });
    await createTable(runner, 'lift_code', {
      token: primary(word(40)),
      lift_id: id(),
      valid_from: instant(),
      valid_to: optional(instant()),
    });
  }

  private async files(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'stored_file', {
      id: key(),
      purpose: word(20),
      visit_id: optional(id()),
      person_id: id(),
      sha256: word(64),
      bytes: whole(),
      content_type: word(100),
      nonce: optional(word(64)),
      captured_at: optional(instant()),
      state: word(10),
      object_key: word(120),
      watermark_key: optional(word(120)),
      is_sealed: flag(),
      perceptual_hash: optional(word(16)),
      refusal_code: optional(word(60)),
      created_at: instant(),
      received_at: optional(instant()),
    });
    await createTable(runner, 'photo_nonce', {
      nonce: primary(word(64)),
      visit_id: id(),
      person_id: id(),
      file_id: optional(id()),
    });
  }

  private async visits(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'visit', {
      id: key(),
      lift_id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      class: word(12),
      state: word(12),
      planned_on: day(),
      due_on: optional(day()),
      lead_id: id(),
      template_edition: word(60),
      grade: optional(word(20)),
      grade_reason: word(200),
      cancel_reason: optional(word(200)),
      record_id: optional(id()),
      created_at: instant(),
    });
    await createTable(runner, 'visit_member', {
      visit_id: primary(id()),
      person_id: primary(id()),
      role: word(8),
      is_certified: flag(),
    });
    await createTable(runner, 'visit_item', {
      visit_id: primary(id()),
      code: primary(word(20)),
      position: whole(),
      name: word(120),
      requirement: word(300),
      class: word(12),
      is_statutory: flag(),
      requires_test: flag(),
      result: optional(word(16)),
      note: word(500),
      reading: word(60),
      file_ids: long(),
      answered_at: optional(instant()),
    });
    await createTable(runner, 'visit_photo', {
      visit_id: primary(id()),
      file_id: primary(id()),
      slot: word(20),
      person_id: id(),
      created_at: instant(),
    });
  }

  private async presences(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'presence', {
      visit_id: primary(id()),
      person_id: primary(id()),
      device_id: optional(word(64)),
      code_at: optional(instant()),
      skew_ms: instant(),
      position_at: optional(instant()),
      position_verdict: word(14),
      distance_metres: optional(real()),
      accuracy_metres: optional(real()),
      fix_sealed: optional(long()),
      is_mock: optional(flag()),
      position_evidence_id: optional(id()),
      identity: word(12),
      identity_method: optional(word(12)),
      identity_score: optional(real()),
      identity_model: optional(word(60)),
      identity_at: optional(instant()),
      started_at: optional(instant()),
      checked_out_at: optional(instant()),
      out_verdict: optional(word(14)),
      out_distance_metres: optional(real()),
      out_fix_sealed: optional(long()),
    });
  }

  private async records(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'record', {
      id: key(),
      visit_id: id(),
      lift_id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      class: word(12),
      started_at: instant(),
      completed_at: instant(),
      completed_on: day(),
      place: word(120),
      rescue_code: word(20),
      own_number: word(60),
      company_name: word(120),
      owner_name: word(120),
      technicians: long(),
      validity: word(12),
      owner_answer: word(12),
      grade: word(20),
      exceptions: whole(),
      next_planned_on: day(),
      entry_seq: instant(),
      content_hash: word(64),
      verification_code: word(16),
    });
    await createTable(runner, 'signature', {
      id: key(),
      visit_id: id(),
      record_id: optional(id()),
      person_id: id(),
      signed_as: word(20),
      file_id: id(),
      content_hash: word(64),
      device_id: optional(word(64)),
      at: instant(),
    });
    await createTable(runner, 'finding', {
      id: key(),
      record_id: id(),
      person_id: optional(id()),
      code: word(40),
      message: word(300),
      settled_by: word(200),
      is_settled: flag(),
      created_at: instant(),
    });
  }

  private async indices(runner: QueryRunner): Promise<void> {
    const plain: [string, string[]][] = [
      ['outbox_event', ['state', 'due_at']],
      ['audit_entry', ['subject_id']],
      ['organisation', ['name_key']],
      ['person', ['phone_print']],
      ['assignment', ['person_id']],
      ['assignment', ['organisation_id', 'role']],
      ['certificate', ['person_id']],
      ['message', ['person_id', 'created_at']],
      ['message', ['subject_id']],
      ['lift', ['equipment_code']],
      ['lift', ['registration_code']],
      ['lift', ['use_registration']],
      ['lift', ['division_code', 'due_on']],
      ['lift', ['company_id', 'due_on']],
      ['lift', ['owner_id']],
      ['lift_code', ['lift_id']],
      ['stored_file', ['visit_id']],
      ['stored_file', ['sha256']],
      ['photo_nonce', ['visit_id', 'person_id']],
      ['visit', ['lift_id', 'state']],
      ['visit', ['company_id', 'planned_on']],
      ['visit_member', ['person_id']],
      ['record', ['lift_id', 'completed_at']],
      ['record', ['company_id', 'completed_at']],
      ['record', ['owner_id', 'owner_answer']],
      ['record', ['division_code', 'validity']],
      ['signature', ['visit_id']],
      ['finding', ['record_id']],
    ];
    for (const [table, columns] of plain) await createIndex(runner, table, columns);
    const unique: [string, string[]][] = [
      ['session', ['token_hash']],
      ['record', ['visit_id']],
      ['record', ['verification_code']],
    ];
    for (const [table, columns] of unique) await createIndex(runner, table, columns, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'finding',
      'signature',
      'record',
      'presence',
      'visit_photo',
      'visit_item',
      'visit_member',
      'visit',
    ]);
    await dropTables(runner, [
      'photo_nonce',
      'stored_file',
      'lift_code',
      'lift',
      'message',
      'session',
      'certificate',
      'assignment',
    ]);
    await dropTables(runner, [
      'person',
      'organisation',
      'division',
      'request_key',
      'outbox_event',
      'audit_entry',
    ]);
  }
}
