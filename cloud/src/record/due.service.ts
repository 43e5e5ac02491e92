import { addDays } from '@lifttrust/shared-types/kernel/time';
import { dueDays, nextDue, statutoryHalfMonthDays } from '@lifttrust/shared-types/plan/plan.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import type { Transaction } from '../kernel/unit-of-work';
import { DueCounterService } from '../lift/due-counter.service';
import { Lift } from '../lift/lift.entity';
import { Visit } from '../visit/visit.entity';
import { MaintenanceRecord } from './record.entity';

type Standing = Pick<Lift, 'lastMaintainedOn' | 'dueOn' | 'grade' | 'gradeOn'>;

/** Keeps a lift's last maintenance and due day equal to what its records say; recomputed, never adjusted. */
@Singleton()
export class DueService {
  @Inject() cityService: CityService;
  @Inject() dueCounters: DueCounterService;

  async recompute(tx: Transaction, liftId: string): Promise<void> {
    const { intervalDays } = this.cityService.parameters;
    const records = await tx.manager.find(MaintenanceRecord, {
      // Whole rows of sixty records are a lot to read at every submission.
      select: { id: true, class: true, completedAt: true, completedOn: true, grade: true },
      where: { liftId, validity: In(['valid', 'suspect']) },
      order: { completedAt: 'DESC' },
      take: 60,
    });
    const [last] = records;
    if (!last) return this.restore(tx, liftId);
    const history = records.map((record) => ({
      class: MaintenanceClass.parse(record.class),
      completedAt: record.completedAt,
    }));
    const due = nextDue(dueDays(history, null, intervalDays), intervalDays);
    await this.change(tx, liftId, {
      lastMaintainedOn: last.completedOn,
      dueOn: due?.dueOn ?? null,
      grade: last.grade,
      gradeOn: last.completedOn,
    });
  }

  /** Nothing valid is left: the deadline that stood before the lift's first visit stands again. */
  private async restore(tx: Transaction, liftId: string): Promise<void> {
    const first = await tx.manager.findOne(Visit, { where: { liftId }, order: { id: 'ASC' } });
    await this.change(tx, liftId, {
      lastMaintainedOn: first?.dueOn ? addDays(first.dueOn, -statutoryHalfMonthDays) : null,
      dueOn: first?.dueOn ?? null,
      grade: null,
      gradeOn: null,
    });
  }

  private async change(tx: Transaction, liftId: string, patch: Standing): Promise<void> {
    await this.dueCounters.moved(tx, [{ id: liftId, patch }]);
    await tx.manager.update(Lift, { id: liftId }, { ...patch, updatedAt: tx.at });
  }
}
