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
  long,
  makeAppendOnly,
  optional,
  primary,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** What was deleted and must stay deleted, who looked twice, what a check was scored from, and how scores are adjusted. */
export class FacesLawfully1763600000023 implements MigrationInterface {
  name = 'FacesLawfully1763600000023';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'face_tombstone', {
      template_id: key(),
      person_id: id(),
      at: instant(),
      reason: word(10),
    });
    await makeAppendOnly(runner, 'face_tombstone');
    await createIndex(runner, 'face_tombstone', ['person_id']);
    await createTable(runner, 'face_calibration', {
      version: primary(whole()),
      model_version: word(60),
      people: whole(),
      mean: real(),
      spread: real(),
      days: whole(),
      effect: long(),
      state: word(10),
      made_at: instant(),
      decided_by: optional(word(40)),
      decided_at: optional(instant()),
      reason: optional(word(200)),
    });
    await addColumn(runner, 'face_challenge', 'parts', long());
    await addColumn(runner, 'face_challenge', 'brightness', real());
    await addColumn(runner, 'face_challenge', 'device_model', word(60));
    await this.reviews(runner);
    await createIndex(runner, 'face_template', ['state', 'model_version', 'decided_at']);
    await createIndex(runner, 'face_challenge', ['decided_at']);
  }

  private async reviews(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'face_review', 'flags', word(120));
    await addColumn(runner, 'face_review', 'same_person', flag());
    await addColumn(runner, 'face_review', 'other_person_id', id());
    await addColumn(runner, 'face_review', 'first_by_id', id());
    await addColumn(runner, 'face_review', 'first_by', word(40));
    await addColumn(runner, 'face_review', 'first_at', instant());
    await addColumn(runner, 'face_review', 'first_reason', word(200));
    await createIndex(runner, 'face_review', ['created_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('face_review', 'ix_face_review_created_at');
    await runner.dropIndex('face_challenge', 'ix_face_challenge_decided_at');
    await runner.dropIndex('face_template', 'ix_face_template_state_model_version_decided_at');
    const review = ['first_reason', 'first_at', 'first_by', 'first_by_id', 'other_person_id', 'same_person'];
    for (const column of [...review, 'flags']) await runner.dropColumn('face_review', column);
    for (const column of ['device_model', 'brightness', 'parts'])
      await runner.dropColumn('face_challenge', column);
    await dropTables(runner, ['face_calibration', 'face_tombstone']);
  }
}
