import type { EntityManager } from 'typeorm';

interface Sum {
  scans: number | string;
  bytes: number | string | null;
}

/** What one filing has sent that is kept still: handed in, or fresh (`since`, epoch ms). */
export async function sentBy(manager: EntityManager, holderId: string, since: number) {
  const [row]: Sum[] = await manager.query(
    `SELECT COUNT(*) AS scans, SUM(bytes) AS bytes FROM filing_scan
     WHERE holder_id = ? AND (created_at > ? OR (filing_id IS NOT NULL AND dropped_in IS NULL))`,
    [holderId, since],
  );
  return { scans: Number(row?.scans ?? 0), bytes: Number(row?.bytes ?? 0) };
}

/** Bytes that all filings together hold before anybody has looked at them. */
export async function undecidedBytes(manager: EntityManager, since: number): Promise<number> {
  const [row]: Sum[] = await manager.query(
    `SELECT COUNT(*) AS scans, SUM(s.bytes) AS bytes FROM filing_scan s LEFT JOIN filing f ON f.id = s.filing_id
     WHERE (s.dropped_in IS NULL AND f.state = 'waiting')
       OR ((s.filing_id IS NULL OR s.dropped_in IS NOT NULL) AND s.created_at > ?)`,
    [since],
  );
  return Number(row?.bytes ?? 0);
}
