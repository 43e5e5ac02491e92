import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  long,
  makeAppendOnly,
  word,
} from '../src/kernel/schema';

/** What is said about a doubtful record, and its one appeal. */
export class ValiditySteps1763600000039 implements MigrationInterface {
  name = 'ValiditySteps1763600000039';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'validity_step', {
      id: key(),
      record_id: id(),
      company_id: id(),
      division_code: word(12),
      step: word(10),
      slot: word(26),
      person_id: id(),
      organisation_id: id(),
      text: word(500),
      file_ids: long(),
      at: instant(),
    });
    await createIndex(runner, 'validity_step', ['record_id', 'slot'], true);
    await createIndex(runner, 'validity_step', ['step', 'division_code']);
    await makeAppendOnly(runner, 'validity_step');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['validity_step']);
  }
}
