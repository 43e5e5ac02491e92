import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, id, instant, long, whole, word } from '../src/kernel/schema';

/** A run knows where it stands, so that it can go on after a restart, and how its table is to be read. */
export class BulkImport1763600000010 implements MigrationInterface {
  name = 'BulkImport1763600000010';

  private readonly columns = {
    kind: word(20),
    file_sha256: word(64),
    separator: word(2),
    preset: word(40),
    conventions: long(),
    stage_id: id(),
    on_behalf: long(),
    position: whole(),
    done: whole(),
    total: whole(),
    paced_from: instant(),
    paced_done: whole(),
    progress_at: instant(),
    written: long(),
    problem: long(),
  };

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, draft] of Object.entries(this.columns))
      await addColumn(runner, 'import_run', name, draft);
    await createIndex(runner, 'import_run', ['state']);
    await createIndex(runner, 'import_run', ['organisation_id', 'file_sha256']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('import_run', 'ix_import_run_state');
    await runner.dropIndex('import_run', 'ix_import_run_organisation_id_file_sha256');
    for (const name of Object.keys(this.columns)) await runner.dropColumn('import_run', name);
  }
}
