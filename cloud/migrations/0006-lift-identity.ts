import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropTables, id, primary, word } from '../src/kernel/schema';

export class LiftIdentity1763600000006 implements MigrationInterface {
  name = 'LiftIdentity1763600000006';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'lift_identity', { identity: primary(word(220)), lift_id: id() });
    await createIndex(runner, 'lift_identity', ['lift_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['lift_identity']);
  }
}
