import { districtOf, monthBounds } from '@lifttrust/shared-types/archive/archive.rules';
import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';
import type { Archive } from './archive.entity';

/** A unit's share of a month in one district. */
export interface UnitMonth {
  side: 'company' | 'owner';
  unitId: string;
  divisionCode: string;
  records: number;
  lifts: number;
}

/** One record to be packed. */
export interface ToPack {
  recordId: string;
  liftId: string;
  entrySeq: number;
}

const idsAtOnce = 500;
const unitColumn = { company: 'company_id', owner: 'owner_id' } as const;
const district = 'SUBSTR(r.division_code, 1, 6)';

/** Who has records of a month that the log's first `logSize` entries hold. */
export async function unitsOfMonth(
  manager: EntityManager,
  month: string,
  logSize: number,
): Promise<UnitMonth[]> {
  const { from, before } = monthBounds(month);
  const found: UnitMonth[] = [];
  for (const side of ['company', 'owner'] as const) {
    const unit = unitColumn[side];
    const rows: { unitId: string; divisionCode: string; records: number; lifts: number }[] =
      await manager.query(
        `SELECT r.${unit} AS unitId, ${district} AS divisionCode, COUNT(*) AS records,
                COUNT(DISTINCT r.lift_id) AS lifts
         FROM record r
         WHERE r.completed_at >= ? AND r.completed_at < ? AND r.entry_seq <= ? AND r.${unit} IS NOT NULL
         GROUP BY r.${unit}, ${district}`,
        [from, before, logSize],
      );
    for (const row of rows)
      found.push({ ...row, side, records: Number(row.records), lifts: Number(row.lifts) });
  }
  return found;
}

/** The records of a package, in the order of their lifts and then as they were sealed. */
export async function recordsOf(manager: EntityManager, archive: Archive): Promise<ToPack[]> {
  const rows: ToPack[] =
    archive.version === 1 ? await ofMonth(manager, archive) : await ofLate(manager, archive);
  return rows
    .map((row) => ({ ...row, entrySeq: Number(row.entrySeq) }))
    .sort((a, b) => (a.liftId < b.liftId ? -1 : a.liftId > b.liftId ? 1 : a.entrySeq - b.entrySeq));
}

function ofMonth(manager: EntityManager, { month, side, unitId, divisionCode, logSize }: Archive) {
  const { from, before } = monthBounds(month);
  return manager.query(
    `SELECT r.id AS recordId, r.lift_id AS liftId, r.entry_seq AS entrySeq FROM record r
     WHERE r.${unitColumn[side]} = ? AND r.completed_at >= ? AND r.completed_at < ?
       AND ${district} = ? AND r.entry_seq <= ?`,
    [unitId, from, before, divisionCode, logSize],
  );
}

function ofLate(manager: EntityManager, { id, logSize }: Archive) {
  return manager.query(
    `SELECT DISTINCT r.id AS recordId, r.lift_id AS liftId, r.entry_seq AS entrySeq
     FROM archive_late late JOIN record r ON r.id = late.record_id
     WHERE late.archive_id = ? AND r.entry_seq <= ?`,
    [id, logSize],
  );
}

/** A lift of a package, under the company that did the work on it. */
export interface PackedLift {
  liftId: string;
  companyId: string;
  divisionCode: string;
}

/** The lifts of a package, in their order; one that changed hands within the month comes once for each company. */
export async function liftsOf(manager: EntityManager, archive: Archive): Promise<PackedLift[]> {
  const found = new Map<string, PackedLift>();
  const ids = (await recordsOf(manager, archive)).map(({ recordId }) => recordId);
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce);
    const rows: PackedLift[] = await manager.query(
      `SELECT DISTINCT lift_id AS liftId, company_id AS companyId, division_code AS divisionCode
       FROM record WHERE id IN (${marks(some)})`,
      some,
    );
    for (const row of rows) found.set(`${row.liftId} ${row.companyId}`, row);
  }
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

/** A record as far as it decides which packages hold it. */
export interface RecordPlace {
  id: string;
  liftId: string;
  companyId: string;
  ownerId: string | null;
  divisionCode: string;
  completedOn: string;
}

export async function placesOf(manager: EntityManager, recordIds: string[]): Promise<RecordPlace[]> {
  if (recordIds.length === 0) return [];
  const rows: RecordPlace[] = await manager.query(
    `SELECT id, lift_id AS liftId, company_id AS companyId, owner_id AS ownerId, division_code AS divisionCode,
            completed_on AS completedOn
     FROM record WHERE id IN (${marks(recordIds)})`,
    recordIds,
  );
  return rows.map((row) => ({ ...row, divisionCode: districtOf(row.divisionCode) }));
}

/** Which of these a package has been made for, and how far the log reached when the month's own was. */
export async function packedMonths(
  manager: EntityManager,
  months: string[],
  unitIds: string[],
): Promise<Map<string, { version: number; firstSize: number }>> {
  const packed = new Map<string, { version: number; firstSize: number }>();
  if (months.length === 0 || unitIds.length === 0) return packed;
  const rows: Pick<Archive, 'month' | 'side' | 'unitId' | 'divisionCode' | 'version' | 'logSize'>[] =
    await manager.query(
      `SELECT month, side, unit_id AS unitId, division_code AS divisionCode, version, log_size AS logSize
       FROM archive WHERE month IN (${marks(months)}) AND unit_id IN (${marks(unitIds)}) ORDER BY version`,
      [...months, ...unitIds],
    );
  for (const row of rows) {
    const before = packed.get(keyOf(row));
    packed.set(keyOf(row), {
      version: Number(row.version),
      firstSize: before?.firstSize ?? Number(row.logSize),
    });
  }
  return packed;
}

type Key = Pick<Archive, 'month' | 'side' | 'unitId' | 'divisionCode'>;
/** One month of one unit in one district. */
export const keyOf = ({ month, side, unitId, divisionCode }: Key): string =>
  [month, side, unitId, divisionCode].join('|');
