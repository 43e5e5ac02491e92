import type {
  LiftPast,
  PublicEntrapment,
  PublicFault,
  PublicInspections,
  PublicSupervision,
} from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { EntityManager } from 'typeorm';
import type { ScannedLift } from './scan-page.query';

/** What has happened to a lift beside its maintenance. */
export type LiftEvents = Omit<LiftPast, 'visits' | 'queriedAt'>;

type Raw<T> = { [name in keyof T]: T[name] extends number | null ? T[name] | string : T[name] };
const instant = (value: number | string | null): number | null => (value === null ? null : Number(value));

/** The newest of each, newest first. @param count of each list, at most */
export async function eventsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<Omit<LiftEvents, 'inspections'> & Pick<PublicInspections, 'afterMajorRepair'>> {
  const [faults, entrapments, afterMajorRepair, pauses, decisions] = await Promise.all([
    faultsBehind(manager, token, count),
    entrapmentsBehind(manager, token, count),
    majorInspectionsBehind(manager, token, count),
    pausesBehind(manager, token, count),
    decisionsBehind(manager, token, count),
  ]);
  const supervision = [...pauses, ...decisions].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  return { faults, entrapments, afterMajorRepair, supervision: supervision.slice(0, count) };
}

export const inspectionsOf = (lift: ScannedLift, afterMajorRepair: string[]): PublicInspections => ({
  body: lift.inspectionBody ?? '',
  lastOn: lift.lastInspectionOn,
  nextOn: lift.nextInspectionOn,
  afterMajorRepair,
});

type FaultRow = Raw<Omit<PublicFault, 'parts' | 'isMajor'>> & { id: string; majorScope: string | null };

/** Reports that joined another fault are that one. */
async function faultsBehind(manager: EntityManager, token: string, count: number): Promise<PublicFault[]> {
  const rows: FaultRow[] = await manager.query(
    `SELECT f.id AS id, f.sign AS sign, f.reported_at AS reportedAt, f.finished_at AS finishedAt,
            f.outcome AS outcome, f.major_scope AS majorScope,
            (SELECT MIN(halt.from_at) FROM call_out_stop halt WHERE halt.call_out_id = f.id) AS stoppedAt
     FROM lift_code c JOIN call_out f ON f.lift_id = c.lift_id
     WHERE c.token = ? AND f.state <> 'merged' ORDER BY f.reported_at DESC LIMIT ${count}`,
    [token],
  );
  const parts = await partsOf(
    manager,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, majorScope, ...row }) => ({
    ...row,
    reportedAt: Number(row.reportedAt),
    finishedAt: instant(row.finishedAt),
    stoppedAt: instant(row.stoppedAt),
    isMajor: majorScope !== null,
    parts: parts.get(id) ?? [],
  }));
}

async function partsOf(manager: EntityManager, ids: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (ids.length === 0) return found;
  const rows: { callOutId: string; name: string }[] = await manager.query(
    `SELECT call_out_id AS callOutId, name AS name FROM call_out_part
     WHERE call_out_id IN (${ids.map(() => '?').join(', ')}) ORDER BY id`,
    ids,
  );
  for (const { callOutId, name } of rows) {
    const names = found.get(callOutId) ?? [];
    if (!names.includes(name)) found.set(callOutId, [...names, name]);
  }
  return found;
}

/** What was corrected to another lift happened there. */
async function entrapmentsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicEntrapment[]> {
  const rows: Raw<PublicEntrapment>[] = await manager.query(
    `SELECT e.kind AS kind, e.outcome AS outcome, e.reported_at AS reportedAt, e.arrived_at AS arrivedAt,
            e.freed_at AS freedAt
     FROM lift_code c JOIN entrapment e ON e.lift_id = c.lift_id
     WHERE c.token = ? AND (e.outcome IS NULL OR e.outcome <> 'moved')
     ORDER BY e.reported_at DESC LIMIT ${count}`,
    [token],
  );
  return rows.map((row) => ({
    ...row,
    reportedAt: Number(row.reportedAt),
    arrivedAt: instant(row.arrivedAt),
    freedAt: instant(row.freedAt),
  }));
}

/** A major repair is inspected before the lift runs again. */
async function majorInspectionsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<string[]> {
  const rows: { on: string }[] = await manager.query(
    `SELECT f.major_inspected_on AS "on" FROM lift_code c JOIN call_out f ON f.lift_id = c.lift_id
     WHERE c.token = ? AND f.major_inspected_on IS NOT NULL ORDER BY f.major_inspected_on DESC LIMIT ${count}`,
    [token],
  );
  return rows.map(({ on }) => on);
}

/** From when to when the register said 停用 or 暂停使用. */
async function pausesBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicSupervision[]> {
  const rows: { kind: string; on: string; until: string | null }[] = await manager.query(
    `SELECT p.kind AS kind, p.from_day AS "on", p.to_day AS "until"
     FROM lift_code c JOIN lift_pause p ON p.lift_id = c.lift_id
     WHERE c.token = ? ORDER BY p.from_day DESC LIMIT ${count}`,
    [token],
  );
  return rows.map(({ kind, on, until }) => ({
    kind: kind === 'sealed' ? ('paused' as const) : ('suspended' as const),
    ...{ on, until, about: null },
  }));
}

interface Decision {
  recordId: string;
  validity: string;
}
type Judged = NonNullable<PublicSupervision['about']>;

/**
 * Records that were found invalid, and those of them that a later decision made valid again: what the log says, in its
 * order. A doubt that ended well is no decision about anybody.
 */
async function decisionsBehind(
  manager: EntityManager,
  token: string,
  count: number,
): Promise<PublicSupervision[]> {
  const rows: { at: number | string; openText: string }[] = await manager.query(
    `SELECT e.at AS at, e.open_text AS openText FROM lift_code c JOIN ledger_entry e ON e.lift_id = c.lift_id
     WHERE c.token = ? AND e.kind = 'record.validity_decided' ORDER BY e.id`,
    [token],
  );
  const last = new Map<string, Decision & { at: number }>();
  for (const { at, openText } of rows) {
    const { recordId, validity }: Decision = JSON.parse(openText);
    const isJudged = validity === 'invalid' || last.has(recordId);
    last.delete(recordId);
    if (isJudged) last.set(recordId, { recordId, validity, at: Number(at) });
  }
  const newest = [...last.values()].reverse().slice(0, count);
  if (newest.length === 0) return [];
  const records: (Judged & { id: string })[] = await manager.query(
    `SELECT id AS id, completed_on AS "on", class AS class FROM record
     WHERE id IN (${newest.map(() => '?').join(', ')})`,
    newest.map(({ recordId }) => recordId),
  );
  const about = new Map(records.map(({ id, ...judged }) => [id, judged]));
  return newest.map(({ recordId, validity, at }) => ({
    kind: validity === 'invalid' ? ('record_invalid' as const) : ('record_restored' as const),
    on: dayOf(at),
    until: null,
    about: about.get(recordId) ?? null,
  }));
}
