import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import {
  addDays,
  dayInWords,
  dayOf,
  deadlineInWords,
  instantInWords,
} from '@lifttrust/shared-types/kernel/time';
import { OwnerAnswer } from '@lifttrust/shared-types/record/record.contract';
import { consentStands, defaultsAt, obstacleToDefault } from '@lifttrust/shared-types/signing/signing.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { LessThan, MoreThan, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { PersonService } from '../person/person.service';
import { RecordAnswerService } from '../record/record.answer.service';
import { MaintenanceRecord } from '../record/record.entity';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { SilenceConsentService } from './consent.service';
import { firstReached, noticesOf } from './signing.notices.query';

/** A round looks back so far for deadlines that no event has brought up. */
const lookBackDays = 10;
const atOnce = 500;

/**
 * What happens when an owner does not answer: confirmed by silence where the owner agreed to that and was told, else
 * reminded and told higher up; nothing in here makes a record valid or moves a clock (SIG-03…SIG-05).
 */
@Singleton()
export class SilenceService {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() round: DailyRound;
  @Inject() cityService: CityService;
  @Inject() answers: RecordAnswerService;
  @Inject() consents: SilenceConsentService;
  @Inject() messageService: MessageService;
  @Inject() personService: PersonService;
  @Inject() recipients: ContractRecipients;
  @Inject() taskService: TaskService;

  @Init()
  listen(): void {
    const wait = (payload: Record<string, unknown>, ctx: Ctx) => this.wait(String(payload.recordId), ctx);
    const over = (payload: Record<string, unknown>, ctx: Ctx) => this.over(String(payload.recordId), ctx);
    this.outbox.on('record.submitted', wait, { onlyWrites: true });
    this.outbox.on('record.deadline', over, { onlyWrites: true });
    this.round.on('signing.silence', (tx) => this.catchUp(tx));
  }

  /** Until when the owner answers a record. */
  deadlineOf({ completedAt }: Pick<MaintenanceRecord, 'completedAt'>): number {
    const { signing, calendar } = this.cityService.parameters;
    return defaultsAt(completedAt, signing, calendarOf(calendar));
  }

  private wait(recordId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      if (record?.ownerId) await tx.emit('record.deadline', { recordId }, this.deadlineOf(record));
    });
  }

  private over(recordId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      if (record) await this.look(tx, record);
    });
  }

  /** Every pending record whose deadline lies in the last days: a deadline that nobody noticed is noticed now. */
  private async catchUp(tx: Transaction): Promise<void> {
    const today = dayOf(tx.at);
    const rows = await tx.manager.find(MaintenanceRecord, {
      where: {
        ...{ ownerAnswer: 'pending', standing: Not('voided') },
        completedOn: LessThan(today),
        completedAt: MoreThan(tx.at - lookBackDays * 86_400_000),
      },
      order: { completedAt: 'ASC' },
      take: atOnce,
    });
    for (const record of rows) if (this.deadlineOf(record) <= tx.at) await this.look(tx, record);
  }

  private async look(tx: Transaction, record: MaintenanceRecord): Promise<void> {
    // A void record asks nobody for a signature any more.
    if (!record.ownerId || record.standing === 'voided') return;
    const deadline = this.deadlineOf(record);
    const consents = await this.consents.ofOwner(tx.manager, record.ownerId);
    const notices = await noticesOf(tx.manager, record.id);
    const reachedAt = firstReached(notices);
    const obstacle = obstacleToDefault({
      ownerAnswer: OwnerAnswer.parse(record.ownerAnswer),
      completedAt: record.completedAt,
      deadline,
      now: tx.at,
      consents,
      firstDeliveredAt: reachedAt,
    });
    // A city that lengthened its time meanwhile: the deadline is looked at again when it has come.
    if (obstacle === 'too_early') return tx.emit('record.deadline', { recordId: record.id }, deadline);
    if (obstacle === 'no_consent') return this.remind(tx, record, deadline);
    if (obstacle === 'not_delivered') return this.undelivered(tx, record);
    if (obstacle === 'answered') return;
    const consent = consents.find((one) =>
      consentStands([one], { completedAt: record.completedAt, deadline }),
    );
    if (!consent) return;
    const [agreed] = await this.personService.named(tx.manager, [consent.personId]);
    const told = notices
      .filter((notice) => notice.reachedAt !== null)
      .map(({ person, way }) => `${person}（${way}）`)
      .join('、');
    await this.answers.sealSilence(tx, record, {
      consentBy: agreed?.name ?? '',
      consentPersonId: consent.personId,
      words: `期限 ${instantInWords(deadline)}；${instantInWords(reachedAt ?? deadline)} 已通知到 ${told}；同意书 ${consent.textVersion} 版，${instantInWords(consent.givenAt)} 同意。`,
    });
  }

  /** No agreement: the record stays unanswered, the owner's head hears it, three days later the district (SIG-04). */
  private async remind(tx: Transaction, record: MaintenanceRecord, deadline: number): Promise<void> {
    const ownerId = record.ownerId ?? '';
    const name = `${record.place} ${record.ownNumber}`.trim();
    if (!(await this.messageService.isSent(tx, record.id, 'record.unsigned')))
      await this.messageService.send(tx, await this.recipients.ofOwner(tx.manager, ownerId), {
        kind: 'record.unsigned',
        subjectId: record.id,
        title: '维保记录逾期未签',
        text: `${name}的维保记录应在 ${deadlineInWords(deadline)} 前签字或退回，现在仍未答复，请尽快处理。`,
        facts: [{ label: '维保单位', value: record.companyName }],
        page: `owner/record/index?recordId=${record.id}`,
      });
    const isLong = dayOf(tx.at) >= addDays(dayOf(deadline), 3);
    if (isLong && !(await this.messageService.isSent(tx, record.id, 'record.unsigned_long')))
      await this.messageService.send(tx, await this.recipients.ofDistrict(tx.manager, record.divisionCode), {
        kind: 'record.unsigned_long',
        subjectId: record.id,
        title: '使用单位超过三天未签维保记录',
        text: `${record.ownerName}没有答复 ${name} ${dayInWords(record.completedOn)}完成的维保记录，请督促。`,
        facts: [{ label: '使用单位', value: record.ownerName }],
        page: null,
      });
  }

  /** Nobody was told: that is a fault in the data, not the owner's silence. */
  private async undelivered(tx: Transaction, record: MaintenanceRecord): Promise<void> {
    await this.taskService.open(tx, {
      kind: 'record.notice_undelivered',
      about: record.id,
      subject: { kind: 'record', id: record.id },
      divisionCode: record.divisionCode,
      organisationId: record.ownerId,
      title: '维保记录没有通知到使用单位',
      text: `${record.place} ${record.ownNumber}的维保记录没有一条通知送达贵单位人员，请核对人员的账号和电话，并尽快签字。`,
      dueOn: addDays(dayOf(tx.at), 3),
    });
  }
}
