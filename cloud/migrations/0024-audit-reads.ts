import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex } from '../src/kernel/schema';

/** The audit log is read by subject (who looked at me) and by unit (who of mine did what). */
export class AuditReads1763600000024 implements MigrationInterface {
  name = 'AuditReads1763600000024';

  async up(runner: QueryRunner): Promise<void> {
    await createIndex(runner, 'audit_entry', ['subject_id', 'at']);
    await createIndex(runner, 'audit_entry', ['organisation_id', 'at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('audit_entry', 'ix_audit_entry_organisation_id_at');
    await runner.dropIndex('audit_entry', 'ix_audit_entry_subject_id_at');
  }
}
