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
  whole,
  word,
} from '../src/kernel/schema';

/** 救援热线: calls that came in, calls back, and who handed the desk over to whom. */
export class Hotline1763600000057 implements MigrationInterface {
  name = 'Hotline1763600000057';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'desk_call', {
      id: key(),
      division_code: word(12),
      taken_by: id(),
      taken_at: instant(),
      ring_at: optional(instant()),
      phone_sealed: optional(long()),
      phone_print: optional(word(64)),
      forget_at: optional(instant()),
      kind: optional(word(12)),
      settled_at: optional(instant()),
      settled_by: optional(id()),
      note_sealed: optional(long()),
      lift_id: optional(id()),
      entrapment_id: optional(id()),
      wants_call_back: flag(),
      called_back_at: optional(instant()),
    });
    await createIndex(runner, 'desk_call', ['division_code', 'taken_at']);
    await createIndex(runner, 'desk_call', ['phone_print', 'taken_at']);
    await createIndex(runner, 'desk_call', ['forget_at']);
    await createTable(runner, 'desk_call_back', {
      id: key(),
      call_id: id(),
      at: instant(),
      person_id: id(),
      outcome: word(12),
      satisfaction: optional(whole()),
      note: word(300),
      corrects: optional(id()),
    });
    await createIndex(runner, 'desk_call_back', ['call_id']);
    await makeAppendOnly(runner, 'desk_call_back');
    await createTable(runner, 'desk_shift', {
      id: key(),
      division_code: word(12),
      open_code: optional(word(12)),
      given_by: id(),
      given_at: instant(),
      note: word(500),
      cases: long(),
      taken_by: optional(id()),
      taken_at: optional(instant()),
      taker_note: word(500),
    });
    await createIndex(runner, 'desk_shift', ['open_code'], true);
    await createIndex(runner, 'desk_shift', ['division_code', 'given_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['desk_shift', 'desk_call_back', 'desk_call']);
  }
}
