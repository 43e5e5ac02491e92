import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportKinds, withoutNumbers } from '@lifttrust/shared-types/public-report/public-report.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { ContractRecipients } from '../contract/contract.recipients';
import { type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { ReporterService } from '../reporter/reporter.service';
import { answerPage, movedOn, ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';
import { isUnit, knownReport } from './public-report.scope';
import { PublicReportPicture } from './public-report-picture.entity';

type Act<K extends keyof typeof publicReportApi> = InputOf<(typeof publicReportApi)[K]>;

/** 受理, 转办, 回复, 反馈: what the district's desk and the units do with a report (PUB-02). */
@Singleton()
export class ReportDesk {
  @Inject() work: UnitOfWork;
  @Inject() book: ReportBook;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() reporterService: ReporterService;

  /** @throws not_found; conflict `public_report.moved_on`; invalid `public_report.reason_missing` */
  decide({ reportId, accept, reason }: Act<'decide'>, ctx: Ctx): Promise<void> {
    if (!accept && reason === '')
      throw AppError.invalid('public_report.reason_missing', '不予受理的，请写明理由，反映人会看到。');
    return this.change(reportId, ctx, async (tx, report) => {
      // Only an appeal takes it up again.
      if (report.state !== 'received') throw movedOn();
      if (accept) await this.book.move(tx, report, 'accepted', { acceptedAt: tx.at });
      else await this.book.move(tx, report, 'declined', { feedback: reason, fedBackAt: tx.at });
      await this.book.step(tx, report.id, accept ? 'accepted' : 'declined', reason);
      if (!accept) await tx.emit('public_report.fed_back', { reportId });
    });
  }

  /** @throws rule_broken `public_report.no_unit`, `public_report.authority_missing`; conflict `public_report.moved_on` */
  route({ reportId, to, authority, text }: Act<'route'>, ctx: Ctx): Promise<void> {
    return this.change(reportId, ctx, async (tx, report) => {
      if (report.state === 'received' || report.state === 'fed_back') throw movedOn();
      const unit = to === 'company' ? report.companyId : to === 'owner' ? report.ownerId : null;
      const wantsUnit = to === 'company' || to === 'owner';
      if (wantsUnit && !unit)
        throw AppError.broken([
          {
            code: 'public_report.no_unit',
            field: 'to',
            message: '这台电梯没有登记这类单位，请转给本部门办理。',
          },
        ]);
      if (to === 'authority' && authority === '')
        throw AppError.broken([
          { code: 'public_report.authority_missing', field: 'authority', message: '请写明转给哪个部门。' },
        ]);
      // Whatever the desk left in it: numbers that lead to a person go to nobody who was not agreed to (PUB-06).
      const passedOn = report.agreesToBeNamed ? text : withoutNumbers(text);
      await this.book.move(tx, report, 'routed', {
        ...{ routeTo: to, routeOrganisationId: unit, routeAuthority: to === 'authority' ? authority : '' },
        ...{ unitTextSealed: this.book.seal(passedOn), routedAt: tx.at, answer: null, answeredAt: null },
      });
      await this.book.step(tx, report.id, 'routed', passedOn);
      if (unit) await this.tellUnit(tx, report, to === 'company');
    });
  }

  /** @throws not_found for whom it was not passed on to */
  sendBack({ reportId, reason }: Act<'sendBack'>, ctx: Ctx): Promise<void> {
    return this.change(reportId, ctx, async (tx, report) => {
      if (report.state !== 'routed') throw movedOn();
      await this.book.move(tx, report, 'accepted', { routeTo: null, routeOrganisationId: null });
      await this.book.step(tx, report.id, 'returned', reason);
      await this.tellDesk(tx, report, '转办被退回', `${reason} 请重新转办。`);
    });
  }

  /** The unit's answer; for an authority outside, and where a unit stays silent, the office enters what it heard. */
  answer({ reportId, text }: Act<'answer'>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    return this.change(reportId, ctx, async (tx, report) => {
      const mayAnswer = isUnit(actor)
        ? report.state === 'routed' && report.routeOrganisationId === actor.organisationId
        : report.state === 'routed' || report.state === 'accepted';
      if (!mayAnswer) throw movedOn();
      await this.book.move(tx, report, 'answered', { answer: text, answeredAt: tx.at });
      await this.book.step(tx, report.id, 'answered', text);
      if (isUnit(actor)) await this.tellDesk(tx, report, '公众反映已有回复', '请核实后反馈给反映人。');
    });
  }

  /** @throws rule_broken `public_report.cause_unverified` */
  feedBack({ reportId, text, verdict, byMaintenance }: Act<'feedBack'>, ctx: Ctx): Promise<void> {
    return this.change(reportId, ctx, async (tx, report) => {
      const isVerified = verdict === 'verified' || verdict === 'partly';
      if (byMaintenance && !isVerified)
        throw AppError.broken([
          {
            code: 'public_report.cause_unverified',
            field: 'byMaintenance',
            message: '属实或部分属实的，才能认定是维保质量造成。',
          },
        ]);
      await this.book.move(tx, report, 'fed_back', {
        feedback: text,
        verdict,
        byMaintenance,
        fedBackAt: tx.at,
      });
      await this.book.step(tx, report.id, 'fed_back', text);
      await tx.emit('public_report.fed_back', { reportId });
    });
  }

  /** @throws conflict `public_report.moved_on` for what has no free text of the public */
  publish({ reportId, show, text }: Act<'publish'>, ctx: Ctx): Promise<void> {
    return this.change(reportId, ctx, async (tx, report) => {
      if (report.publication === 'none') throw movedOn();
      const words = text === '' ? withoutNumbers(this.book.unseal(report.textSealed)) : withoutNumbers(text);
      const looked = show
        ? { publication: 'shown' as const, publicText: words, suspicion: 'none' as const }
        : { publication: 'hidden' as const, publicText: null };
      await tx.manager.update(PublicReport, { id: report.id }, looked);
      await tx.audit(show ? 'public_report.shown' : 'public_report.hidden', 'public_report', report.id);
    });
  }

  judgePicture({ reportId, pictureId, show }: Act<'judgePicture'>, ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    return this.change(reportId, ctx, async (tx, report) => {
      const decided = { state: show ? 'shown' : 'hidden', decidedBy: personId, decidedAt: tx.at } as const;
      const which = { fileId: pictureId, reportId: report.id };
      const picture = await tx.manager.findOneBy(PublicReportPicture, which);
      if (!picture || picture.state === 'announced') throw AppError.notFound();
      await tx.manager.update(PublicReportPicture, which, decided);
      const detail = { pictureId };
      await tx.audit(`public_report.picture_${decided.state}`, 'public_report', report.id, detail);
    });
  }

  /** @throws forbidden `public_report.not_agreed` for a unit that whoever reported did not agree to */
  phones({ reportId, purpose }: Act<'phone'>, ctx: Ctx): Promise<{ phones: string[] }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const report = await knownReport(tx.manager, reportId, actor);
      if (isUnit(actor) && !report.agreesToBeNamed)
        throw new AppError(
          'forbidden',
          'public_report.not_agreed',
          '反映人没有同意让单位知道自己，不能查看。',
        );
      await tx.audit('personal.read', 'public_report', report.id, { what: 'callback_phone', purpose });
      return { phones: await this.reporterService.callbacks(tx, 'public_report', report.id) };
    });
  }

  private change(
    reportId: string,
    ctx: Ctx,
    act: (tx: Transaction, report: PublicReport) => Promise<void>,
  ): Promise<void> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => act(tx, await knownReport(tx.manager, reportId, actor)));
  }

  private async tellUnit(tx: Transaction, report: PublicReport, isCompany: boolean): Promise<void> {
    const { companyId, ownerId } = report;
    const people = isCompany
      ? await this.recipients.ofCompany(tx.manager, companyId ?? '')
      : await this.recipients.ofOwner(tx.manager, ownerId ?? '');
    await this.messageService.send(tx, people, {
      kind: 'public_report.routed',
      subjectId: report.id,
      title: `公众${reportKinds[report.kind]}转给您单位办理`,
      text: '监管部门转来一件公众反映，请核实处理并在期限内回复。',
      facts: [],
      page: answerPage(report.id),
    });
  }

  private async tellDesk(tx: Transaction, report: PublicReport, title: string, text: string): Promise<void> {
    const desk = await this.recipients.ofDistrict(tx.manager, report.divisionCode);
    const card = { kind: 'public_report.to_feed_back', subjectId: report.id, title, text };
    await this.messageService.send(tx, desk, { ...card, facts: [], page: null });
  }
}
