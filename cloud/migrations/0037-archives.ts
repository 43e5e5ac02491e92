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
  whole,
  word,
} from '../src/kernel/schema';

/** 月度档案包: monthly packages, their pieces, what came late, links and prints kept for them. */
export class Archives1763600000037 implements MigrationInterface {
  name = 'Archives1763600000037';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'archive', {
      id: key(),
      month: word(7),
      side: word(8),
      unit_id: id(),
      company_id: optional(id()),
      owner_id: optional(id()),
      division_code: word(12),
      version: whole(),
      log_size: instant(),
      state: word(10),
      lifts: whole(),
      records: whole(),
      lifts_done: whole(),
      records_done: whole(),
      last_lift_id: optional(id()),
      parts: whole(),
      bytes: instant(),
      sha256: optional(word(64)),
      claim_id: optional(id()),
      progress_at: optional(instant()),
      created_at: instant(),
      ready_at: optional(instant()),
      due_on: optional(day()),
      told: long(),
      taken_at: optional(instant()),
      taken_by: optional(id()),
    });
    await createIndex(runner, 'archive', ['unit_id', 'side', 'month', 'division_code', 'version'], true);
    await createIndex(runner, 'archive', ['division_code', 'month']);
    await createIndex(runner, 'archive', ['company_id', 'month']);
    await createIndex(runner, 'archive', ['owner_id', 'month']);
    await createIndex(runner, 'archive', ['state', 'taken_at']);
    await createTable(runner, 'archive_part', {
      id: key(),
      archive_id: id(),
      number: whole(),
      object_key: word(120),
      sha256: word(64),
      starts_at: instant(),
      bytes: whole(),
      files: long(),
      lines: long(),
    });
    await createIndex(runner, 'archive_part', ['archive_id', 'number'], true);
    await createTable(runner, 'archive_late', {
      id: key(),
      month: word(7),
      side: word(8),
      unit_id: id(),
      division_code: word(12),
      record_id: id(),
      lift_id: id(),
      noticed_on: day(),
      archive_id: optional(id()),
    });
    await createIndex(runner, 'archive_late', ['archive_id', 'noticed_on']);
    await createIndex(runner, 'archive_late', ['record_id', 'side']);
    await createTable(runner, 'archive_link', {
      id: key(),
      token_hash: word(64),
      archive_id: id(),
      session_id: id(),
      person_id: id(),
      organisation_id: id(),
      created_at: instant(),
      expires_at: instant(),
      sent: long(),
      sent_bytes: instant(),
      completed_at: optional(instant()),
    });
    await createIndex(runner, 'archive_link', ['token_hash'], true);
    await createIndex(runner, 'archive_link', ['archive_id', 'created_at']);
    await createTable(runner, 'archive_print', {
      record_id: key(),
      shows: word(64),
      object_key: word(120),
      sha256: word(64),
      bytes: whole(),
      printed_at: instant(),
    });
    await createTable(runner, 'archive_mark', { name: primary(word(20)), value: word(30) });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'archive_mark',
      'archive_print',
      'archive_link',
      'archive_late',
      'archive_part',
      'archive',
    ]);
  }
}
