import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  flag,
  id,
  instant,
  key,
  makeAppendOnly,
  optional,
  primary,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** Which codes were printed when, and who stuck which of them where. */
export class Plates1763600000052 implements MigrationInterface {
  name = 'Plates1763600000052';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plate_print', {
      id: key(),
      form: word(8),
      lifts: whole(),
      is_reprint: flag(),
      reason: word(200),
      person_id: id(),
      organisation_id: id(),
      at: instant(),
    });
    await createIndex(runner, 'plate_print', ['organisation_id', 'at']);
    await createTable(runner, 'plate_print_code', {
      print_id: primary(id()),
      token: primary(word(40)),
      lift_id: id(),
      at: instant(),
    });
    await createIndex(runner, 'plate_print_code', ['token', 'at']);
    await createTable(runner, 'sticking', {
      id: key(),
      token: word(40),
      lift_id: id(),
      company_id: id(),
      person_id: id(),
      own_number: word(60),
      registration: word(60),
      photo_id: id(),
      lng: optional(real()),
      lat: optional(real()),
      crs: optional(word(8)),
      accuracy_metres: optional(real()),
      at: instant(),
    });
    await createIndex(runner, 'sticking', ['token', 'at']);
    await createIndex(runner, 'sticking', ['lift_id']);
    for (const table of ['plate_print', 'plate_print_code', 'sticking']) await makeAppendOnly(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['sticking', 'plate_print_code', 'plate_print']);
  }
}
