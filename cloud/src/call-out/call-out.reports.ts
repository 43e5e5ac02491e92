import type { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import {
  type FaultSign,
  isFocus,
  isOpen,
  type ReportSource,
  refusePublicText,
} from '@lifttrust/shared-types/call-out/call-out.rules';
import type { faultReportApi } from '@lifttrust/shared-types/call-out/fault-report.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { FileService } from '../file/file.service';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { ReporterService } from '../reporter/reporter.service';
import { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutQuery } from './call-out.query';
import { CallOutSteps, stateOf } from './call-out.steps';
import { faultsOf } from './call-out-faults.query';
import { CallOutMember } from './call-out-member.entity';
import { FaultPicture, FaultReportRow } from './fault-report.entity';

/** A report's secret is good long after any repair. */
const tokenDays = 180;
/** From one phone on one day; a house behind one address may say a hundred times that its lift stands still. */
const flood = { perDevice: 10, perAddress: 200 };

export interface Told {
  source: ReportSource;
  personId: string | null;
  sign: FaultSign;
  text: string;
}

const sourceOf = (role: Role): ReportSource => {
  if (role === 'technician' || role === 'company_admin') return 'company';
  return role === 'owner_admin' || role === 'owner_officer' ? 'owner' : 'regulator';
};

/** Faults as people tell of them; what is known already is joined, not doubled (REP-01). */
@Singleton()
export class CallOutReports {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() fileService: FileService;
  @Inject() reporters: ReporterService;
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;
  @Inject() callOutQuery: CallOutQuery;

  /**
   * Without login, from the code on the lift; a replaced code works, too, since whoever stands there sees no other.
   * @throws not_found `call_out.code_unknown`; too_many `reporter.…`; rule_broken `call_out.personal_data`
   */
  async reportByCode(
    input: InputOf<typeof faultReportApi.report>,
    ctx: Ctx,
  ): Promise<ReplyOf<typeof faultReportApi.report>> {
    return this.work.run(ctx, async (tx) => {
      const { clientKey, callbackPhone, sign, text } = input;
      const earlier = await this.reporters.repeated(tx, 'call_out', clientKey, ctx);
      const reportId = earlier ?? (await this.firstTime(tx, input, ctx));
      const again = earlier ? {} : { clientKey, callbackPhone };
      const wish = { kind: 'call_out' as const, subjectId: reportId, days: tokenDays, ...again };
      const token = await this.reporters.give(tx, wish, ctx);
      return { ...(await this.callOutQuery.faultReport(tx.manager, reportId)), sign, text, token };
    });
  }

  private async firstTime(
    tx: Transaction,
    { code, sign, text }: InputOf<typeof faultReportApi.report>,
    ctx: Ctx,
  ): Promise<string> {
    const found = await this.codeService.findForPublic(tx.manager, code, tx.at);
    const lift = found && (await tx.manager.findOneBy(Lift, { id: found.liftId }));
    if (!lift)
      throw AppError.notFound(
        'call_out.code_unknown',
        '这不是本市的电梯码。请扫电梯上张贴的码，或直接拨打应急电话。',
      );
    await this.reporters.mustNotFlood(tx.manager, 'call_out', flood, ctx);
    const refusals = refusePublicText('text', text);
    if (refusals.length > 0) throw AppError.broken(refusals);
    const told = { source: 'public' as const, personId: null, sign, text };
    return (await this.enter(tx, lift, told)).reportId;
  }

  /** @throws not_found for a lift that is not theirs */
  async report(input: InputOf<typeof callOutApi.report>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const lift = await tx.manager.findOneBy(Lift, { id: input.liftId });
      mustCover(actor, lift);
      if (!lift) throw AppError.notFound();
      const { sign, text } = input;
      const told = { source: sourceOf(actor.role), personId: actor.personId, sign, text };
      const { reportId, callOutId, merged } = await this.enter(tx, lift, told);
      for (const fileId of [...new Set(input.fileIds)]) {
        await this.fileService.attach(tx, fileId, actor.personId);
        await tx.manager.insert(FaultPicture, { fileId, reportId, createdAt: tx.at });
      }
      return { callOutId, merged };
    });
  }

  /**
   * A fault that somebody, or the lift itself, tells of: a new call-out, or one more report of the one that is open.
   * For other modules: machines will report through this.
   */
  async enter(
    tx: Transaction,
    lift: Lift,
    told: Told,
  ): Promise<{ reportId: string; callOutId: string; merged: boolean }> {
    const open = await tx.manager.findOneBy(CallOutRow, { openKey: lift.id });
    const merged = open !== null && isOpen(stateOf(open));
    const row = merged ? open : await this.begin(tx, lift, told);
    const report = { id: newId(), callOutId: row.id, liftId: lift.id, ...told };
    await tx.manager.insert(FaultReportRow, { ...report, reportedAt: tx.at, toldAt: null });
    const closed = { source: told.source, sign: told.sign, reportId: report.id };
    await this.steps.note(tx, row, merged ? 'joined' : 'reported', { text: told.text, closed });
    if (!merged) await this.tell(tx, row);
    return { reportId: report.id, callOutId: row.id, merged };
  }

  /** @throws not_found for who does not see the call-out; a technician must have been sent to it */
  async callbacks(callOutId: string, ctx: Ctx): Promise<{ phones: string[] }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.callOutQuery.mustSee(tx.manager, callOutId, actor);
      const sent = { callOutId, personId: actor.personId, leftAt: IsNull() };
      if (actor.role === 'technician' && !(await tx.manager.existsBy(CallOutMember, sent)))
        throw AppError.notFound();
      const reports = await tx.manager.findBy(FaultReportRow, { callOutId, personId: IsNull() });
      const phones: string[] = [];
      for (const { id } of reports) phones.push(...(await this.reporters.callbacks(tx, 'call_out', id)));
      return { phones: [...new Set(phones)] };
    });
  }

  private async begin(tx: Transaction, lift: Lift, { source, sign, text }: Told): Promise<CallOutRow> {
    const row: CallOutRow = {
      ...{ id: newId(), liftId: lift.id, companyId: lift.companyId, ownerId: lift.ownerId },
      ...{ divisionCode: lift.divisionCode, state: 'reported', source, sign, text },
      ...{ onStopped: lift.state !== 'in_use', openKey: lift.id, mergedInto: null },
      ...{ service: null, servicePermit: null, reportedAt: tx.at },
      ...{ dispatchedAt: null, acceptedAt: null, arrivedAt: null },
      ...{ finishedAt: null, confirmedAt: null, closedAt: null },
      ...{ outcome: null, cause: null, work: '', feedback: '', serviceReportIds: [], returnCount: 0 },
      ...{ majorScope: null, majorNoticeNumber: null, majorNoticeOn: null },
      ...{ majorInspectionNumber: null, majorInspectedOn: null, toldTerms: null },
    };
    await tx.manager.insert(CallOutRow, row);
    return row;
  }

  private async tell(tx: Transaction, row: CallOutRow): Promise<void> {
    const { callOuts } = this.cityService.parameters;
    await this.messages.reported(tx, row);
    const [count] = await faultsOf(tx.manager, [row.liftId], tx.at, callOuts.focusDays);
    const faults = count?.faults ?? 0;
    // Told when it becomes one, not with every further fault.
    if (isFocus(faults, callOuts) && !isFocus(faults - 1, callOuts))
      await this.messages.focus(tx, row, { faults, days: callOuts.focusDays });
    await this.steps.awaitAnswer(tx, row);
  }
}
