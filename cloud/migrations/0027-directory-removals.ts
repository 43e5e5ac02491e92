import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  dropTables,
  flag,
  id,
  instant,
  key,
  optional,
  whole,
  word,
} from '../src/kernel/schema';

/** When somebody's real name was read, which members are of our making, and members on their way out. */
export class DirectoryRemovals1763600000027 implements MigrationInterface {
  name = 'DirectoryRemovals1763600000027';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'directory_person', 'real_named_at', instant());
    await addColumn(runner, 'directory_push', 'is_made', flag());
    await createTable(runner, 'directory_removal', {
      id: key(),
      user_id: word(64),
      person_id: id(),
      assignment_id: id(),
      is_ours: flag(),
      state: word(12),
      code: word(60),
      attempts: whole(),
      created_at: instant(),
      due_at: optional(instant()),
      tried_at: optional(instant()),
    });
    await createIndex(runner, 'directory_removal', ['due_at']);
    await createIndex(runner, 'directory_removal', ['assignment_id']);
    await createIndex(runner, 'directory_push', ['user_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['directory_removal']);
    await runner.dropIndex('directory_push', 'ix_directory_push_user_id');
    await runner.dropColumn('directory_push', 'is_made');
    await runner.dropColumn('directory_person', 'real_named_at');
  }
}
