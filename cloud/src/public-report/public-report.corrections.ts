import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { refuseLocalDecision } from '@lifttrust/shared-types/lift/entry.rules';
import type { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { ChangeService } from '../change/change.service';
import { ChangeRequest } from '../change/change-request.entity';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { movedOn, ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';
import { isUnit, knownReport } from './public-report.scope';

const open: readonly string[] = ['received', 'accepted', 'routed'];

/**
 * What somebody says is wrong in the register is a proposal. Confirmed by whoever knows the lift it takes the usual way
 * of a change; applied or not, whoever proposed it is told (PUB-04).
 */
@Singleton()
export class ReportCorrections {
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() cityService: CityService;
  @Inject() changeService: ChangeService;
  @Inject() book: ReportBook;

  @Init()
  listen(): void {
    this.outbox.on('change.closed', (payload, ctx) => this.closed(String(payload.changeId), ctx), {
      onlyWrites: true,
    });
  }

  /** @throws not_found; conflict `public_report.moved_on` where it is decided already */
  confirm({ reportId, accept, text }: InputOf<typeof publicReportApi.confirm>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const report = await knownReport(tx.manager, reportId, actor);
      if (report.kind !== 'correction') throw AppError.notFound();
      if (!open.includes(report.state)) throw movedOn();
      const changeId = accept ? await this.propose(tx, report, text, actor) : null;
      const verdict = accept ? 'verified' : 'unfounded';
      const answered = { answer: text, answeredAt: tx.at, acceptedAt: report.acceptedAt ?? tx.at };
      const now = await this.book.move(tx, report, 'answered', { ...answered, verdict, changeId });
      await this.book.step(tx, report.id, accept ? 'confirmed' : 'not_confirmed', text);
      if (!accept) return this.end(tx, now, 'not_applied', `经核对，登记资料没有错：${text}`);
      if (changeId && !isUnit(actor)) await this.decide(tx, now, changeId, text, actor);
    });
  }

  /** An office's word is the decision; a unit's is looked at by the office, as with every change of the register. */
  private propose(tx: Transaction, report: PublicReport, text: string, actor: Actor): Promise<string> {
    return this.changeService.propose(tx, {
      ...{ subjectKind: 'lift', subjectId: report.liftId ?? '' },
      ...{ before: { ...report.proposalBefore }, after: { ...report.proposalAfter } },
      ...{ reason: `公众提出，${actor.organisationName}核对属实：${text}`.slice(0, 300) },
      ...{ divisionCode: report.divisionCode, organisationId: isUnit(actor) ? actor.organisationId : null },
      // Whoever proposed it has no account; nobody decides their own proposal.
      proposedBy: isUnit(actor) ? actor.personId : report.id,
    });
  }

  /** What only the superior system may change waits for it, visible to all (EQ-01). */
  private async decide(
    tx: Transaction,
    report: PublicReport,
    changeId: string,
    reason: string,
    { personId }: Actor,
  ): Promise<void> {
    const fields = Object.keys(report.proposalAfter ?? {});
    if (refuseLocalDecision(fields, this.cityService.parameters.lifts.enteredBy)) return;
    await this.changeService.decide(tx, changeId, { accept: true, reason, personId });
  }

  private closed(changeId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const report = await tx.manager.findOneBy(PublicReport, { changeId, state: 'answered' });
      const change = report && (await tx.manager.findOneBy(ChangeRequest, { id: changeId }));
      if (!report || !change) return;
      const isApplied = change.state === 'accepted';
      const words = isApplied
        ? '谢谢您。经核对属实，登记资料已经改正。'
        : `经审核没有改：${change.decision || '申请已撤回。'}`;
      await this.end(tx, report, isApplied ? 'applied' : 'not_applied', words);
    });
  }

  private async end(tx: Transaction, report: PublicReport, act: string, feedback: string): Promise<void> {
    await this.book.move(tx, report, 'fed_back', { feedback, fedBackAt: tx.at });
    await this.book.step(tx, report.id, act, feedback);
    await tx.emit('public_report.fed_back', { reportId: report.id });
  }
}
