import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { Database } from '../kernel/database';

/** A unit that answers for lifts and keeps no table of duty. */
export interface UnitWithout {
  id: string;
  divisionCode: string;
}

/** Companies and owners of lifts that people ride, without any roster. */
const without = `FROM organisation o WHERE o.closed_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM duty_roster r WHERE r.organisation_id = o.id AND r.ended_at IS NULL)
    AND (EXISTS (SELECT 1 FROM lift l WHERE l.company_id = o.id AND l.state = 'in_use' AND AREA)
      OR EXISTS (SELECT 1 FROM lift l WHERE l.owner_id = o.id AND l.state = 'in_use' AND AREA))`;

/** Units that answer for lifts in use while nobody of theirs stands on any table of duty (EMG-12). */
@Singleton()
export class UnitsWithoutRoster {
  @Inject() database: Database;

  all(manager: EntityManager): Promise<UnitWithout[]> {
    return manager.query(
      `SELECT o.id AS id, o.division_code AS divisionCode ${without.replaceAll('AREA', '1 = 1')}
        ORDER BY o.id`,
    );
  }

  /** How many answer for lifts of an area (its division code); the whole register has the empty one. */
  async count(divisionCode: string): Promise<number> {
    const inArea = 'SUBSTR(l.division_code, 1, ?) = ?';
    const area = [divisionCode.length, divisionCode];
    const [row]: { units: number | string }[] = await this.database.reader.manager.query(
      `SELECT COUNT(*) AS units ${without.replaceAll('AREA', inArea)}`,
      [...area, ...area],
    );
    return Number(row?.units ?? 0);
  }

  /** Of whom it is known: units with an open task of this kind. */
  async told(manager: EntityManager, kind: string): Promise<string[]> {
    const rows: { unitId: string }[] = await manager.query(
      `SELECT about AS unitId FROM task WHERE kind = ? AND state = 'open'`,
      [kind],
    );
    return rows.map(({ unitId }) => unitId);
  }
}
