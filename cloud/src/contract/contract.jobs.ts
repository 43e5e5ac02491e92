import { entryDays, expiryReminder } from '@lifttrust/shared-types/contract/contract.rules';
import { addDays, dateInWords, dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { In, MoreThanOrEqual } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { RoundDone } from '../round/round-done.entity';
import { Contract } from './contract.entity';
import { ContractLists } from './contract.lists.query';
import { ContractRecipients } from './contract.recipients';
import { ResponsibilityService } from './responsibility.service';

const lookMs = 30_000;
const dayBegins = 'contract.day_begins';

/** What time alone brings about: contracts begin and end at midnight, and people are reminded in the morning. */
@Singleton()
export class ContractJobs {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() dailyRound: DailyRound;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() responsibility: ResponsibilityService;
  @Inject() contractLists: ContractLists;

  private timer: NodeJS.Timeout | undefined;
  private beginning: Promise<void> = Promise.resolve();

  @Init()
  open(): void {
    this.dailyRound.on('contract.expiry', (tx, day) => this.remindExpiry(tx, day));
    this.dailyRound.on('contract.entry', (tx, day) => this.remindEntry(tx, day));
  }

  start(): void {
    this.timer ??= setInterval(() => this.look(), lookMs);
    this.timer.unref();
    this.look();
  }

  private look(): void {
    this.beginning = this.beginning
      .then(() => this.beginDay())
      .catch((error) => {
        log.error('contract.day_failed', {}, error);
      });
  }

  /** Applies whatever began or ended since the last day that was begun; once a day in all processes together. */
  async beginDay(): Promise<void> {
    const day = dayOf(this.clock.now());
    const [last] = await this.database.reader.manager.find(RoundDone, {
      where: { name: dayBegins },
      order: { day: 'DESC' },
      take: 1,
    });
    if (last && last.day >= day) return;
    const ctx = systemCtx(this.clock.now(), dayBegins);
    await this.work
      .run(ctx, async (tx) => {
        await tx.manager.insert(RoundDone, { name: dayBegins, day, doneAt: tx.at });
        await this.responsibility.apply(tx, await this.turning(tx, last?.day ?? '', day));
      })
      .catch((error) => {
        if (!isUniqueViolation(error)) throw error;
      });
  }

  /** Lifts with a claim that begins or ends after one day and up to another. */
  private async turning(tx: Transaction, after: string, day: string): Promise<string[]> {
    const ended = [after === '' ? '' : addDays(after, -1), addDays(day, -1)];
    const rows: { id: string }[] = await tx.manager.query(
      `SELECT DISTINCT lift_id AS id FROM contract_lift
       WHERE (from_day > ? AND from_day <= ?) OR (until_day > ? AND until_day <= ?)
          OR (ends_on > ? AND ends_on <= ?)`,
      [after, day, ...ended, ...ended],
    );
    return rows.map(({ id }) => id);
  }

  /** 90, 60 and 30 days before the last day (CON-06). */
  private async remindExpiry(tx: Transaction, day: string): Promise<void> {
    const open = await tx.manager.find(Contract, {
      where: { state: In(['entered', 'confirmed']), untilDay: MoreThanOrEqual(day) },
    });
    for (const contract of open) {
      const step = expiryReminder(contract.untilDay, contract.expiryReminded, day);
      if (step === null) continue;
      const to = [
        ...(await this.recipients.ofCompany(tx.manager, contract.companyId)),
        ...(await this.recipients.ofOwner(tx.manager, contract.ownerId)),
      ];
      await tx.manager.update(Contract, { id: contract.id }, { expiryReminded: step });
      await this.messageService.send(tx, to, {
        kind: 'contract.expiring',
        subjectId: contract.id,
        title: `维保合同还有不到 ${step} 天到期`,
        text: `合同于${dateInWords(contract.untilDay)} 24 时到期。请及时续签或另行委托，到期后没有合同的电梯将列为无维保单位。`,
        facts: [{ label: '合同编号', value: contract.number || '未填' }],
        page: null,
      });
    }
  }

  /** Day 10, day 15, and the list from day 16 (CON-02); a contract with many lifts is told of once for all. */
  private async remindEntry(tx: Transaction, day: string): Promise<void> {
    const open = await this.contractLists.unfinished(tx.manager, day);
    const contracts = await tx.manager.findBy(Contract, {
      id: In([...new Set(open.map(({ contractId }) => contractId))]),
    });
    for (const contract of contracts) {
      const own = open.filter(({ contractId }) => contractId === contract.id);
      const [worst] = own;
      if (!worst) continue;
      const reached = worst.day < entryDays.alarm ? entryDays.warn : Math.min(worst.day, entryDays.alarm + 1);
      if ((contract.entryReminded ?? 0) >= reached) continue;
      await tx.manager.update(Contract, { id: contract.id }, { entryReminded: reached });
      const isListed = reached > entryDays.alarm;
      const to = [
        ...(await this.recipients.ofCompany(tx.manager, contract.companyId)),
        ...(isListed ? await this.recipients.ofDistrict(tx.manager, contract.divisionCode) : []),
      ];
      await this.messageService.send(tx, to, {
        kind: 'contract.entry',
        subjectId: contract.id,
        title: isListed ? '接手的电梯超期未录入' : '接手的电梯还没有录完',
        text: isListed
          ? `合同生效已超过 15 天，仍有电梯没有录入完整，已列入超期未录入名单。`
          : `合同生效第 ${worst.day} 天，请在${dayInWords(worst.dueOn)} 24 时前录完，逾期将列入超期未录入名单。`,
        facts: [
          { label: '电梯', value: `${own.length} 台` },
          { label: '维保单位', value: worst.company.name },
        ],
        page: null,
      });
    }
  }

  @Destroy()
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.beginning;
  }
}
