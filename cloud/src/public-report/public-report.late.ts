import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { endOfDay } from '@lifttrust/shared-types/kernel/time';
import { latestLateDay } from '@lifttrust/shared-types/public-report/public-report.rules';
import { latenessWords } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { SelectQueryBuilder } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { answerPage } from './public-report.book';
import { PublicReport } from './public-report.entity';

/** Which reports are late today, as a condition for lists: computed from when they came, never stored (PUB-02). */
const lateSql = `((r.state = 'received' AND r.received_at < :acceptLate)
  OR (r.state IN ('accepted', 'routed', 'answered') AND r.accepted_at < :replyLate
      AND (r.appealed_at IS NULL OR r.appealed_at < :replyLate)))`;

// A desk that has left thousands lying needs no thousand messages to know it.
const mostAtOnce = 500;

@Singleton()
export class LateReports {
  @Inject() cityService: CityService;
  @Inject() dailyRound: DailyRound;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  @Init()
  open(): void {
    this.dailyRound.on('public_report.late', (tx, day) => this.tell(tx, day));
  }

  only(query: SelectQueryBuilder<PublicReport>, today: string): SelectQueryBuilder<PublicReport> {
    const { parameters } = this.cityService;
    const { acceptWorkingDays, replyWorkingDays } = parameters.publicReports;
    const calendar = calendarOf(parameters.calendar);
    return query.andWhere(lateSql, {
      acceptLate: endOfDay(latestLateDay(today, acceptWorkingDays, calendar)),
      replyLate: endOfDay(latestLateDay(today, replyWorkingDays, calendar)),
    });
  }

  /** Every morning until it is done: the district's desk, and the unit that owes an answer. */
  private async tell(tx: Transaction, day: string): Promise<void> {
    const late = await this.only(tx.manager.createQueryBuilder(PublicReport, 'r').where('1 = 1'), day)
      .orderBy('r.id')
      .limit(mostAtOnce)
      .getMany();
    for (const report of late) {
      const words = report.state === 'received' ? latenessWords.accept : latenessWords.reply;
      const unit = report.state === 'routed' ? report.routeOrganisationId : null;
      const card = {
        ...{ kind: 'public_report.late', subjectId: report.id, title: `公众反映${words}` },
        text: '已超过规定的工作日，请今天办理；逾期会一直显示在这件反映上。',
        facts: [],
      };
      const desk = await this.recipients.ofDistrict(tx.manager, report.divisionCode);
      await this.messageService.send(tx, desk, { ...card, page: null });
      if (!unit) continue;
      const people =
        report.routeTo === 'company'
          ? await this.recipients.ofCompany(tx.manager, unit)
          : await this.recipients.ofOwner(tx.manager, unit);
      await this.messageService.send(tx, people, { ...card, page: answerPage(report.id) });
    }
  }
}
