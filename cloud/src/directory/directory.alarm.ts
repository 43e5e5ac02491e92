import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { troubleWords } from './directory.words';
import { DirectoryDepartmentMapping } from './directory-mapping.entity';

/** Tasks: a reading has stopped for good; so many are gone at once that a person has to say so. */
const stopped = 'directory.reading_stopped';
const held = 'directory.leaving_held';
const daysToMend = 1;

/** Tells everybody whose accounts come from the address book that it could not be read, and what to do about it. */
@Singleton()
export class DirectoryAlarm {
  @Inject() tasks: TaskService;

  async stopped(tx: Transaction, code: string): Promise<void> {
    await this.tell(tx, stopped, {
      title: '钉钉通讯录没有读完',
      text: `读取钉钉通讯录时停下了：${troubleWords(code)}已有的账号都没有动，钉钉里新的变动暂时不会生效。改好以后，在“钉钉通讯录”里点“读取通讯录”。`,
    });
  }

  async held(tx: Transaction, missing: number): Promise<void> {
    await this.tell(tx, held, {
      title: '请确认钉钉里离开的人',
      text: `这次读取钉钉通讯录，有${missing}个人不见了，比平常多得多，所以先没有收回他们的账号。请到“钉钉通讯录”核对：确实离开的点“确认已离开”；不是的，多半是应用的通讯录权限或可见范围变了，请在钉钉开放平台改回来。`,
    });
  }

  /** A reading came to its end. */
  async over(tx: Transaction): Promise<void> {
    for (const about of await this.areas(tx))
      for (const kind of [stopped, held]) await this.tasks.settle(tx, { kind, about }, '通讯录已读完');
  }

  private async tell(tx: Transaction, kind: string, words: { title: string; text: string }): Promise<void> {
    for (const about of await this.areas(tx))
      await this.tasks.open(tx, {
        ...words,
        ...{ kind, about, divisionCode: about, organisationId: null },
        subject: { kind: 'division', id: about },
        dueOn: addDays(dayOf(tx.at), daysToMend),
      });
  }

  /** The areas whose units are mapped; one that lies in another is told once. */
  private async areas(tx: Transaction): Promise<string[]> {
    const mapped = await tx.manager.find(DirectoryDepartmentMapping, { select: { divisionCode: true } });
    const codes = [...new Set(mapped.map(({ divisionCode }) => divisionCode))].filter(Boolean);
    return codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)));
  }
}
