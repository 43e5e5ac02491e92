import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropTables, id, instant, key, optional, word } from '../src/kernel/schema';

/** 证据保全: what must not be deleted, by whose word, and when another word released it. */
export class LegalHolds1763600000046 implements MigrationInterface {
  name = 'LegalHolds1763600000046';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'legal_hold', {
      id: key(),
      subject_kind: word(10),
      subject_id: id(),
      division_code: word(12),
      area: word(12),
      reference: word(60),
      reason: word(300),
      office_id: id(),
      placed_by: id(),
      placed_at: instant(),
      released_at: optional(instant()),
      released_by: optional(id()),
      released_office_id: optional(id()),
      release_reason: word(300),
    });
    await createIndex(runner, 'legal_hold', ['subject_id', 'released_at']);
    await createIndex(runner, 'legal_hold', ['division_code', 'placed_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['legal_hold']);
  }
}
