import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { Like } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Certificate } from '../person/certificate.entity';
import { Task } from '../task/task.entity';
import { TaskService } from '../task/task.service';
import { Paper } from './paper.entity';

export const expiredTask = 'paper.expired';

/** What happens to the registers when a paper comes into force or ends. */
@Singleton()
export class PaperEffect {
  @Inject() taskService: TaskService;

  /** From now on rules go by it; what it renews is settled. */
  async begin(tx: Transaction, paper: Paper): Promise<void> {
    if (paper.kind === 'certificate' && paper.untilDay !== null)
      await tx.manager.insert(Certificate, {
        id: paper.id,
        personId: paper.subjectId,
        item: paper.item,
        numberSealed: paper.numberSealed,
        validUntil: paper.untilDay,
        endedOn: null,
        reminded: null,
      });
    if (paper.untilDay === null || paper.untilDay >= dayOf(tx.at))
      await this.settle(tx, paper.slot, '已续办并登记');
  }

  /** Withdrawn, ended, or found to be wrong; the paper itself stays readable. */
  async end(tx: Transaction, paper: Paper): Promise<void> {
    if (paper.kind !== 'certificate') return;
    await tx.manager.update(Certificate, { id: paper.id }, { endedOn: dayOf(tx.at) });
  }

  /** Each unit concerned has a task of its own about the same slot. */
  async settle(tx: Transaction, slot: string, outcome: string, organisationId = ''): Promise<void> {
    const about = organisationId ? `${slot}@${organisationId}` : Like(`${slot}@%`);
    const open = await tx.manager.findBy(Task, { kind: expiredTask, about, state: 'open' });
    for (const task of open)
      await this.taskService.settle(tx, { kind: expiredTask, about: task.about }, outcome);
  }
}
