import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThan } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { TaskService } from '../task/task.service';
import { Archive } from './archive.entity';

export const notTaken = 'archive.not_taken';
/** One task for the packages of a month in a district. */
export const aboutMonth = ({ month, divisionCode }: Pick<Archive, 'month' | 'divisionCode'>): string =>
  `${month}|${divisionCode}`;

/** A unit holds its package: nobody reminds it any more, and the district's task ends with the last one. */
@Singleton()
export class ArchiveTaken {
  @Inject() taskService: TaskService;
  @Inject() messageService: MessageService;

  async taken(tx: Transaction, archiveId: string, personId: string): Promise<void> {
    const first = await tx.manager.update(
      Archive,
      { id: archiveId, takenAt: IsNull() },
      { takenAt: tx.at, takenBy: personId },
    );
    if (first.affected !== 1) return;
    await this.messageService.settle(tx, archiveId, '已下载');
    const { month, divisionCode } = await tx.manager.findOneByOrFail(Archive, { id: archiveId });
    const left = await tx.manager.countBy(Archive, {
      ...{ month, divisionCode, state: 'ready', takenAt: IsNull() },
      dueOn: LessThan(dayOf(tx.at)),
    });
    if (left === 0)
      await this.taskService.settle(
        tx,
        { kind: notTaken, about: aboutMonth({ month, divisionCode }) },
        '有关单位都已下载。',
      );
  }
}
