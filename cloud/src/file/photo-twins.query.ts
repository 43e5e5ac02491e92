import type { EntityManager } from 'typeorm';
import { bandsNear, bandsOf } from './photo-bands';
import { hashDistance } from './picture';

/** Notes how a photograph attached to a visit of this company looks, for comparison with later ones. */
export async function rememberLook(
  manager: EntityManager,
  companyId: string,
  photo: { id: string; perceptualHash: string | null },
): Promise<void> {
  if (photo.perceptualHash === null) return;
  const rows = bandsOf(photo.perceptualHash).map((band) => [companyId, band, photo.id]);
  await manager.query(
    `INSERT INTO photo_band (company_id, band, file_id) VALUES ${rows.map(() => '(?, ?, ?)').join(', ')}`,
    rows.flat(),
  );
}

/** Has this photograph been noted for the company already? */
export async function isRemembered(
  manager: EntityManager,
  companyId: string,
  photo: { id: string; perceptualHash: string },
): Promise<boolean> {
  const [band] = bandsOf(photo.perceptualHash);
  const rows: unknown[] = await manager.query(
    'SELECT 1 FROM photo_band WHERE company_id = ? AND band = ? AND file_id = ?',
    [companyId, band, photo.id],
  );
  return rows.length > 0;
}

export interface TwinSearch {
  companyId: string;
  /** Photographs of this visit are no twins of each other. */
  visitId: string;
  /** Epoch ms; older pictures are not looked at. */
  since: number;
  /** Hashes that differ in no more bits (of 64) are the same picture (CHK-13). */
  withinBits: number;
}

/** For each hash the instant (epoch ms) of an earlier photograph of the company that looks the same. */
export async function earlierTwins(
  manager: EntityManager,
  hashes: readonly string[],
  { companyId, visitId, since, withinBits }: TwinSearch,
): Promise<Map<string, number>> {
  const bands = [...new Set(hashes.flatMap((hash) => bandsNear(hash, withinBits)))];
  if (bands.length === 0) return new Map();
  const near: { hash: string; at: number | string }[] = await manager.query(
    `SELECT f.perceptual_hash AS hash, f.created_at AS at FROM photo_band b JOIN stored_file f ON f.id = b.file_id
     WHERE b.company_id = ? AND b.band IN (${bands.join(', ')}) AND f.visit_id <> ? AND f.created_at > ?`,
    [companyId, visitId, since],
  );
  const twins = new Map<string, number>();
  for (const hash of hashes) {
    const twin = near.find((row) => hashDistance(row.hash, hash) <= withinBits);
    if (twin) twins.set(hash, Number(twin.at));
  }
  return twins;
}
