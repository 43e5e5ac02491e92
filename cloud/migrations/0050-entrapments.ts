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
  makeAppendOnly,
  optional,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** 困人: calls for help, entrapments, who was called, the timeline, plans, proofs and machines that report. */
export class Entrapments1763600000050 implements MigrationInterface {
  name = 'Entrapments1763600000050';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'entrapment', {
      id: key(),
      lift_id: id(),
      open_lift_id: optional(id()),
      company_id: optional(id()),
      owner_id: optional(id()),
      division_code: word(12),
      use_place: optional(word(12)),
      kind: word(8),
      state: word(12),
      outcome: optional(word(10)),
      source: word(12),
      people: optional(whole()),
      is_hurt: flag(),
      is_medical: flag(),
      is_panic: flag(),
      has_children: flag(),
      has_elderly: flag(),
      is_doubtful: flag(),
      reports: whole(),
      occurred_at: optional(instant()),
      reported_at: instant(),
      last_call_at: instant(),
      limits: long(),
      tier1_at: optional(instant()),
      tier1_rung_at: optional(instant()),
      tier2_at: optional(instant()),
      tier2_rung_at: optional(instant()),
      tier3_at: optional(instant()),
      tier3_rung_at: optional(instant()),
      fire_called_at: optional(instant()),
      accepted_at: optional(instant()),
      departed_at: optional(instant()),
      eta_at: optional(instant()),
      eta_said_at: optional(instant()),
      arrived_at: optional(instant()),
      started_at: optional(instant()),
      freed_at: optional(instant()),
      freed_by: optional(word(8)),
      freed_people: optional(whole()),
      hurt_people: optional(whole()),
      restored_at: optional(instant()),
      closed_at: optional(instant()),
      is_response_late: flag(),
      is_arrival_late: flag(),
      evidence: word(8),
      evidence_due_at: optional(instant()),
      cause_first: optional(word(12)),
      cause_second: word(40),
      part: word(100),
      measures: word(500),
      satisfaction: optional(whole()),
      call_back: word(300),
      moved_to: optional(id()),
      wrong_codes: whole(),
      next_at: optional(instant()),
      edition: whole(),
    });
    await createIndex(runner, 'entrapment', ['open_lift_id'], true);
    await createIndex(runner, 'entrapment', ['lift_id', 'reported_at']);
    await createIndex(runner, 'entrapment', ['division_code', 'reported_at']);
    await createIndex(runner, 'entrapment', ['company_id', 'reported_at']);
    await createIndex(runner, 'entrapment', ['owner_id', 'reported_at']);
    await createIndex(runner, 'entrapment', ['next_at']);
    await createTable(runner, 'help_call', {
      id: key(),
      entrapment_id: id(),
      lift_id: id(),
      source: word(12),
      key_print: optional(word(64)),
      device_print: optional(word(64)),
      source_id: optional(id()),
      person_id: optional(id()),
      at: instant(),
      waited_ms: instant(),
      people: optional(whole()),
      note_sealed: optional(long()),
      phone_sealed: optional(long()),
      forget_at: optional(instant()),
      is_mistaken: flag(),
    });
    await createIndex(runner, 'help_call', ['key_print'], true);
    await createIndex(runner, 'help_call', ['entrapment_id']);
    await createIndex(runner, 'help_call', ['device_print', 'at']);
    await createIndex(runner, 'help_call', ['source_id', 'at']);
    await createIndex(runner, 'help_call', ['forget_at']);
    await createTable(runner, 'rescue_summons', {
      id: key(),
      entrapment_id: id(),
      person_id: id(),
      organisation_id: id(),
      side: word(8),
      tier: whole(),
      state: word(8),
      called_at: instant(),
      rings: whole(),
      answered_at: optional(instant()),
      reason: word(100),
      eta_at: optional(instant()),
      departed_at: optional(instant()),
      arrived_at: optional(instant()),
      arrival_proof: optional(word(10)),
      distance_metres: optional(real()),
      fix_sealed: optional(long()),
      plan_started_at: optional(instant()),
    });
    await createIndex(runner, 'rescue_summons', ['entrapment_id', 'person_id'], true);
    await createIndex(runner, 'rescue_summons', ['person_id', 'called_at']);
    await createIndex(runner, 'rescue_summons', ['organisation_id', 'called_at']);
    await createTable(runner, 'entrapment_event', {
      id: key(),
      entrapment_id: id(),
      kind: word(20),
      at: instant(),
      person_id: optional(id()),
      organisation_id: optional(id()),
      text: word(300),
      hash: word(64),
    });
    await createIndex(runner, 'entrapment_event', ['entrapment_id']);
    await createTable(runner, 'rescue_plan', {
      id: key(),
      organisation_id: id(),
      text: long(),
      written_by: id(),
      written_at: instant(),
    });
    await createIndex(runner, 'rescue_plan', ['organisation_id', 'written_at']);
    await createTable(runner, 'rescue_proof', {
      id: key(),
      entrapment_id: id(),
      person_id: id(),
      kind: word(8),
      file_id: optional(id()),
      device_id: optional(word(64)),
      at: instant(),
    });
    await createIndex(runner, 'rescue_proof', ['entrapment_id']);
    await createTable(runner, 'rescue_source', {
      id: key(),
      division_code: word(12),
      name: word(60),
      kind: word(12),
      key_print: word(64),
      issued_by: id(),
      issued_at: instant(),
      revoked_by: optional(id()),
      revoked_at: optional(instant()),
    });
    await createIndex(runner, 'rescue_source', ['key_print'], true);
    await createIndex(runner, 'rescue_source', ['division_code']);
    for (const table of ['entrapment_event', 'rescue_plan', 'rescue_proof'])
      await makeAppendOnly(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'rescue_source',
      'rescue_proof',
      'rescue_plan',
      'entrapment_event',
      'rescue_summons',
      'help_call',
      'entrapment',
    ]);
  }
}
