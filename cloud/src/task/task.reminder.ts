import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { isReminderDay } from '@lifttrust/shared-types/task/task.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { LessThan } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { Task } from './task.entity';
import { adminsOf, regulatorsOf } from './task.reminder.query';

/** Whoever has late tasks hears of them together, on the first late day and every week after (EQ-02). */
@Singleton()
export class TaskReminder {
  @Inject() dailyRound: DailyRound;
  @Inject() messageService: MessageService;

  @Init()
  open(): void {
    this.dailyRound.on('task.late', (tx, day) => this.remind(tx, day));
  }

  private async remind(tx: Transaction, day: string): Promise<void> {
    const late = await tx.manager.find(Task, {
      where: { state: 'open', dueOn: LessThan(day) },
      order: { dueOn: 'ASC', id: 'ASC' },
    });
    const groups = new Map<string, Task[]>();
    for (const task of late) {
      const key = task.organisationId ?? task.divisionCode;
      groups.set(key, [...(groups.get(key) ?? []), task]);
    }
    for (const tasks of groups.values()) {
      const [first] = tasks;
      if (!first || !tasks.some(({ dueOn }) => dueOn !== null && isReminderDay(dueOn, day))) continue;
      await this.tell(tx, first, tasks);
    }
  }

  private async tell(tx: Transaction, first: Task, tasks: Task[]): Promise<void> {
    const people = first.organisationId
      ? await adminsOf(tx.manager, first.organisationId)
      : await regulatorsOf(tx.manager, first.divisionCode);
    await this.messageService.send(tx, people, {
      kind: 'task.late',
      subjectId: first.id,
      title: '数据任务逾期未办',
      text: `有 ${tasks.length} 项数据任务已过期限，请在管理后台的“数据任务”里办理。`,
      facts: [
        { label: '最早一项', value: first.title },
        { label: '期限', value: first.dueOn ? dayInWords(first.dueOn) : '' },
      ],
      page: null,
    });
  }
}
