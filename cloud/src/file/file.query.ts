import type { EntityManager } from 'typeorm';
import type { Belonging } from '../kernel/access';

interface VisitRow {
  state: string;
  company_id: string;
  owner_id: string | null;
  division_code: string;
  place: string;
  rescue_code: string;
  company_name: string;
}

/** What a file's visit belongs to, read across modules, for permission and for the words of the watermark. */
export interface FileVisit extends Belonging {
  isOpen: boolean;
  place: string;
  rescueCode: string;
  companyName: string;
}

export async function visitOfFile(manager: EntityManager, visitId: string): Promise<FileVisit | null> {
  const rows: VisitRow[] = await manager.query(
    `SELECT v.state, v.company_id, v.owner_id, v.division_code, l.place, l.rescue_code, o.name AS company_name
     FROM visit v JOIN lift l ON l.id = v.lift_id JOIN organisation o ON o.id = v.company_id WHERE v.id = ?`,
    [visitId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    isOpen: row.state === 'planned' || row.state === 'checked_in',
    companyId: row.company_id,
    ownerId: row.owner_id,
    divisionCode: row.division_code,
    place: row.place,
    rescueCode: row.rescue_code,
    companyName: row.company_name,
  };
}

export async function isVisitMember(
  manager: EntityManager,
  visitId: string,
  personId: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT 1 FROM visit_member WHERE visit_id = ? AND person_id = ?',
    [visitId, personId],
  );
  return rows.length > 0;
}
