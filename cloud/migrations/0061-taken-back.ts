import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, whole } from '../src/kernel/schema';

/** How often the caller of one call has taken it back: whoever calls again with it is counted like whoever calls anew. */
export class TakenBack1763600000061 implements MigrationInterface {
  name = 'TakenBack1763600000061';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'help_call', 'taken_back', whole());
    await runner.query('UPDATE help_call SET taken_back = 1 WHERE is_mistaken = 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE help_call DROP COLUMN taken_back');
  }
}
