import { addDays, dayInWords, startOfDay } from '@lifttrust/shared-types/kernel/time';
import type { MessageKind } from '@lifttrust/shared-types/message/message.contract';
import {
  type PlanWarning,
  regulatorsTold,
  type WarningKind,
  warningDue,
} from '@lifttrust/shared-types/plan/plan.warning.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import { groupedBy } from '../kernel/grouped-by';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { type Card, MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { liftName } from './plan.lift.query';
import { companiesAtWork, goersOn, type WatchedLift, watchedLifts } from './plan.warning.query';
import { PlanTold } from './plan-told.entity';

/** One lift and what is to be told about it now. */
interface Due {
  lift: WatchedLift;
  warning: PlanWarning;
}

/** Lifts and people told by one message. */
interface Parcel {
  to: string[];
  due: Due[];
  /** They see it in the app's calendar; regulators only on their desk. */
  inApp: boolean;
}

/** The calendar of the day on which something is planned or due; of another day each person has their own. */
const calendarPage = ([first]: readonly Due[]): string => {
  const day = first?.lift.plannedOn ?? first?.lift.dueOn;
  return day ? `plan/calendar?day=${day}` : 'plan/calendar';
};

const kinds: Record<WarningKind, MessageKind> = {
  reminder: 'plan.reminder',
  planned_passed: 'plan.late',
  due_passed: 'plan.overdue',
  escalated: 'plan.overdue',
};
const titles: Record<WarningKind, string> = {
  reminder: '维保提醒',
  planned_passed: '过了计划日还没有维保',
  due_passed: '维保超期',
  escalated: '维保超期仍未完成',
};
const together: Record<WarningKind, string> = {
  reminder: '维保日期临近，请按时完成。',
  planned_passed: '计划日已过，还没有完成维保，请在截止日前完成。',
  due_passed: '截止日已过，维保已超期，请尽快完成。',
  escalated: '截止日已过多日，维保仍未完成，已报上一级监管部门。',
};

/** Older keys are about visits long made. */
const keptKeys = 24;
const rowsAtOnce = 500;
const namedAtMost = 5;

/**
 * Reminds and warns every morning: of all lifts that are told the same, each person hears in one message. What is due
 * is computed from data; after days on which nobody looked only the latest is told, to everybody whom the missed ones
 * would have reached.
 * @basis 泉鲤市监规〔2024〕1号 三(三); DECISIONS 30 (PLAN-07, PLAN-08)
 */
@Singleton()
export class PlanRound {
  @Inject() dailyRound: DailyRound;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  @Init()
  open(): void {
    this.dailyRound.on('plan.warnings', (tx, day) => this.look(tx, day));
  }

  /**
   * `day`: the day on which the round is made. Company by company: the lifts of a whole city at once would stop the
   * service for seconds. Owners and regulators hear of all companies together.
   */
  async look(tx: Transaction, day: string): Promise<void> {
    const { plan } = this.cityService.parameters;
    const until = addDays(day, Math.max(0, ...plan.remindDays));
    // The round may be made before the hour at which the city wants reminders, and comes but once a day.
    const now = Math.max(tx.at, startOfDay(day) + plan.remindHour * 3_600_000);
    const beyond: Due[] = [];
    for (const companyId of await companiesAtWork(tx.manager)) {
      const lifts = await watchedLifts(tx.manager, companyId, { today: day, until });
      const due = lifts.flatMap((lift) => {
        const facts = { ...lift, done: false, suspended: false, sent: lift.told };
        const warning = warningDue(facts, now, plan);
        return warning ? [{ lift, warning }] : [];
      });
      for (const group of groupedBy(due, stageOf).values())
        await this.send(tx, await this.forCompany(tx, companyId, group));
      await this.remember(tx, due);
      beyond.push(...due.filter(({ warning }) => warning.owner || warning.regulators > 0));
    }
    for (const group of groupedBy(beyond, stageOf).values()) {
      await this.send(tx, await this.forOwners(tx, group));
      await this.send(tx, await this.forRegulators(tx, group));
    }
  }

