import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { UnitsWithoutRoster } from './duty.without.query';

export const noRosterTask = 'duty.no_roster';
const daysToMakeOne = 7;
const atOnce = 1000;

/**
 * Each morning units that answer for lifts in use and keep no table of duty have one task, until there is one or they
 * answer for no lift any more: whom nobody can find is called by nobody (EMG-12).
 */
@Singleton()
export class DutyWithout {
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;
  @Inject() units: UnitsWithoutRoster;

  @Init()
  listen(): void {
    this.dailyRound.on('duty.no_roster', (tx) => this.look(tx));
  }

  private async look(tx: Transaction): Promise<void> {
    const found = await this.units.all(tx.manager);
    const troubles = found.map(({ id, divisionCode }) => ({
      ...{ kind: noRosterTask, about: id, subject: { kind: 'organisation', id } },
      ...{ divisionCode, organisationId: id, dueOn: addDays(dayOf(tx.at), daysToMakeOne) },
      title: '本单位还没有值班表',
      text: '本单位负责的电梯在用，但没有任何值班表，困人求助时找不到值班的人。请在“值班”里建立值班表、登记值班电话并排班。',
    }));
    for (let at = 0; at < troubles.length; at += atOnce)
      await this.taskService.openAll(tx, troubles.slice(at, at + atOnce));
    const still = new Set(found.map(({ id }) => id));
    for (const about of await this.units.told(tx.manager, noRosterTask))
      if (!still.has(about)) await this.settle(tx, about, '已有值班表，或不再负责在用的电梯');
  }

  settle(tx: Transaction, unitId: string, outcome: string, personId: string | null = null): Promise<void> {
    return this.taskService.settle(tx, { kind: noRosterTask, about: unitId }, outcome, personId);
  }
}
