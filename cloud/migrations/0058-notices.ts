import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  makeAppendOnly,
  optional,
  primary,
  whole,
} from '../src/kernel/schema';

const sought = [['rescue_code'], ['lat', 'lng']];

/** Which notices were printed when and by whom; lifts are found by their rescue number and by where somebody stands. */
export class Notices1763600000058 implements MigrationInterface {
  name = 'Notices1763600000058';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'notice_print', {
      id: key(),
      lifts: whole(),
      unit_id: optional(id()),
      person_id: id(),
      organisation_id: id(),
      at: instant(),
    });
    await createIndex(runner, 'notice_print', ['organisation_id', 'at']);
    await createTable(runner, 'notice_print_lift', {
      print_id: primary(id()),
      place: primary(whole()),
      lift_id: id(),
    });
    await createIndex(runner, 'notice_print_lift', ['lift_id']);
    for (const table of ['notice_print', 'notice_print_lift']) await makeAppendOnly(runner, table);
    for (const columns of sought) await createIndex(runner, 'lift', columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const columns of sought) await runner.dropIndex('lift', `ix_lift_${columns.join('_')}`);
    await dropTables(runner, ['notice_print_lift', 'notice_print']);
  }
}
