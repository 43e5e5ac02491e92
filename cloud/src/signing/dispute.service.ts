import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { DisputeStateField } from '@lifttrust/shared-types/signing/signing.contract';
import { type DisputeState, disputeDueOn, disputeSteps } from '@lifttrust/shared-types/signing/signing.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MessageService } from '../message/message.service';
import { MaintenanceRecord } from '../record/record.entity';
import { DailyRound } from '../round/daily-round';
import { Dispute } from './dispute.entity';
import { lateDisputes } from './dispute.query';

/** A company's answer that was given as a correction or void: who answers for it, since when it is on its way. */
export interface AmendedAnswer {
  proposedAt: number;
  personId: string;
  personName: string;
  text: string;
}

/** What follows a return: answer within three working days, settlement, or the regulator. Every act is sealed (SIG-06). */
@Singleton()
export class DisputeService {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() round: DailyRound;
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  @Init()
  listen(): void {
    const open = (payload: Record<string, unknown>, ctx: Ctx) => this.open(payload, ctx);
    this.outbox.on('record.returned', open, { onlyWrites: true });
    this.round.on('signing.disputes', (tx, day) => this.escalate(tx, day));
  }

  private open({ recordId, reason }: Record<string, unknown>, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: String(recordId) });
      if (!record || (await tx.manager.countBy(Dispute, { recordId: record.id })) > 0) return;
      const { companyId, ownerId, divisionCode } = record;
      await tx.manager.insert(Dispute, {
        recordId: record.id,
        id: newId(),
        ...{ companyId, ownerId, divisionCode },
        reason: String(reason ?? '').slice(0, 300),
        openedAt: ctx.at,
        dueOn: disputeDueOn(ctx.at, calendarOf(this.cityService.parameters.calendar)),
        ...{ state: 'open', answer: '', answeredBy: null, decision: '' },
      });
    });
  }

  answer(recordId: string, text: string, ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    return this.step(recordId, 'answered', text, ctx, { answer: text, answeredBy: personId });
  }

  settle(recordId: string, ctx: Ctx): Promise<void> {
    return this.step(recordId, 'settled', '认可维保单位的答复。', ctx, {});
  }

  refer(recordId: string, text: string, ctx: Ctx): Promise<void> {
    return this.step(recordId, 'referred', text, ctx, {});
  }

  decide(recordId: string, text: string, ctx: Ctx): Promise<void> {
    return this.step(recordId, 'decided', text, ctx, { decision: text });
  }

  /**
   * A correction or void that was proposed after the return and is sealed now is the company's answer to it; the owner
   * still accepts it or refers it. What was answered or referred before goes on as it is.
   * @basis SIG-06; DECISIONS 8 “a return opens a dispute answered by an amendment”
   */
  async answeredByAmendment(tx: Transaction, record: MaintenanceRecord, given: AmendedAnswer): Promise<void> {
    const dispute = await tx.manager.findOneBy(Dispute, { recordId: record.id, state: 'open' });
    if (!dispute) return;
    const entries = await this.ledgerService.entriesAbout(record.liftId, record.id, tx.manager);
    const returned = entries.find(({ kind }) => kind === 'record.owner_returned');
    if (!returned || given.proposedAt < returned.at) return;
    const { personId, personName, text } = given;
    const patch = { state: 'answered', answer: text, answeredBy: personId };
    const moved = await tx.manager.update(Dispute, { recordId: record.id, state: 'open' }, patch);
    if (moved.affected !== 1) return;
    await this.seal(tx, record, { personId, personName }, 'answered', text);
    await this.tell(tx, record, 'answered', text);
  }

  /** @throws not_found; conflict `signing.dispute_moved_on` when the step does not follow what is there */
  private step(
    recordId: string,
    to: Exclude<DisputeState, 'open'>,
    text: string,
    ctx: Ctx,
    patch: Partial<Dispute>,
  ): Promise<void> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const dispute = await tx.manager.findOneBy(Dispute, { recordId });
      mustCover(actor, dispute);
      if (!dispute) throw AppError.notFound();
      const from = DisputeStateField.parse(dispute.state);
      const moved = mayFollow(disputeSteps, from, to)
        ? await tx.manager.update(Dispute, { recordId, state: from }, { ...patch, state: to })
        : null;
      if (moved?.affected !== 1)
        throw AppError.conflict('signing.dispute_moved_on', '这项争议已经有了新的进展，请刷新查看。');
      const record = await tx.manager.findOneByOrFail(MaintenanceRecord, { id: recordId });
      await this.seal(tx, record, actor, to, text);
      await this.tell(tx, record, to, text);
    });
  }

  private async seal(
    tx: Transaction,
    record: MaintenanceRecord,
    actor: Pick<Actor, 'personId' | 'personName'>,
    step: Exclude<DisputeState, 'open'>,
    text: string,
  ): Promise<void> {
    await this.ledgerService.append(tx, {
      kind: 'record.disputed',
      liftId: record.liftId,
      at: tx.at,
      open: { edition: 1, recordId: record.id, step, evidence: [] },
      closed: { edition: 1, by: actor.personName, personId: actor.personId, text },
    });
    await tx.audit(`signing.dispute_${step}`, 'record', record.id);
  }

  private async tell(
    tx: Transaction,
    record: MaintenanceRecord,
    step: Exclude<DisputeState, 'open'>,
    text: string,
  ): Promise<void> {
    const owner = () => this.recipients.ofOwner(tx.manager, record.ownerId ?? '');
    const company = () => this.recipients.ofCompany(tx.manager, record.companyId);
    const name = `${record.place} ${record.ownNumber}`.trim();
    const card = (kind: string, title: string, page: string | null) => ({
      ...{ kind, subjectId: record.id, title, page },
      text: `${name}：${text}`,
      facts: [{ label: '完成日期', value: dayInWords(record.completedOn) }],
    });
    const ownerPage = `owner/record/index?recordId=${record.id}`;
    if (step === 'answered')
      await this.messageService.send(
        tx,
        await owner(),
        card('record.dispute_answered', '维保单位答复了退回', ownerPage),
      );
    if (step === 'referred')
      await this.messageService.send(
        tx,
        await this.recipients.ofDistrict(tx.manager, record.divisionCode),
        card('record.dispute_referred', '退回争议待处理', null),
      );
    if (step === 'decided')
      for (const [to, page] of [
        [await owner(), ownerPage],
        [await company(), null],
      ] as const)
        await this.messageService.send(tx, to, card('record.dispute_decided', '退回争议的处理结果', page));
  }

  /** A return that the company has not answered in time is the regulator's to know of, once. */
  private async escalate(tx: Transaction, today: string): Promise<void> {
    for (const { recordId, reason } of await lateDisputes(tx.manager, today)) {
      const record = await tx.manager.findOneByOrFail(MaintenanceRecord, { id: recordId });
      if (await this.messageService.isSent(tx, recordId, 'record.dispute_referred')) continue;
      await this.tell(tx, record, 'referred', `维保单位逾期未答复退回：${reason}`);
    }
  }
}
