import { archiveDueOn, reminderNow } from '@lifttrust/shared-types/archive/archive.rules';
import { addDays, dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import { groupedBy } from '../kernel/grouped-by';
import type { Transaction } from '../kernel/unit-of-work';
import { organisationNames } from '../lift/lift-names.query';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { Archive } from './archive.entity';
import { aboutMonth, notTaken } from './archive.taken';

const namedAtMost = 5;
const handlingDays = 7;

/** `2026年3月` */
const inWords = (month: string): string => {
  const [year, number] = month.split('-');
  return `${year}年${Number(number)}月`;
};

/**
 * Every morning: units that have not taken their packages are reminded on the city's days, and after the last day the
 * district gets the list of those who still have not.
 * @basis 泉鲤市监规〔2024〕1号 四(六); RET-04, RET-05
 */
@Singleton()
export class ArchiveReminders {
  @Inject() dailyRound: DailyRound;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() taskService: TaskService;
  @Inject() recipients: ContractRecipients;

  @Init()
  open(): void {
    this.dailyRound.on('archive.reminders', (tx, day) => this.look(tx, day));
  }

  /** `day`: the day on which the round is made. */
  async look(tx: Transaction, day: string): Promise<void> {
    const open = await tx.manager.findBy(Archive, { state: 'ready', takenAt: IsNull() });
    await this.remind(tx, open, day);
    await this.list(
      tx,
      open.filter(({ dueOn }) => dueOn !== null && dueOn < day),
      day,
    );
  }

  private async remind(tx: Transaction, open: Archive[], day: string): Promise<void> {
    const terms = this.cityService.parameters.archives;
    const due = open.flatMap((archive) => {
      const prepared = { ...archive, preparedOn: dayOf(archive.readyAt ?? archive.createdAt) };
      const reminder = reminderNow(prepared, terms, { today: day, told: archive.told });
      return reminder === null ? [] : [{ archive, reminder, dueOn: archiveDueOn(prepared, terms) }];
    });
    for (const { archive, reminder } of due)
      await tx.manager.update(Archive, { id: archive.id }, { told: [...archive.told, reminder] });
    // One message to a unit, however many packages.
    for (const own of groupedBy(due, ({ archive }) => `${archive.side}|${archive.unitId}`).values())
      await this.tell(
        tx,
        own.map(({ archive }) => archive),
        own.map(({ dueOn }) => dueOn).sort()[0] ?? day,
        day,
      );
  }

  private async tell(tx: Transaction, archives: Archive[], dueOn: string, day: string): Promise<void> {
    const [first] = archives;
    if (!first) return;
    const { manager } = tx;
    const to = await (first.side === 'company'
      ? this.recipients.ofCompany(manager, first.unitId)
      : this.recipients.ofOwner(manager, first.unitId));
    const months = [...new Set(archives.map(({ month }) => inWords(month)))].join('、');
    const isLast = dueOn === day;
    await this.messageService.send(tx, to, {
      kind: 'archive.reminder',
      subjectId: first.id,
      title: isLast ? '维保档案包今天到期，请下载' : '请下载维保档案包',
      text: `${months}的维保记录已打包，还没有下载。请在${isLast ? '今天 24:00' : dayInWords(dueOn)}前下载并保存，至少保存 4 年。`,
      facts: archives.slice(0, namedAtMost).map((archive) => ({
        label: archive.version > 1 ? `${inWords(archive.month)}补充包` : inWords(archive.month),
        value: `${archive.lifts} 台，${archive.records} 份记录`,
      })),
      page: first.side === 'owner' ? 'owner/archives/index' : null,
    });
  }

  /** What is told to the district: one task for each of its months, with whoever is on the list. */
  private async list(tx: Transaction, late: Archive[], day: string): Promise<void> {
    for (const own of groupedBy(late, aboutMonth).values()) {
      const [first] = own;
      if (!first) continue;
      const names = await organisationNames(
        tx.manager,
        own.map(({ unitId }) => unitId),
      );
      const units = [...new Set(own.map(({ unitId }) => names.get(unitId) ?? ''))];
      const few = units.slice(0, namedAtMost).join('、');
      await this.taskService.open(tx, {
        kind: notTaken,
        about: aboutMonth(first),
        subject: { kind: 'archive', id: first.id },
        divisionCode: first.divisionCode,
        organisationId: null,
        title: `${inWords(first.month)}维保记录逾期未下载（${units.length} 家）`,
        text: `${few}${units.length > namedAtMost ? '等' : ''}没有在期限内下载${inWords(first.month)}的维保档案包。请在“月度档案包”查看名单并督促下载；各单位都下载后本任务自动办结。`,
        dueOn: addDays(day, handlingDays),
      });
    }
  }
}
