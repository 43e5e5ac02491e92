import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  long,
  makeAppendOnly,
  optional,
  primary,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** Consent, templates, challenges and reviews; every face in them encrypted and deletable. */
export class Face1763600000003 implements MigrationInterface {
  name = 'Face1763600000003';

  async up(runner: QueryRunner): Promise<void> {
    await this.enrolments(runner);
    await this.checks(runner);
    await this.reviews(runner);
    await makeAppendOnly(runner, 'face_consent');
    await createIndex(runner, 'face_consent', ['person_id']);
    await createIndex(runner, 'face_template', ['person_id']);
    await createIndex(runner, 'face_template', ['state', 'organisation_id']);
    await createIndex(runner, 'face_challenge', ['visit_id', 'person_id']);
    await createIndex(runner, 'face_alternative', ['visit_id', 'person_id']);
    await createIndex(runner, 'face_frame', ['sha256'], true);
    await createIndex(runner, 'face_frame', ['subject_id']);
    await createIndex(runner, 'face_review', ['state', 'division_code']);
    await createIndex(runner, 'face_review', ['subject_id']);
  }

  private async enrolments(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'face_consent', {
      id: key(),
      person_id: id(),
      act: word(10),
      text_version: word(20),
      at: instant(),
    });
    await createTable(runner, 'face_template', {
      id: key(),
      person_id: id(),
      organisation_id: id(),
      consent_id: id(),
      state: word(10),
      embeddings_sealed: optional(long()),
      portrait_sealed: optional(long()),
      model_version: word(60),
      reason: optional(word(200)),
      created_at: instant(),
      decided_at: optional(instant()),
      deleted_at: optional(instant()),
    });
  }

  private async checks(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'face_challenge', {
      id: key(),
      visit_id: id(),
      person_id: id(),
      directions: long(),
      answered: whole(),
      opened_at: instant(),
      revealed_at: instant(),
      outcome: word(10),
      reason_code: optional(word(60)),
      message: optional(word(500)),
      score: optional(real()),
      model_version: optional(word(60)),
      decided_at: optional(instant()),
    });
    await createTable(runner, 'face_frame', {
      id: key(),
      subject_id: id(),
      direction: word(10),
      file_id: id(),
      sha256: word(64),
      analysis_sealed: optional(long()),
      at: instant(),
      deleted_at: optional(instant()),
    });
    await createTable(runner, 'face_alternative', {
      id: key(),
      visit_id: id(),
      person_id: id(),
      gesture: word(60),
      opened_at: instant(),
      partner_id: optional(id()),
      wrong_codes: whole(),
      outcome: word(10),
      message: optional(word(500)),
      answered_at: optional(instant()),
    });
    await createTable(runner, 'presence_code_use', {
      visit_id: key(),
      person_id: key(),
      step: primary(whole()),
      used_by: id(),
    });
  }

  private async reviews(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'face_review', {
      id: key(),
      kind: word(12),
      subject_id: id(),
      person_id: id(),
      company_id: id(),
      division_code: word(12),
      visit_id: optional(id()),
      reason: word(200),
      score: optional(real()),
      state: word(10),
      created_at: instant(),
      decided_by: optional(word(40)),
      decided_at: optional(instant()),
      decision_reason: optional(word(200)),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['face_review', 'presence_code_use', 'face_alternative', 'face_frame']);
    await dropTables(runner, ['face_challenge', 'face_template', 'face_consent']);
  }
}
