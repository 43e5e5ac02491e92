import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

/** Roles that come to know themselves by a phone number in WeChat: owners, and who runs a company. */
const phoneRoles = ['owner_officer', 'owner_admin', 'company_admin'];

/** People who hold such a role today and whose registered phone has this blind index. */
export async function peopleByPhone(
  manager: EntityManager,
  phonePrint: string,
  today: string,
): Promise<string[]> {
  const rows: { personId: string }[] = await manager.query(
    `SELECT DISTINCT p.id AS personId
     FROM person p
     JOIN assignment a ON a.person_id = p.id
     JOIN organisation o ON o.id = a.organisation_id
     WHERE p.phone_print = ? AND a.role IN (${marks(phoneRoles)})
       AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL
       AND o.closed_on IS NULL`,
    [phonePrint, ...phoneRoles, today, today],
  );
  return rows.map(({ personId }) => personId);
}
