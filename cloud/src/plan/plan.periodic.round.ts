import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import {
  type PeriodicAsked,
  type PeriodicStage,
  periodicStage,
} from '@lifttrust/shared-types/plan/plan.periodic.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { groupedBy } from '../kernel/grouped-by';
import { insertRows } from '../kernel/insert-rows';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { PeriodicTold } from './periodic-told.entity';
import { liftName, PlanLiftQuery, type PlanLiftRow } from './plan.lift.query';
import { PlanPeriodic } from './plan.periodic';

interface Due {
  lift: PlanLiftRow;
  asked: PeriodicAsked;
  stage: PeriodicStage;
}

const namedAtMost = 5;
const keptKeys = 40;
const rowsAtOnce = 500;
/** The page of the app that lists these items; the console finds its own by the kind. */
const page = 'plan/calendar';

const said = {
  ahead: '快到期，请安排在维保时一并完成，完成后登记。',
  passed: '已超期，请尽快完成并登记。',
  unknown: '平台上没有以前的日期，按还没有做处理。做过的请补登记，没有做的请安排。',
} as const;

/**
 * Tells of governor calibrations, seasonal items and yearly self-inspections that come or have passed: each company in
 * one message of a kind; what is overdue the owners too.
 * @basis TSG T5002-2017 附件A–D, 第五条(九); DECISIONS 30 (PLAN-11, PLAN-12)
 */
@Singleton()
export class PlanPeriodicRound {
  @Inject() dailyRound: DailyRound;
  @Inject() database: Database;
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() planLiftQuery: PlanLiftQuery;
  @Inject() planPeriodic: PlanPeriodic;

  @Init()
  open(): void {
    this.dailyRound.on('plan.periodic', (tx, day) => this.look(tx, day));
    this.outbox.on('plan.periodic_looked', ({ companyId, day }, ctx) =>
      this.lookAt(String(companyId), String(day), ctx),
    );
  }

  async look(tx: Transaction, day: string): Promise<void> {
    const companies: { id: string }[] = await tx.manager.query(
      "SELECT DISTINCT company_id AS id FROM lift WHERE company_id IS NOT NULL AND state = 'in_use'",
    );
    // One company after the other, each on its own: a city's lifts need not fit into one transaction.
    for (const { id } of companies) await tx.emit('plan.periodic_looked', { companyId: id, day });
  }

  private async lookAt(companyId: string, day: string, ctx: Ctx): Promise<void> {
    const coming = await this.coming(companyId, day);
    if (coming.length > 0) await this.work.run(ctx, (tx) => this.tell(tx, companyId, coming));
  }

  /** What a company is to hear of on a day, told before or not; read beside whoever writes. */
  private async coming(companyId: string, day: string): Promise<Due[]> {
    const { manager } = this.database.reader;
    const { periodicRemindDays } = this.cityService.parameters.plan;
    const lifts = await this.planLiftQuery.lifts(manager, { companyId });
    const asked = await this.planPeriodic.ofLifts(manager, lifts, day);
    return lifts.flatMap((lift) =>
      (asked.get(lift.id) ?? []).flatMap((one) => {
        const stage = periodicStage(one, day, periodicRemindDays);
        return stage ? [{ lift, asked: one, stage }] : [];
      }),
    );
  }

  private async tell(tx: Transaction, companyId: string, coming: Due[]): Promise<void> {
    const told = await this.toldOf(tx, [...new Set(coming.map(({ lift }) => lift.id))]);
    const due = coming.filter(({ lift, stage }) => !told.get(lift.id)?.includes(stage.key));
    if (due.length === 0) return;
    const to = await this.recipients.ofCompany(tx.manager, companyId);
    for (const alike of groupedBy(due, kindOf).values()) {
      await this.send(tx, to, alike);
      if (alike[0]?.stage.kind === 'passed') await this.tellOwners(tx, alike);
    }
    await this.remember(tx, due, told);
  }

  private async tellOwners(tx: Transaction, due: Due[]): Promise<void> {
    const owned = due.filter(({ lift }) => lift.ownerId !== null);
    for (const own of groupedBy(owned, ({ lift }) => lift.ownerId ?? '').values())
      await this.send(tx, await this.recipients.ofOwner(tx.manager, own[0]?.lift.ownerId ?? ''), own);
  }

  private async send(tx: Transaction, to: string[], due: Due[]): Promise<void> {
    const [first] = due;
    if (!first || to.length === 0) return;
    const { name } = first.asked;
    const names = due.slice(0, namedAtMost).map(({ lift }) => liftName(lift));
    const who = due.length > namedAtMost ? `${names.join('、')}等 ${due.length} 台` : names.join('、');
    await this.messageService.send(tx, to, {
      kind: 'plan.periodic',
      subjectId: first.lift.id,
      title: due.length === 1 ? name : `${name}（${due.length} 台）`,
      text: `${who}：${name}${said[first.stage.kind]}`,
      facts: due
        .slice(0, namedAtMost)
        .map(({ lift, asked }) => ({ label: liftName(lift), value: `截止 ${dayInWords(asked.dueOn)}` })),
      page,
    });
  }

  private async toldOf(tx: Transaction, ids: string[]): Promise<Map<string, string[]>> {
    const told = new Map<string, string[]>();
    for (let at = 0; at < ids.length; at += rowsAtOnce)
      for (const { liftId, warnings } of await tx.manager.findBy(PeriodicTold, {
        liftId: In(ids.slice(at, at + rowsAtOnce)),
      }))
        told.set(liftId, warnings);
    return told;
  }

  private async remember(tx: Transaction, due: Due[], told: Map<string, string[]>): Promise<void> {
    const byLift = [...groupedBy(due, ({ lift }) => lift.id).values()];
    for (let at = 0; at < byLift.length; at += rowsAtOnce) {
      const chunk = byLift.slice(at, at + rowsAtOnce);
      const ids = chunk.flatMap(([one]) => one?.lift.id ?? []);
      await tx.manager.delete(PeriodicTold, { liftId: In(ids) });
      await insertRows(
        tx.manager,
        PeriodicTold,
        chunk.map((own) => {
          const liftId = own[0]?.lift.id ?? '';
          const keys = [...(told.get(liftId) ?? []), ...own.map(({ stage }) => stage.key)];
          return { liftId, warnings: keys.slice(-keptKeys), toldAt: tx.at };
        }),
      );
    }
  }
}

/** What is told alike, whatever the day: `passed/governor`. */
const kindOf = ({ stage }: Due): string => stage.key.split('/').slice(0, 2).join('/');
