import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex } from '../src/kernel/schema';

/** What a submission asks about its people: their devices, and where else they were on the same day. */
export class SubmissionReads1763600000015 implements MigrationInterface {
  name = 'SubmissionReads1763600000015';

  async up(runner: QueryRunner): Promise<void> {
    await createIndex(runner, 'session', ['person_id', 'device_id']);
    await createIndex(runner, 'presence', ['person_id', 'code_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('presence', 'ix_presence_person_id_code_at');
    await runner.dropIndex('session', 'ix_session_person_id_device_id');
  }
}
