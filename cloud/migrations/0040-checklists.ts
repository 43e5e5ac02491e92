import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  long,
  optional,
  whole,
  word,
} from '../src/kernel/schema';

/** Companies' own maintenance items, edition by edition. */
export class Checklists1763600000040 implements MigrationInterface {
  name = 'Checklists1763600000040';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'own_checklist', {
      id: key(),
      company_id: id(),
      division_code: word(12),
      kind: word(8),
      type: word(8),
      number: whole(),
      state: word(10),
      basis: word(300),
      items: long(),
      proposed_by: id(),
      proposed_at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      decision: word(300),
      // Company, kind and type while it stands: one edition at a time is in use.
      in_use: optional(word(60)),
    });
    await createIndex(runner, 'own_checklist', ['in_use'], true);
    await createIndex(runner, 'own_checklist', ['company_id', 'kind', 'type', 'number'], true);
    await createIndex(runner, 'own_checklist', ['division_code', 'state']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['own_checklist']);
  }
}
