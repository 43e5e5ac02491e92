import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { clocksOn } from '@lifttrust/shared-types/plan/plan.clock.rules';
import { nextDue, statutoryHalfMonthDays } from '@lifttrust/shared-types/plan/plan.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { clockStarts } from '../lift/clock-start.query';
import { DueCounterService } from '../lift/due-counter.service';
import { Lift } from '../lift/lift.entity';
import { Visit } from '../visit/visit.entity';
import { MaintenanceRecord } from './record.entity';

const Resumed = z.object({ liftIds: z.array(z.string()) });

type Standing = Pick<Lift, 'lastMaintainedOn' | 'dueOn' | 'grade' | 'gradeOn'>;

/** Keeps a lift's last maintenance and due day equal to what its records say; recomputed, never adjusted. */
@Singleton()
export class DueService {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() dueCounters: DueCounterService;

  @Init()
  listen(): void {
    this.outbox.on(
      'lift.resumed',
      (payload, ctx) =>
        this.work.run(ctx, async (tx) => {
          for (const liftId of Resumed.parse(payload).liftIds) await this.recompute(tx, liftId);
        }),
      { onlyWrites: true },
    );
  }

  async recompute(tx: Transaction, liftId: string): Promise<void> {
    const { intervalDays } = this.cityService.parameters;
    const records = await tx.manager.find(MaintenanceRecord, {
      // Whole rows of sixty records are a lot to read at every submission.
      select: { id: true, class: true, completedAt: true, completedOn: true, grade: true },
      where: { liftId, validity: In(['valid', 'suspect']) },
      order: { completedAt: 'DESC' },
      take: 60,
    });
    const history = records.map((record) => ({
      class: MaintenanceClass.parse(record.class),
      completedAt: record.completedAt,
    }));
    const start = (await clockStarts(tx.manager, { sql: 'l.id = ?', values: [liftId] })).get(liftId);
    if (!start) return;
    const [last] = records;
    const before = last ? null : await this.beforeRecords(tx, liftId);
    const facts = { ...start, history, registeredDue: before?.dueOn ?? null };
    // Without a record only what the register said stands: what a contract alone asks for is planned, not overdue.
    const clocks = last || before?.dueOn ? clocksOn(facts, dayOf(tx.at), intervalDays).due : null;
    await this.change(tx, liftId, {
      lastMaintainedOn: last?.completedOn ?? before?.lastMaintainedOn ?? null,
      dueOn: (clocks && nextDue(clocks, intervalDays)?.dueOn) ?? null,
      grade: last?.grade ?? null,
      gradeOn: last?.completedOn ?? null,
    });
  }

  /** Nothing valid is left, or never was: the deadline that stood before the lift's first visit stands again. */
  private async beforeRecords(tx: Transaction, liftId: string) {
    const first = await tx.manager.findOne(Visit, { where: { liftId }, order: { id: 'ASC' } });
    if (first?.dueOn)
      return { lastMaintainedOn: addDays(first.dueOn, -statutoryHalfMonthDays), dueOn: first.dueOn };
    const select = { lastMaintainedOn: true, dueOn: true };
    return first ? null : tx.manager.findOne(Lift, { select, where: { id: liftId } });
  }

  private async change(tx: Transaction, liftId: string, patch: Standing): Promise<void> {
    await this.dueCounters.moved(tx, [{ id: liftId, patch }]);
    await tx.manager.update(Lift, { id: liftId }, { ...patch, updatedAt: tx.at });
  }
}
