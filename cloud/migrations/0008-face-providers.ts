import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, long, word } from '../src/kernel/schema';

/** Who judges a check of identity, the page it may run on, and pictures that come from a provider instead of a phone. */
export class FaceProviders1763600000008 implements MigrationInterface {
  name = 'FaceProviders1763600000008';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'face_challenge', 'provider', word(10));
    await addColumn(runner, 'face_challenge', 'page_sealed', long());
    await addColumn(runner, 'face_frame', 'picture_sealed', long());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('face_frame', 'picture_sealed');
    await runner.dropColumn('face_challenge', 'page_sealed');
    await runner.dropColumn('face_challenge', 'provider');
  }
}
