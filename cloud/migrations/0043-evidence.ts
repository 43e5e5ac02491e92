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
  optional,
  whole,
  word,
} from '../src/kernel/schema';

/** 调阅: records called up as evidence, and the files made of them. */
export class Evidence1763600000043 implements MigrationInterface {
  name = 'Evidence1763600000043';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'call_up', {
      id: key(),
      purpose: word(24),
      reference: word(60),
      reason: word(500),
      organisation_id: id(),
      person_id: id(),
      at: instant(),
      from_day: optional(day()),
      until_day: optional(day()),
      ends_at: instant(),
      shown_from: instant(),
      closed_at: optional(instant()),
      closed_by: optional(id()),
      outcome: word(300),
      state: word(10),
      with_photos: flag(),
      claim_id: optional(id()),
      progress_at: optional(instant()),
      tries: whole(),
      bytes: optional(instant()),
      sha256: optional(word(64)),
    });
    await createIndex(runner, 'call_up', ['organisation_id', 'at']);
    await createIndex(runner, 'call_up', ['state']);
    await createTable(runner, 'called_record', {
      id: key(),
      call_up_id: id(),
      record_id: id(),
      lift_id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
    });
    await createIndex(runner, 'called_record', ['call_up_id', 'record_id'], true);
    await createIndex(runner, 'called_record', ['record_id']);
    await createIndex(runner, 'called_record', ['lift_id']);
    await createIndex(runner, 'called_record', ['company_id']);
    await createIndex(runner, 'called_record', ['owner_id']);
    await createIndex(runner, 'called_record', ['division_code']);
    await createTable(runner, 'call_up_part', {
      id: key(),
      call_up_id: id(),
      claim_id: id(),
      number: whole(),
      object_key: word(120),
      sha256: word(64),
      bytes: instant(),
    });
    await createIndex(runner, 'call_up_part', ['call_up_id', 'claim_id', 'number'], true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['call_up_part', 'called_record', 'call_up']);
  }
}
