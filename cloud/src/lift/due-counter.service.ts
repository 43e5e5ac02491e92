import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { marks } from '../kernel/marks';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DueCounter } from './due-counter.entity';

/** What of a lift the counters depend on. */
export interface DueStanding {
  companyId: string | null;
  divisionCode: string;
  dueOn: string | null;
  state: string;
}

export interface DueChange {
  id: string;
  patch: Partial<DueStanding>;
}

const watched = ['companyId', 'divisionCode', 'dueOn', 'state'] as const;
const foldEveryMs = 60_000;
const groupsAtOnce = 200;
const rowsAtOnce = 2_000;

/**
 * Overdue counters: lifts in use by company × division × due day (DECISIONS 23). Midnight changes nothing, since
 * what is overdue is the sum of the days before today. Changes are added as rows and merged later: updating one row
 * per company and day would make all of a company's submissions wait for each other.
 */
@Singleton()
export class DueCounterService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  private timer: NodeJS.Timeout | undefined;
  // An earlier run of the service may have left rows to merge.
  private mayFold = true;

  @Init()
  open(): void {
    this.timer = setInterval(() => void this.foldInTurn(), foldEveryMs);
    this.timer.unref();
  }

  @Destroy()
  close(): void {
    clearInterval(this.timer);
  }

  /** Counts lifts that have just been entered into the register. */
  async entered(tx: Transaction, lifts: DueStanding[]): Promise<void> {
    await this.add(tx, lifts, []);
  }

  /**
   * Carries changes of registered lifts into the counters. To be called in the same transaction **before** the
   * change itself: it reads, and locks, what the lifts are until then. Patches that touch nothing counted cost nothing.
   */
  async moved(tx: Transaction, changes: DueChange[]): Promise<void> {
    const touching = changes.filter(({ patch }) => watched.some((name) => patch[name] !== undefined));
    if (touching.length === 0) return;
    const before = await this.standing(
      tx.manager,
      touching.map(({ id }) => id),
    );
    const known = touching.flatMap(({ id, patch }) => {
      const was = before.get(id);
      return was ? [{ was, is: { ...was, ...definedOf(patch) } }] : [];
    });
    await this.add(
      tx,
      known.map(({ is }) => is),
      known.map(({ was }) => was),
    );
  }

  /** Counts everything anew from the register, for a database that was filled past the service. */
  async recount(tx: Transaction): Promise<void> {
    await tx.manager.createQueryBuilder().delete().from(DueCounter).execute();
    const rows: DueCounter[] = await tx.manager.query(
      `SELECT COALESCE(company_id, '') AS companyId, division_code AS divisionCode, COALESCE(due_on, '') AS dueOn,
              COUNT(*) AS number
       FROM lift WHERE state = 'in_use' GROUP BY COALESCE(company_id, ''), division_code, COALESCE(due_on, '')`,
    );
    await this.insert(
      tx,
      rows.map((row) => ({ ...row, number: Number(row.number) })),
    );
  }

  /** Merges rows of one company, division and day into one. Another process may do the same: then one gives way. */
  async fold(): Promise<void> {
    await this.work.run(systemCtx(this.clock.now(), 'due-counters'), async (tx) => {
      const split: { company_id: string; division_code: string; due_on: string }[] = await tx.manager.query(
        `SELECT company_id, division_code, due_on FROM due_counter
         GROUP BY company_id, division_code, due_on HAVING COUNT(*) > 1 LIMIT ${groupsAtOnce}`,
      );
      if (split.length === groupsAtOnce) this.mayFold = true;
      const merged: Omit<DueCounter, 'id'>[] = [];
      for (const { company_id, division_code, due_on } of split) {
        const where = { companyId: company_id, divisionCode: division_code, dueOn: due_on };
        const rows = await tx.manager.find(DueCounter, { where, take: rowsAtOnce });
        if (rows.length === rowsAtOnce) this.mayFold = true;
        // By their keys: a row that is committed only now must not vanish uncounted.
        const { affected } = await tx.manager.delete(DueCounter, { id: In(rows.map((row) => row.id)) });
        if (affected !== rows.length) throw new Error('Another process merges the due counters.');
        merged.push({ ...where, number: rows.reduce((sum, row) => sum + row.number, 0) });
      }
      await this.insert(
        tx,
        merged.filter((row) => row.number !== 0),
      );
    });
  }

  /** Only after changes; sums are right without it as well, so a failure may wait for the next turn. */
  private async foldInTurn(): Promise<void> {
    if (!this.mayFold) return;
    this.mayFold = false;
    await this.fold().catch(() => {
      this.mayFold = true;
    });
  }

  private async standing(manager: EntityManager, ids: string[]): Promise<Map<string, DueStanding>> {
    // A snapshot could be older than a change of the same lift that is already committed.
    const rows: (DueStanding & { id: string })[] = await manager.query(
      `SELECT id, company_id AS companyId, division_code AS divisionCode, due_on AS dueOn, state
       FROM lift WHERE id IN (${marks(ids)})${this.database.forUpdate}`,
      ids,
    );
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  }

  private async add(tx: Transaction, plus: DueStanding[], minus: DueStanding[]): Promise<void> {
    const sums = new Map<string, Omit<DueCounter, 'id'>>();
    const count = (lift: DueStanding, change: number) => {
      if (lift.state !== 'in_use') return;
      const { divisionCode } = lift;
      const row = { companyId: lift.companyId ?? '', divisionCode, dueOn: lift.dueOn ?? '', number: 0 };
      const name = `${row.companyId} ${divisionCode} ${row.dueOn}`;
      const sum = sums.get(name) ?? row;
      sums.set(name, { ...sum, number: sum.number + change });
    };
    for (const lift of plus) count(lift, 1);
    for (const lift of minus) count(lift, -1);
    const changed = [...sums.values()].filter((row) => row.number !== 0);
    await this.insert(tx, changed);
    if (changed.length > 0) this.mayFold = true;
  }

  private async insert(tx: Transaction, rows: Omit<DueCounter, 'id'>[]): Promise<void> {
    if (rows.length === 0) return;
    for (let first = 0; first < rows.length; first += 500) {
      const chunk = rows.slice(first, first + 500);
      await tx.manager.query(
        `INSERT INTO due_counter (id, company_id, division_code, due_on, number)
         VALUES ${chunk.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
        chunk.flatMap((row) => [newId(), row.companyId, row.divisionCode, row.dueOn, row.number]),
      );
    }
  }
}

/** `null` says that there is none any more; `undefined` says nothing. */
const definedOf = (patch: Partial<DueStanding>): Partial<DueStanding> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
