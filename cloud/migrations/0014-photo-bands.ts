import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bandsOf } from '../src/file/photo-bands';
import { createTable, dropTables, id, primary, whole } from '../src/kernel/schema';

interface PhotoRow {
  id: string;
  hash: string;
  company: string;
}

const atOnce = 1_000;

/** Pictures that look alike are found by parts of their hashes, not by comparing with every picture of four years. */
export class PhotoBands1763600000014 implements MigrationInterface {
  name = 'PhotoBands1763600000014';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'photo_band', {
      company_id: primary(id()),
      band: primary(whole()),
      file_id: primary(id()),
    });
    for (let last = ''; ; ) {
      const photos: PhotoRow[] = await runner.query(
        `SELECT DISTINCT f.id AS id, f.perceptual_hash AS hash, v.company_id AS company
         FROM stored_file f JOIN visit_photo p ON p.file_id = f.id JOIN visit v ON v.id = p.visit_id
         WHERE f.id > ? AND f.perceptual_hash IS NOT NULL ORDER BY f.id LIMIT ${atOnce}`,
        [last],
      );
      const newest = photos.at(-1);
      if (!newest) return;
      const rows = photos.flatMap((photo) =>
        bandsOf(photo.hash).map((band) => [photo.company, band, photo.id]),
      );
      await runner.query(
        `INSERT INTO photo_band (company_id, band, file_id) VALUES ${rows.map(() => '(?, ?, ?)').join(', ')}`,
        rows.flat(),
      );
      last = newest.id;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['photo_band']);
  }
}
