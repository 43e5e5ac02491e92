import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import type { EntityManager } from 'typeorm';

/** A lift as the page behind its code shows it. Bigint columns may come as text. */
export interface ScannedLift
  extends Pick<
    PublicLift,
    | 'rescueCode'
    | 'place'
    | 'ownNumber'
    | 'address'
    | 'type'
    | 'state'
    | 'grade'
    | 'gradeOn'
    | 'lastInspectionOn'
    | 'nextInspectionOn'
  > {
  validFrom: number | string;
  validTo: number | string | null;
  useRegistration: string;
  registrationCode: string;
  lastMaintainedOn: string | null;
  dueOn: string | null;
  companyName: string | null;
  ownerName: string | null;
  /** The nearest one registered for the lift's area. */
  inspectionBody: string | null;
  /** The day on which it should run again, while it is stopped for a repair. */
  stoppedUntil: string | null;
  /** company · gap · dispute; null: no contract was ever entered. */
  responsibility: string | null;
}

type PublicVisit = PublicLift['visits'][number];
type VisitRow = Omit<PublicVisit, 'technicians' | 'logNumber'> & {
  technicians: string;
  logNumber: PublicVisit['logNumber'] | string;
};

// The page that every passenger opens: plain rows, no entities; the contract checks their words on the way out.

/** The lift that a token leads to, with the names of its organisations; null for a code that was never ours. */
export async function liftBehind(manager: EntityManager, token: string): Promise<ScannedLift | null> {
  const rows: ScannedLift[] = await manager.query(
    `SELECT c.valid_from AS validFrom, c.valid_to AS validTo, l.rescue_code AS rescueCode,
            l.use_registration AS useRegistration, l.registration_code AS registrationCode, l.place AS place,
            l.own_number AS ownNumber, l.address AS address, l.type AS type, l.state AS state, l.grade AS grade,
            l.grade_on AS gradeOn, l.last_inspection_on AS lastInspectionOn, l.next_inspection_on AS nextInspectionOn,
            l.last_maintained_on AS lastMaintainedOn, l.due_on AS dueOn, company.name AS companyName, owner.name AS ownerName,
            standing.state AS responsibility,
            (SELECT halt.expected_on FROM call_out_stop halt
             WHERE halt.lift_id = l.id AND halt.to_at IS NULL ORDER BY halt.id DESC LIMIT 1) AS stoppedUntil,
            (SELECT body.name FROM organisation body
             WHERE body.kind = 'inspection_body' AND body.closed_on IS NULL
               AND body.division_code = substr(l.division_code, 1, length(body.division_code))
             ORDER BY length(body.division_code) DESC, body.id LIMIT 1) AS inspectionBody
     FROM lift_code c JOIN lift l ON l.id = c.lift_id
     LEFT JOIN organisation company ON company.id = l.company_id
     LEFT JOIN organisation owner ON owner.id = l.owner_id
     LEFT JOIN lift_responsibility standing ON standing.lift_id = l.id
     WHERE c.token = ?`,
    [token],
  );
  return rows[0] ?? null;
}

/** The newest records of the lift that a token leads to, newest first. */
export async function recordsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicVisit[]> {
  const rows: VisitRow[] = await manager.query(
    `SELECT r.id AS recordId, r.class AS class, r.completed_on AS "on", r.technicians AS technicians,
            r.company_name AS companyName, r.validity AS validity, r.owner_answer AS ownerAnswer, r.standing AS standing,
            r.grade AS grade,
            r.entry_seq AS logNumber
     FROM lift_code c JOIN record r ON r.lift_id = c.lift_id
     WHERE c.token = ? ORDER BY r.completed_at DESC LIMIT ${count}`,
    [token],
  );
  return rows.map((row) => ({
    ...row,
    technicians: JSON.parse(row.technicians),
    logNumber: row.logNumber === null ? row.logNumber : Number(row.logNumber),
  }));
}
