import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  day,
  dropTables,
  flag,
  id,
  instant,
  key,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

/** Scans of filings made without an account, scans that belong to nothing, and when owners reported their people. */
export class FiledScansAndReports1763600000026 implements MigrationInterface {
  name = 'FiledScansAndReports1763600000026';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'filing_scan', {
      file_id: key(),
      holder_id: id(),
      paper: word(20),
      bytes: whole(),
      filing_id: optional(id()),
      edition: optional(whole()),
      dropped_in: optional(whole()),
      created_at: instant(),
    });
    await createTable(runner, 'officer_report', {
      duty: primary(word(70)),
      lift_id: id(),
      owner_id: id(),
      since_day: day(),
      report_by: day(),
      reported_at: instant(),
      reported_by: optional(id()),
      is_late: flag(),
    });
    await createIndex(runner, 'filing_scan', ['holder_id', 'created_at']);
    await createIndex(runner, 'filing_scan', ['filing_id']);
    await createIndex(runner, 'officer_report', ['lift_id', 'owner_id']);
    await addColumn(runner, 'lift', 'in_use_since', day());
    await addColumn(runner, 'stored_file', 'attached_at', instant());
    // Whatever is kept from before may belong to something: none of it is ever swept.
    await runner.query("UPDATE stored_file SET attached_at = created_at WHERE purpose = 'paper'");
    await createIndex(runner, 'stored_file', ['purpose', 'attached_at', 'created_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('stored_file', 'ix_stored_file_purpose_attached_at_created_at');
    await runner.dropColumn('stored_file', 'attached_at');
    await runner.dropColumn('lift', 'in_use_since');
    await dropTables(runner, ['officer_report', 'filing_scan']);
  }
}
