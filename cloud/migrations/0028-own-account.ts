import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, instant, long } from '../src/kernel/schema';

/** The next authenticator while the old one is still in force; who looked at somebody's face and signature. */
export class OwnAccount1763600000028 implements MigrationInterface {
  name = 'OwnAccount1763600000028';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'second_factor', 'next_sealed', long());
    await addColumn(runner, 'second_factor', 'next_made_at', instant());
    await createIndex(runner, 'stored_file', ['person_id', 'purpose']);
    await createIndex(runner, 'face_review', ['person_id']);
    await createIndex(runner, 'face_review', ['other_person_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('face_review', 'ix_face_review_other_person_id');
    await runner.dropIndex('face_review', 'ix_face_review_person_id');
    await runner.dropIndex('stored_file', 'ix_stored_file_person_id_purpose');
    await runner.dropColumn('second_factor', 'next_made_at');
    await runner.dropColumn('second_factor', 'next_sealed');
  }
}
