import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, instant } from '../src/kernel/schema';

export class FileCopies1763600000007 implements MigrationInterface {
  name = 'FileCopies1763600000007';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'stored_file', 'upload_until', instant());
    await addColumn(runner, 'stored_file', 'copied_at', instant());
    // What has one copy only is counted often and is few.
    await createIndex(runner, 'stored_file', ['copied_at', 'state']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('stored_file', 'ix_stored_file_copied_at_state');
    await runner.dropColumn('stored_file', 'copied_at');
    await runner.dropColumn('stored_file', 'upload_until');
  }
}
