import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  day,
  dropTables,
  id,
  isSqlite,
  key,
  optional,
  word,
} from '../src/kernel/schema';

const dayOfUpdate = (runner: QueryRunner) =>
  isSqlite(runner)
    ? "strftime('%Y-%m-%d', (updated_at + 28800000) / 1000, 'unixepoch')"
    : "DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL (updated_at + 28800000) / 1000 SECOND), '%Y-%m-%d')";

/** Spans in which lifts are not used; those that are not used now count from the last change of their entry. */
export class LiftPauses1763600000042 implements MigrationInterface {
  name = 'LiftPauses1763600000042';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'lift_pause', {
      id: key(),
      lift_id: id(),
      kind: word(12),
      from_day: day(),
      to_day: optional(day()),
    });
    await createIndex(runner, 'lift_pause', ['lift_id', 'from_day']);
    const since = dayOfUpdate(runner);
    await runner.query(
      `INSERT INTO lift_pause (id, lift_id, kind, from_day, to_day)
       SELECT id, id, CASE WHEN state = 'suspended' THEN 'out_of_use' ELSE 'sealed' END, ${since}, NULL
       FROM lift WHERE state IN ('suspended', 'paused')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['lift_pause']);
  }
}
