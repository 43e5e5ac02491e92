import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, day } from '../src/kernel/schema';

/** 上次检验日期 of a lift, shown beside the next one (DIS-01). */
export class LastInspections1763600000059 implements MigrationInterface {
  name = 'LastInspections1763600000059';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'lift', 'last_inspection_on', day());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lift DROP COLUMN last_inspection_on');
  }
}
