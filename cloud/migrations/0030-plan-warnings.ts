import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables, instant, key, long } from '../src/kernel/schema';

/** What has been told about each lift's next visit, so that it is not told twice. */
export class PlanWarnings1763600000030 implements MigrationInterface {
  name = 'PlanWarnings1763600000030';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plan_told', { lift_id: key(), warnings: long(), told_at: instant() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['plan_told']);
  }
}
