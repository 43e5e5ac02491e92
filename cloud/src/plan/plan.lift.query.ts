import { addDays } from '@lifttrust/shared-types/kernel/time';
import { clocksOn } from '@lifttrust/shared-types/plan/plan.clock.rules';
import type { OpenVisit } from '@lifttrust/shared-types/plan/plan.move.rules';
import type { CompletedVisit, DueDays } from '@lifttrust/shared-types/plan/plan.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { Database } from '../kernel/database';
import { marks } from '../kernel/marks';
import { clockStarts } from '../lift/clock-start.query';
import type { Lift } from '../lift/lift.entity';

export type PlanLiftRow = Pick<
  Lift,
  | 'id'
  | 'type'
  | 'state'
  | 'place'
  | 'ownNumber'
  | 'address'
  | 'divisionCode'
  | 'companyId'
  | 'ownerId'
  | 'rescueCode'
  | 'equipmentCode'
  | 'registrationCode'
  | 'dueOn'
  | 'lng'
  | 'lat'
  | 'inUseSince'
  | 'madeOn'
  | 'nextInspectionOn'
  | 'createdAt'
>;

export interface OpenRow extends OpenVisit {
  liftId: string;
  state: 'planned' | 'checked_in';
  leadId: string;
  companyId: string;
}

const liftColumns = `l.id AS id, l.type AS type, l.state AS state, l.place AS place, l.own_number AS ownNumber,
  l.address AS address, l.division_code AS divisionCode, l.company_id AS companyId, l.owner_id AS ownerId,
  l.rescue_code AS rescueCode, l.equipment_code AS equipmentCode, l.registration_code AS registrationCode,
  l.due_on AS dueOn, l.lng AS lng, l.lat AS lat, l.in_use_since AS inUseSince, l.made_on AS madeOn,
  l.next_inspection_on AS nextInspectionOn, l.created_at AS createdAt`;

/** A deeper clock never looks further back. */
const historyDays = 400;

/** Which lifts: a company's, or some by their ids. */
type Which = { companyId: string } | { ids: readonly string[] };
const whichSql = (which: Which) =>
  'companyId' in which
    ? { sql: 'l.company_id = ?', values: [which.companyId] }
    : { sql: `l.id IN (${marks(which.ids)})`, values: [...which.ids] };

export const liftName = ({ place, ownNumber }: { place: string; ownNumber: string }): string =>
  `${place} ${ownNumber}`.trim();

/** What planning reads of lifts, their records, contracts and open visits. */
@Singleton()
export class PlanLiftQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;

  async lifts(manager: EntityManager, which: Which): Promise<PlanLiftRow[]> {
    if ('ids' in which && which.ids.length === 0) return [];
    const { sql, values } = whichSql(which);
    return manager.query(
      `SELECT ${liftColumns} FROM lift l
       WHERE ${sql} AND l.state NOT IN ('deregistered', 'scrapped', 'out_of_scope') ORDER BY l.id`,
      values,
    );
  }

  /** Clocks of lifts by class, in the law's days. */
  async clocks(
    manager: EntityManager,
    which: Which,
    lifts: readonly PlanLiftRow[],
    today: string,
  ): Promise<Map<string, DueDays>> {
    if (lifts.length === 0) return new Map();
    const history = await this.history(manager, which, today);
    const starts = await clockStarts(manager, whichSql(which));
    const { intervalDays } = this.cityService.parameters;
    return new Map(
      lifts.flatMap(({ id, dueOn }) => {
        const start = starts.get(id);
        if (!start) return [];
        const facts = { ...start, history: history.get(id) ?? [], registeredDue: dueOn };
        return [[id, clocksOn(facts, today, intervalDays).due]];
      }),
    );
  }

  /**
   * Visits that are planned or begun, oldest day first. `forChange`: nobody else may arrange these lifts until the
   * transaction ends, and what others have just committed is seen.
   */
  async open(
    manager: EntityManager,
    which: Which,
    options: { forChange?: boolean } = {},
  ): Promise<Map<string, OpenRow[]>> {
    const { sql, values } = whichSql(which);
    const lock = options.forChange ? this.database.forUpdate : '';
    const rows: (Omit<OpenRow, 'class'> & { class: string })[] = await manager.query(
      `SELECT v.id AS id, v.lift_id AS liftId, v.class AS class, v.state AS state, v.planned_on AS day,
              v.lead_id AS leadId, v.company_id AS companyId
       FROM visit v JOIN lift l ON l.id = v.lift_id
       WHERE ${sql} AND v.state IN ('planned', 'checked_in') ORDER BY v.planned_on, v.id${lock}`,
      values,
    );
    const found = new Map<string, OpenRow[]>();
    for (const row of rows) {
      const one = { ...row, class: MaintenanceClass.parse(row.class) };
      found.set(row.liftId, [...(found.get(row.liftId) ?? []), one]);
    }
    return found;
  }

  /** Others who arrange the same lifts wait; on SQLite writers go one after the other anyway. */
  async hold(manager: EntityManager, ids: readonly string[]): Promise<void> {
    if (this.database.isSqlite || ids.length === 0) return;
    await manager.query(`SELECT id FROM lift WHERE id IN (${marks(ids)}) ORDER BY id FOR UPDATE`, [...ids]);
  }

  /** Visits on some days that a person is to make. */
  async visitsOf(manager: EntityManager, personId: string, days: readonly string[]): Promise<Set<string>> {
    const [first = '', last = ''] = [days[0], days.at(-1)];
    const rows: { id: string }[] = await manager.query(
      `SELECT v.id AS id FROM visit_member m JOIN visit v ON v.id = m.visit_id
       WHERE m.person_id = ? AND v.state = 'planned' AND v.planned_on BETWEEN ? AND ?`,
      [personId, first, last],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The last day of each technician's certificate of item T. */
  async certifiedUntil(manager: EntityManager, companyId: string): Promise<Map<string, string>> {
    const rows: { id: string; until: string }[] = await manager.query(
      `SELECT c.person_id AS id, MAX(c.valid_until) AS until FROM certificate c
       JOIN assignment a ON a.person_id = c.person_id AND a.organisation_id = ?
       WHERE c.item = 'T' AND c.ended_on IS NULL GROUP BY c.person_id`,
      [companyId],
    );
    return new Map(rows.map(({ id, until }) => [id, until]));
  }

  /** The latest visit of each class is all that clocks need. */
  private async history(
    manager: EntityManager,
    which: Which,
    today: string,
  ): Promise<Map<string, CompletedVisit[]>> {
    const { sql, values } = whichSql(which);
    const rows: { liftId: string; class: string; at: number | string }[] = await manager.query(
      `SELECT r.lift_id AS liftId, r.class AS class, MAX(r.completed_at) AS at
       FROM lift l JOIN record r ON r.lift_id = l.id
       WHERE ${sql} AND r.validity IN ('valid', 'suspect') AND r.completed_on > ?
       GROUP BY r.lift_id, r.class`,
      [...values, addDays(today, -historyDays)],
    );
    const found = new Map<string, CompletedVisit[]>();
    for (const row of rows) {
      const one = { class: MaintenanceClass.parse(row.class), completedAt: Number(row.at) };
      found.set(row.liftId, [...(found.get(row.liftId) ?? []), one]);
    }
    return found;
  }
}
