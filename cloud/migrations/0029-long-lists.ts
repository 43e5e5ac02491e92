import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex } from '../src/kernel/schema';

const indices: [table: string, columns: string[]][] = [
  ['lift', ['due_on', 'id', 'division_code']],
  ['lift', ['state', 'due_on', 'id', 'division_code']],
  ['visit', ['planned_on', 'id', 'division_code']],
  ['visit', ['division_code', 'planned_on']],
  ['record', ['completed_at', 'id', 'division_code']],
  ['record', ['lift_id', 'company_id', 'completed_at']],
  ['organisation', ['name_key', 'id', 'division_code']],
  ['audit_entry', ['at', 'id', 'organisation_id']],
  ['task', ['state', 'due_on', 'id', 'division_code']],
  ['task', ['division_code']],
  ['assignment', ['until_day', 'ended_at', 'organisation_id', 'role']],
  ['contract_lift', ['company_id', 'lift_id']],
];

/** Long lists are read in their order: no page of twenty may sort a table of a hundred thousand. */
export class LongLists1763600000029 implements MigrationInterface {
  name = 'LongLists1763600000029';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of indices) await createIndex(runner, table, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of [...indices].reverse())
      await runner.dropIndex(table, `ix_${table}_${columns.join('_')}`.slice(0, 60));
  }
}
