import type { Around } from '@lifttrust/shared-types/public-report/public-report.rules';
import type { EntityManager } from 'typeorm';

/** What came about one company since an instant from one device, and from one network address. */
export async function reportsAround(
  manager: EntityManager,
  companyId: string,
  since: number,
  { devicePrint, addressPrint }: { devicePrint: string; addressPrint: string },
): Promise<Around> {
  const [row]: { device: number | string | null; address: number | string | null }[] = await manager.query(
    `SELECT COUNT(DISTINCT CASE WHEN o.device_print = ? THEN r.id END) AS device,
            COUNT(DISTINCT CASE WHEN o.address_print = ? THEN r.id END) AS address
     FROM public_report r JOIN reporter o ON o.subject_id = r.id AND o.kind = 'public_report'
     WHERE r.company_id = ? AND r.received_at > ? AND r.kind <> 'correction'`,
    [devicePrint, addressPrint, companyId, since],
  );
  return { fromDevice: Number(row?.device ?? 0), fromAddress: Number(row?.address ?? 0) };
}

/** The widest area that an office answers for: whose desk hears what is said of the platform itself. */
export async function cityArea(manager: EntityManager): Promise<string> {
  const [office]: { area: string }[] = await manager.query(
    `SELECT division_code AS area FROM organisation
     WHERE kind = 'regulator' AND closed_on IS NULL AND division_code <> ''
     ORDER BY LENGTH(division_code), division_code LIMIT 1`,
  );
  return office?.area ?? '';
}
