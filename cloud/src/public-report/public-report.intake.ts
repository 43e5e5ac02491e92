import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  acceptBy,
  refuseReport,
  reportCategories,
  reportKinds,
  suspicionOf,
} from '@lifttrust/shared-types/public-report/public-report.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { WechatApplication } from '../adapters/wechat/wechat-application';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { CorrectionService } from '../lift/correction.service';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { ReporterService } from '../reporter/reporter.service';
import { StaffService } from '../staff/staff.service';
import { cityArea, reportsAround } from './public-report.around.query';
import { answerPage, ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';
import { ScanTickets } from './scan-ticket';

type Draft = InputOf<typeof publicReportApi.submit>;
type Given = ReplyOf<typeof publicReportApi.submit>;

const weekMs = 7 * 86_400_000;
const unknownCode = () =>
  AppError.notFound('public_report.code_unknown', '没有找到这个码对应的电梯，请确认扫的是电梯上的码。');

/** Reports as they come in from people without a login: everybody is heard, nobody drowns the others. */
@Singleton()
export class ReportIntake {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() corrections: CorrectionService;
  @Inject() wechatApplication: WechatApplication;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() reporterService: ReporterService;
  @Inject() book: ReportBook;
  @Inject() staffService: StaffService;
  @Inject() tickets: ScanTickets;

  /** @throws not_found for a code that was never ours; conflict `public_report.code_replaced` for one taken out of use */
  async ticket(code: string, ctx: Ctx) {
    const { manager } = this.database.reader;
    const found = await this.codeService.find(manager, code, ctx.at);
    const lift = found && (await manager.findOneBy(Lift, { id: found.liftId }));
    if (!found || !lift) throw unknownCode();
    if (!found.isCurrent)
      throw AppError.conflict('public_report.code_replaced', '这个码已经更换，评价请扫电梯上新的码。');
    return { ...this.tickets.give(lift.id, ctx), place: `${lift.place} ${lift.ownNumber}`.trim() };
  }

  /**
   * @throws not_found; too_many `reporter.…`; rule_broken with every reason at once; conflict
   * `public_report.evaluated_today`
   */
  async submit(input: Draft, ctx: Ctx): Promise<Given> {
    const openId = await this.openIdOf(input);
    return this.work.run(ctx, async (tx) => {
      const before = await this.reporterService.repeated(tx, 'public_report', input.clientKey, ctx);
      if (before) return this.answer(tx, await tx.manager.findOneByOrFail(PublicReport, { id: before }), ctx);
      const limits = this.parameters;
      const flood = { perDevice: limits.perDeviceADay, perAddress: limits.perAddressADay };
      await this.reporterService.mustNotFlood(tx.manager, 'public_report', flood, ctx);
      const lift = await this.liftOf(tx, input);
      const proposal = lift && input.proposal ? this.corrections.differences(lift, input.proposal) : null;
      const refusals = refuseReport({
        ...{ kind: input.kind, category: input.category, text: input.text },
        hasLift: lift !== null,
        hasTicket: lift !== null && this.tickets.isGood(input.ticket ?? '', lift.id, ctx),
        stars: input.stars ?? null,
        proposedFields: Object.keys(proposal?.after ?? {}).length,
        agreesToBeNamed: input.agreesToBeNamed,
        hasPhone: input.callbackPhone !== undefined,
      });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const report = await this.enter(tx, input, lift, proposal, ctx);
      if (report.publication === 'waiting' && openId)
        await tx.emit('public_report.text_waits', {
          reportId: report.id,
          openIdSealed: this.cipher.encrypt(openId),
        });
      await this.tell(tx, report, lift);
      return this.answer(tx, report, ctx, input);
    });
  }

  private get parameters() {
    return this.cityService.parameters.publicReports;
  }

  private async answer(tx: Transaction, report: PublicReport, ctx: Ctx, first?: Draft): Promise<Given> {
    const { id: subjectId, state, receivedAt } = report;
    const token = await this.reporterService.give(
      tx,
      {
        ...{ kind: 'public_report', subjectId, days: this.parameters.tokenDays },
        ...(first ? { clientKey: first.clientKey, callbackPhone: first.callbackPhone } : {}),
      },
      ctx,
    );
    const calendar = calendarOf(this.cityService.parameters.calendar);
    return { reportId: subjectId, token, state, acceptBy: acceptBy(receivedAt, this.parameters, calendar) };
  }

  /** The lift behind a printed code, ours or the city's older one. A code taken out of use still leads to its lift: the page may be wrong about just that. */
  private async liftOf(tx: Transaction, { code }: Draft): Promise<Lift | null> {
    if (!code) return null;
    const found = await this.codeService.findForPublic(tx.manager, code, tx.at);
    const lift = found && (await tx.manager.findOneBy(Lift, { id: found.liftId }));
    if (!lift) throw unknownCode();
    return lift;
  }

  private async enter(
    tx: Transaction,
    input: Draft,
    lift: Lift | null,
    proposal: { before: Record<string, unknown>; after: Record<string, unknown> } | null,
    ctx: Ctx,
  ): Promise<PublicReport> {
    const isEvaluation = input.kind === 'evaluation';
    const evaluationPrint = isEvaluation && lift ? await this.onceADay(tx, lift.id, ctx) : null;
    const around = lift?.companyId
      ? await reportsAround(tx.manager, lift.companyId, tx.at - weekMs, this.reporterService.originOf(ctx))
      : { fromDevice: 0, fromAddress: 0 };
    const suspicion = input.kind === 'correction' ? 'none' : suspicionOf(around);
    const publication = isEvaluation
      ? input.text.trim() === '' && suspicion === 'none'
        ? 'shown'
        : 'waiting'
      : 'none';
    const report: PublicReport = {
      ...{ id: newId(), kind: input.kind, category: input.category },
      state: isEvaluation ? 'recorded' : 'received',
      ...{ liftId: lift?.id ?? null, companyId: lift?.companyId ?? null, ownerId: lift?.ownerId ?? null },
      divisionCode: lift?.divisionCode ?? (await cityArea(tx.manager)),
      ...{ textSealed: this.book.seal(input.text.trim()), unitTextSealed: null },
      ...{ stars: isEvaluation ? (input.stars ?? null) : null, evaluationPrint },
      ...{ publication, publicText: null, checkVerdict: 'none', suspicion },
      agreesToBeNamed: input.agreesToBeNamed,
      proposalBefore: input.kind === 'correction' ? (proposal?.before ?? null) : null,
      proposalAfter: input.kind === 'correction' ? (proposal?.after ?? null) : null,
      ...{ changeId: null, routeTo: null, routeOrganisationId: null, routeAuthority: '' },
      ...{ answer: null, feedback: null, verdict: 'open', byMaintenance: false, rating: null },
      ...{ receivedAt: tx.at, acceptedAt: null, routedAt: null, answeredAt: null },
      ...{ fedBackAt: null, appealedAt: null },
    };
    await tx.manager.insert(PublicReport, report);
    await this.book.step(tx, report.id, 'received');
    return report;
  }

  /** @throws conflict `public_report.evaluated_today` */
  private async onceADay(tx: Transaction, liftId: string, ctx: Ctx): Promise<string> {
    const { devicePrint } = this.reporterService.originOf(ctx);
    const print = this.cipher.fingerprint('evaluation', `${devicePrint} ${liftId} ${dayOf(tx.at)}`);
    if (await tx.manager.existsBy(PublicReport, { evaluationPrint: print }))
      throw AppError.conflict('public_report.evaluated_today', '您今天已经评价过这台电梯，明天可以再评。');
    return print;
  }

  /** Whose WeChat it is, as WeChat says; a program that is not connected, or an old code, only means that a person looks. */
  private async openIdOf({ wechatCode }: Draft): Promise<string | null> {
    const { platform } = this.wechatApplication;
    if (!platform || !wechatCode) return null;
    const names = await platform.accountOf(wechatCode).catch(() => null);
    return names?.at(-1) ?? null;
  }

  /** The district's desk; of corrections also the company and the lift's technicians, who may confirm them at once. */
  private async tell(tx: Transaction, report: PublicReport, lift: Lift | null): Promise<void> {
    if (report.kind === 'evaluation') return;
    const place = lift ? `${lift.place} ${lift.ownNumber}`.trim() : '本平台';
    const [kind, category] = [reportKinds[report.kind], reportCategories[report.category]];
    const card = {
      subjectId: report.id,
      facts: [
        { label: '电梯', value: place },
        { label: '类别', value: category },
      ],
      page: null,
    };
    const desk = await this.recipients.ofDistrict(tx.manager, report.divisionCode);
    await this.messageService.send(tx, desk, {
      ...card,
      kind: 'public_report.received',
      title: `收到公众${kind}`,
      text: `${place}：${category}。请在 ${this.parameters.acceptWorkingDays} 个工作日内受理。`,
    });
    if (report.kind !== 'correction' || !report.companyId) return;
    const company = await this.recipients.ofCompany(tx.manager, report.companyId);
    const technicians = await this.staffService.assignedTo(
      tx.manager,
      lift?.id ?? '',
      'maintenance',
      dayOf(tx.at),
    );
    const people = [...new Set([...company, ...technicians.map(({ id }) => id)])];
    await this.messageService.send(tx, people, {
      ...{ ...card, page: answerPage(report.id) },
      kind: 'public_report.correction',
      title: '有人提出电梯资料有误',
      text: `${place}的登记资料可能不对，请到现场核对后确认或说明。`,
    });
  }
}
