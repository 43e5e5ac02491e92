import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { correctable, correctionInWords } from '@lifttrust/shared-types/lift/entry.rules';
import { type publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  acceptBy,
  lateness,
  refuseAppeal,
  replyBy,
} from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  mostPictures,
  type OwnReport,
  routeWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { ReporterService } from '../reporter/reporter.service';
import { movedOn, ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';
import { ReportSubscriptions } from './public-report.subscriptions';
import { PublicReportPicture } from './public-report-picture.entity';
import { PublicReportSubscription } from './public-report-subscription.entity';

/** A picture is sent with the report, not weeks later. */
export const pictureMs = 3_600_000;
type Input<K extends keyof typeof publicReportApi> = InputOf<(typeof publicReportApi)[K]>;

/** A report as whoever made it sees it: by their token, without a login. */
@Singleton()
export class OwnReports {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() reporterService: ReporterService;
  @Inject() book: ReportBook;
  @Inject() subscriptions: ReportSubscriptions;

  async mine({ token }: Input<'mine'>, ctx: Ctx): Promise<OwnReport> {
    const { manager } = this.database.reader;
    return this.show(manager, await this.held(manager, token, ctx), ctx);
  }

  /** @throws not_found; conflict `public_report.moved_on` before the answer, or the second time */
  rate({ token, stars, text }: Input<'rate'>, ctx: Ctx): Promise<OwnReport> {
    return this.work.run(ctx, async (tx) => {
      const report = await this.held(tx.manager, token, ctx);
      if (report.state !== 'fed_back') throw movedOn();
      const rated = await this.book.move(tx, report, 'rated', { rating: stars });
      await this.book.step(tx, report.id, 'rated', `${stars} 星 ${text}`.trim());
      return this.show(tx.manager, rated, ctx);
    });
  }

  /** @throws not_found; rule_broken `public_report.appealed_once`, `….not_answered_yet`, `….appeal_too_late` */
  appeal({ token, text }: Input<'appeal'>, ctx: Ctx): Promise<OwnReport> {
    return this.work.run(ctx, async (tx) => {
      const report = await this.held(tx.manager, token, ctx);
      const refusal = refuseAppeal(report, ctx.at, this.parameters.appealDays);
      if (refusal) throw AppError.broken([refusal]);
      // A change that was decided is over: what follows the appeal is answered, and fed back, by the desk.
      const again = { appealedAt: tx.at, acceptedAt: report.acceptedAt ?? tx.at, changeId: null };
      const moved = await this.book.move(tx, report, 'accepted', again);
      await this.book.step(tx, report.id, 'appealed', text);
      const desk = await this.recipients.ofDistrict(tx.manager, report.divisionCode);
      const card = { kind: 'public_report.received', subjectId: report.id, facts: [], page: null };
      await this.messageService.send(tx, desk, {
        ...card,
        title: '反映人申请复议',
        text: `请重新核实，并在 ${this.parameters.replyWorkingDays} 个工作日内答复。`,
      });
      return this.show(tx.manager, moved, ctx);
    });
  }

  /** @throws not_found for a wrong token, and for one that is over */
  async held(manager: EntityManager, token: string, ctx: Ctx): Promise<PublicReport> {
    const id = await this.reporterService.subjectOf(manager, 'public_report', token, ctx.at);
    const report = id && (await manager.findOneBy(PublicReport, { id }));
    if (!report)
      throw AppError.notFound(
        'public_report.token_unknown',
        '没有找到这件反映。请核对查询凭证，或凭证已过期。',
      );
    return report;
  }

  private get parameters() {
    return this.cityService.parameters.publicReports;
  }

  private async show(manager: EntityManager, report: PublicReport, ctx: Ctx): Promise<OwnReport> {
    const lift = report.liftId ? await manager.findOneBy(Lift, { id: report.liftId }) : null;
    const pictures = await manager.countBy(PublicReportPicture, { reportId: report.id });
    const subscribed = await manager.existsBy(PublicReportSubscription, { reportId: report.id });
    const calendar = calendarOf(this.cityService.parameters.calendar);
    const template = this.subscriptions.template;
    const isOpen = !['fed_back', 'rated', 'declined', 'recorded'].includes(report.state);
    return {
      ...pickOwn(report),
      place: lift ? `${lift.place} ${lift.ownNumber}`.trim() : '',
      text: this.book.unseal(report.textSealed),
      proposal: proposalOf(report),
      acceptBy: acceptBy(report.receivedAt, this.parameters, calendar),
      replyBy: replyBy(report, this.parameters, calendar),
      lateness: lateness(report, dayOf(ctx.at), this.parameters, calendar),
      routedTo: report.routeTo ? report.routeAuthority || routeWords[report.routeTo] : '',
      // A unit's words reach the public through the desk, never straight.
      feedback: report.fedBackAt !== null && !isOpen ? (report.feedback ?? '') : '',
      pictures,
      may: {
        rate: report.state === 'fed_back',
        appeal: refuseAppeal(report, ctx.at, this.parameters.appealDays) === null,
        addPicture: pictures < mostPictures && ctx.at < report.receivedAt + pictureMs,
      },
      offer: template && !subscribed && isOpen ? { templateId: template } : null,
    };
  }
}

const pickOwn = (report: PublicReport) => {
  const { id, kind: what, category, state, stars, rating } = report;
  const { receivedAt, acceptedAt, routedAt, answeredAt, fedBackAt, appealedAt } = report;
  const times = { receivedAt, acceptedAt, routedAt, answeredAt, fedBackAt, appealedAt };
  return { id, kind: what, category, state, stars, rating, ...times };
};

/** A correction field by field, as lists show it. */
export function proposalOf({ proposalBefore, proposalAfter }: PublicReport) {
  const labels: Record<string, string | undefined> = correctable;
  const before: Record<string, unknown> = { ...proposalBefore };
  return Object.entries({ ...proposalAfter }).map(([field, after]) => ({
    field,
    label: labels[field] ?? field,
    before: correctionInWords(field, before[field]),
    after: correctionInWords(field, after),
  }));
}
