import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, instant, whole } from '../src/kernel/schema';

/**
 * For how many terms people were told that nobody answers a call-out (REP-08), and when the desk wrote down that 120 was
 * telephoned (EMG-05), which stood in the words of the timeline only.
 */
export class ToldAndTelephoned1763600000060 implements MigrationInterface {
  name = 'ToldAndTelephoned1763600000060';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'call_out', 'told_terms', whole());
    await addColumn(runner, 'entrapment', 'ambulance_called_at', instant());
    await runner.query(
      `UPDATE entrapment SET ambulance_called_at =
         (SELECT MIN(at) FROM entrapment_event e
           WHERE e.entrapment_id = entrapment.id AND e.kind = 'outside_called' AND e.text LIKE '120%')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE entrapment DROP COLUMN ambulance_called_at');
    await runner.query('ALTER TABLE call_out DROP COLUMN told_terms');
  }
}