  /** Everything told here and below is of one kind and stage. */
  private async forCompany(tx: Transaction, companyId: string, due: Due[]): Promise<Parcel[]> {
    const { manager } = tx;
    const admins = await this.recipients.ofCompany(manager, companyId);
    const goers = await goersOn(
      manager,
      due.map(({ lift }) => lift),
    );
    const going = due.flatMap((one) =>
      (goers.get(one.lift.id) ?? [])
        // Who leads the company and goes as well has heard of it already.
        .filter((personId) => !admins.includes(personId))
        .map((personId) => ({ personId, one })),
    );
    return [
      { to: admins, due: due.filter(({ warning }) => warning.company), inApp: true },
      ...[...groupedBy(going, ({ personId }) => personId).values()].map((mine) => ({
        to: mine.slice(0, 1).map(({ personId }) => personId),
        due: mine.map(({ one }) => one),
        inApp: true,
      })),
    ];
  }

  private async forOwners(tx: Transaction, due: Due[]): Promise<Parcel[]> {
    const owned = due.filter(({ lift, warning }) => warning.owner && lift.ownerId !== null);
    const byOwner = groupedBy(owned, ({ lift }) => lift.ownerId ?? '');
    const people = await this.recipients.ofOwners(tx.manager, [...byOwner.keys()]);
    return [...byOwner].map(([ownerId, own]) => ({ to: people.get(ownerId) ?? [], due: own, inApp: true }));
  }

  private async forRegulators(tx: Transaction, due: Due[]): Promise<Parcel[]> {
    const told = due.filter(({ warning }) => warning.regulators > 0);
    const offices = new Map<string, Parcel>();
    for (const own of groupedBy(told, ({ lift }) => lift.divisionCode).values()) {
      const chain = await this.recipients.chainOf(tx.manager, own[0]?.lift.divisionCode ?? '');
      for (const one of own)
        for (const office of regulatorsTold(one.warning, chain)) {
          const parcel = offices.get(office.area) ?? { to: office.people, due: [], inApp: false };
          parcel.due.push(one);
          offices.set(office.area, parcel);
        }
    }
    return [...offices.values()];
  }

  private send(tx: Transaction, parcels: Parcel[]): Promise<void> {
    return this.messageService.sendAll(tx, parcels.filter(({ to }) => to.length > 0).flatMap(cardOf));
  }

  private async remember(tx: Transaction, due: Due[]): Promise<void> {
    for (let at = 0; at < due.length; at += rowsAtOnce) {
      const chunk = due.slice(at, at + rowsAtOnce);
      await tx.manager.delete(PlanTold, { liftId: In(chunk.map(({ lift }) => lift.id)) });
      await insertRows(
        tx.manager,
        PlanTold,
        chunk.map(({ lift, warning }) => ({
          liftId: lift.id,
          warnings: [...lift.told, warning.key].slice(-keptKeys),
          toldAt: tx.at,
        })),
      );
    }
  }
}

function cardOf({ to, due, inApp }: Parcel): { to: string[]; card: Card }[] {
  const [first] = due;
  if (!first) return [];
  const { kind, text } = first.warning;
  const isOne = due.length === 1;
  const isSame = due.every(({ warning }) => warning.text === text);
  const named = due.slice(0, namedAtMost).map(({ lift }) => lift);
  const names = named.map(liftName).join('、');
  const who = due.length > namedAtMost ? `${names}等 ${due.length} 台` : names;
  const card = {
    kind: kinds[kind],
    subjectId: first.lift.id,
    title: isOne ? titles[kind] : `${titles[kind]}（${due.length} 台）`,
    text: `${who}：${isSame ? text : together[kind]}`,
    facts: named.map((lift) => ({ label: liftName(lift), value: datesOf(lift) })),
    page: inApp ? calendarPage(due) : null,
  };
  return [{ to, card }];
}

/** `escalated-3`: told alike whatever the day. */
const stageOf = ({ warning: { key } }: Due): string => key.split('/')[0] ?? key;

const datesOf = ({ plannedOn, dueOn }: WatchedLift): string =>
  [
    plannedOn === null ? '未安排' : `计划 ${dayInWords(plannedOn)}`,
    ...(dueOn === null ? [] : [`截止 ${dayInWords(dueOn)}`]),
  ].join('，');
