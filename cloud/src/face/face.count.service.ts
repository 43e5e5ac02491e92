import { arePublished, calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { countState, filingDueOn, filingPeople } from '@lifttrust/shared-types/face/face.count.rules';
import type { StoredFaces } from '@lifttrust/shared-types/face/face.desk.contract';
import { dateInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { countStored, deletedByReason, openTaskDue, supervisors } from './face.query';

const duty = { kind: 'face.filing_duty', about: 'stored' };
const warning = { kind: 'face.stored_near', about: 'stored' };
const words = (people: number) => people.toLocaleString('en-US');

/**
 * How many people's faces are stored, always counted from the data, and whom to tell. The round only reminds.
 * @basis 人脸识别技术应用安全管理办法 第十五条 (FACE-11)
 */
@Singleton()
export class FaceCount {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;
  @Inject() messageService: MessageService;

  @Init()
  open(): void {
    this.dailyRound.on('face.count', (tx, day, ctx) => this.look(tx, day, ctx));
  }

  async show(_ctx: Ctx): Promise<StoredFaces> {
    const { manager } = this.database.reader;
    const counted = await this.count(manager);
    return {
      ...counted,
      alertFrom: this.alertFrom,
      filingFrom: filingPeople,
      filingDueOn: await openTaskDue(manager, duty.kind),
      deleted: await deletedByReason(manager),
    };
  }

  private get alertFrom(): number {
    return this.cityService.parameters.face.storedAlert;
  }

  private async count(manager: EntityManager) {
    const { people, enrolled } = await countStored(manager);
    return { people, enrolled, state: countState(people, this.alertFrom) };
  }

  private async look(tx: Transaction, day: string, ctx: Ctx): Promise<void> {
    const { people, state } = await this.count(tx.manager);
    if (state === 'fine') {
      const outcome = `存储人数降到 ${words(people)} 人。`;
      await this.taskService.settle(tx, warning, outcome);
      await this.taskService.settle(tx, duty, outcome);
      return;
    }
    const { personIds, divisionCode } = await supervisors(tx.manager, dayOf(ctx.at));
    const trouble = state === 'filing' ? this.filing(people, day) : this.near(people);
    const taskId = await this.taskService.open(tx, {
      ...trouble,
      subject: { kind: 'city', id: this.cityService.city.code },
      divisionCode: divisionCode ?? this.cityService.city.code,
      organisationId: null,
    });
    if (state === 'filing') await this.taskService.settle(tx, warning, '已达到备案人数，见备案任务。');
    if (await this.messageService.isSent(tx, taskId, trouble.kind)) return;
    await this.messageService.send(tx, personIds, {
      kind: trouble.kind,
      subjectId: taskId,
      title: trouble.title,
      text: trouble.text,
      facts: [
        { label: '存储人数', value: `${words(people)} 人` },
        ...(trouble.dueOn ? [{ label: '期限', value: dateInWords(trouble.dueOn) }] : []),
      ],
      page: null,
    });
  }

  private near(people: number) {
    const left = words(filingPeople - people);
    return {
      ...warning,
      title: '人脸存储人数接近备案线',
      text: `已存储 ${words(people)} 人的人脸信息，距离 10 万人的备案线还差 ${left} 人。请提前准备备案材料：处理目的、范围、保护措施、影响评估报告。`,
      dueOn: null,
    };
  }

  private filing(people: number, day: string) {
    const calendar = calendarOf(this.cityService.parameters.calendar);
    const dueOn = filingDueOn(day, calendar);
    // Holidays of a year are announced the autumn before; until then the day may still move back.
    const caution = arePublished(day, dueOn, calendar) ? '' : '，尚未公布的节假日未扣除';
    return {
      ...duty,
      title: '须向省级网信部门备案',
      text: `存储人脸信息的人数达到 ${words(people)} 人。请在 30 个工作日内（${dateInWords(dueOn)} 前${caution}）向所在地省级网信部门备案；内容变更、停止使用的，同样在 30 个工作日内办理。`,
      dueOn,
    };
  }
}
