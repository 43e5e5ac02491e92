import type { EntityManager } from 'typeorm';
import type { Belonging } from '../kernel/access';

interface VisitRow {
  state: string;
  company_id: string | null;
  owner_id: string | null;
  division_code: string;
  place: string;
  rescue_code: string;
  company_name: string | null;
}

/** What a file's visit belongs to, read across modules, for permission and for the words of the watermark. */
export interface FileVisit extends Belonging {
  isOpen: boolean;
  place: string;
  rescueCode: string;
  companyName: string;
}

/** What a file's job belongs to: that of a visit, else of a call-out, else of a rescue whose people show who they were. */
export async function visitOfFile(manager: EntityManager, visitId: string): Promise<FileVisit | null> {
  return (
    (await jobOfFile(manager, 'visit', ['planned', 'checked_in'], visitId)) ??
    (await jobOfFile(manager, 'call_out', ['arrived', 'in_progress'], visitId)) ??
    (await jobOfFile(manager, 'entrapment', ['freed', 'closed'], visitId))
  );
}

/** `open`: states in which files are still taken. */
async function jobOfFile(
  manager: EntityManager,
  table: 'visit' | 'call_out' | 'entrapment',
  open: readonly string[],
  id: string,
): Promise<FileVisit | null> {
  const rows: VisitRow[] = await manager.query(
    `SELECT v.state, v.company_id, v.owner_id, v.division_code, l.place, l.rescue_code, o.name AS company_name
     FROM ${table} v JOIN lift l ON l.id = v.lift_id LEFT JOIN organisation o ON o.id = v.company_id WHERE v.id = ?`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    isOpen: open.includes(row.state),
    companyId: row.company_id,
    ownerId: row.owner_id,
    divisionCode: row.division_code,
    place: row.place,
    rescueCode: row.rescue_code,
    companyName: row.company_name ?? '',
  };
}

export async function isVisitMember(
  manager: EntityManager,
  visitId: string,
  personId: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM visit_member WHERE visit_id = ? AND person_id = ?
     UNION ALL SELECT 1 FROM call_out_member WHERE call_out_id = ? AND person_id = ? AND left_at IS NULL
     UNION ALL SELECT 1 FROM rescue_summons
       WHERE entrapment_id = ? AND person_id = ? AND side IN ('company', 'station')`,
    [visitId, personId, visitId, personId, visitId, personId],
  );
  return rows.length > 0;
}
