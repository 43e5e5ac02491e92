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

export class Import1763600000004 implements MigrationInterface {
  name = 'Import1763600000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'import_run', {
      id: key(),
      file_id: id(),
      file_name: word(200),
      state: word(12),
      format: word(6),
      encoding: word(12),
      headers: long(),
      header_row: whole(),
      sample: long(),
      row_count: whole(),
      mapping: long(),
      mapping_from: word(12),
      crs: word(8),
      counts: optional(long()),
      division_code: word(12),
      organisation_id: id(),
      created_at: instant(),
      created_by_id: id(),
      created_by: word(40),
      committed_at: optional(instant()),
    });
    await createTable(runner, 'import_row', {
      id: key(),
      import_id: id(),
      row_number: whole(),
      outcome: word(10),
      label: word(200),
      stated_values: long(),
      lift_id: optional(id()),
      reasons: long(),
      warnings: long(),
      changes: long(),
    });
    await createTable(runner, 'import_mapping', {
      id: key(),
      organisation_id: id(),
      headers_print: word(64),
      mapping: long(),
      crs: word(8),
      updated_at: instant(),
    });
    await createIndex(runner, 'import_run', ['division_code', 'created_at']);
    await createIndex(runner, 'import_row', ['import_id', 'row_number'], true);
    await createIndex(runner, 'import_row', ['import_id', 'outcome', 'row_number']);
    await createIndex(runner, 'import_mapping', ['organisation_id', 'headers_print'], true);
    // The pair of maker and factory number identifies lifts that have no registration yet (CODES §1 rule 2).
    await createIndex(runner, 'lift', ['factory_number']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['import_mapping', 'import_row', 'import_run']);
  }
}
