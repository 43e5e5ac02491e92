import { addDays } from '@lifttrust/shared-types/kernel/time';
import { typeFromCode } from '@lifttrust/shared-types/lift/lift.codes';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { Task } from '../task/task.entity';
import { TaskService } from '../task/task.service';
import { Lift } from './lift.entity';

type Kind = 'lift.duplicate' | 'lift.owner_missing' | 'lift.type_contradiction';
interface Found {
  lift: Lift;
  title: string;
  text: string;
}

/** New tasks of one kind on one morning; the rest follows on the next. */
const atOnce = 200;
const daysToSettle = 15;

const nameOf = (lift: Lift): string => `${lift.place} ${lift.ownNumber}`.trim();

/** Duplicates, missing links and contradictions in the register become tasks, and end when the data are right (EQ-02). */
@Singleton()
export class LiftQuality {
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;

  @Init()
  listen(): void {
    this.dailyRound.on('lift.quality', (tx, day) => this.look(tx, day));
  }

  async look(tx: Transaction, day: string): Promise<void> {
    await this.keep(tx, day, 'lift.duplicate', await this.duplicates(tx));
    await this.keep(tx, day, 'lift.owner_missing', await this.withoutOwner(tx));
    await this.keep(tx, day, 'lift.type_contradiction', await this.contradictions(tx));
  }

  private async keep(tx: Transaction, day: string, kind: Kind, found: Found[]): Promise<void> {
    const wrong = new Set(found.map(({ lift }) => lift.id));
    const open = await tx.manager.findBy(Task, { kind, state: 'open' });
    for (const { about } of open)
      if (!wrong.has(about)) await this.taskService.settle(tx, { kind, about }, '数据已更正。');
    const known = new Set(open.map(({ about }) => about));
    const fresh = found.filter(({ lift }) => !known.has(lift.id)).slice(0, atOnce);
    await this.taskService.openAll(
      tx,
      fresh.map(({ lift, title, text }) => ({
        kind,
        about: lift.id,
        subject: { kind: 'lift', id: lift.id },
        divisionCode: lift.divisionCode,
        organisationId: null,
        title,
        text,
        dueOn: addDays(day, daysToSettle),
      })),
    );
  }

  /** One rescue code on two lifts: a rescuer would be sent to the wrong one. */
  private async duplicates(tx: Transaction): Promise<Found[]> {
    const twice: { code: string }[] = await tx.manager.query(
      `SELECT rescue_code AS code FROM lift WHERE rescue_code <> '' AND state NOT IN ('deregistered', 'scrapped')
       GROUP BY rescue_code HAVING COUNT(*) > 1 LIMIT 500`,
    );
    if (twice.length === 0) return [];
    const lifts = await tx.manager.findBy(Lift, { rescueCode: In(twice.map(({ code }) => code)) });
    return lifts.map((lift) => ({
      lift,
      title: '应急救援识别码重复',
      text: `${nameOf(lift)} 与另一台电梯登记了同一个识别码 ${lift.rescueCode}，请核对轿厢内的标牌并更正。`,
    }));
  }

  private async withoutOwner(tx: Transaction): Promise<Found[]> {
    const lifts = await tx.manager
      .createQueryBuilder(Lift, 'lift')
      .where("lift.owner_id IS NULL AND lift.state = 'in_use'")
      .orderBy('lift.id')
      .limit(2_000)
      .getMany();
    return lifts.map((lift) => ({
      lift,
      title: '在用电梯没有登记使用单位',
      text: `${nameOf(lift)} 没有登记使用单位，无人承担安全责任，请补登记。`,
    }));
  }

  private async contradictions(tx: Transaction): Promise<Found[]> {
    const lifts = await tx.manager
      .createQueryBuilder(Lift, 'lift')
      .where('LENGTH(lift.equipment_code) IN (17, 18) AND SUBSTR(lift.equipment_code, 1, 4) <> lift.type')
      .orderBy('lift.id')
      .limit(2_000)
      .getMany();
    return lifts.flatMap((lift) => {
      const proved = typeFromCode(lift.equipmentCode);
      if (!proved || proved === lift.type) return [];
      return [
        {
          lift,
          title: '设备代码与设备品种矛盾',
          text: `${nameOf(lift)} 的设备代码 ${lift.equipmentCode} 表示${liftTypes[proved]}，与登记的品种不一致，请核对。`,
        },
      ];
    });
  }
}
