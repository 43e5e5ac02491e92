import type { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import {
  isRetroactive,
  refuseAcceptance,
  refuseLastDay,
  refuseTerm,
  responsibleOn,
} from '@lifttrust/shared-types/contract/contract.rules';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dateInWords, dayOf, laterOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { claimsOf, type LiftFacts } from './contract.claims';
import { ContractEnds } from './contract.ends';
import { Contract } from './contract.entity';
import { ContractQuery } from './contract.query';
import { ContractRecipients } from './contract.recipients';
import { ContractLift } from './contract-lift.entity';
import { PermitCoverage } from './permit-coverage';
import { RegisteredCompany } from './registered-company.entity';
import { ResponsibilityService } from './responsibility.service';

type Enter = InputOf<typeof contractApi.enter>;

const over = ['deregistered', 'scrapped'];
const identifiersOf = (lift: Lift): string[] =>
  [lift.rescueCode, lift.useRegistration, lift.equipmentCode, lift.registrationCode].filter(
    (code) => code !== '',
  );

/** Contracts as they are entered, confirmed by the owner, ended, and the lifts as they are taken over. */
@Singleton()
export class ContractService {
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() contractQuery: ContractQuery;
  @Inject() responsibility: ResponsibilityService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() permitCoverage: PermitCoverage;
  @Inject() contractEnds: ContractEnds;

  /** @throws rule_broken with every reason; not_found for lifts that the company cannot name */
  enter(input: Enter, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const refusals = refuseTerm(input, dayOf(tx.at));
      if (refusals.length > 0) throw AppError.broken(refusals);
      const file = await this.fileService.attach(tx, input.fileId, actor.personId);
      if (file.contentType !== 'application/pdf')
        throw AppError.broken([
          { code: 'contract.file_not_pdf', field: 'fileId', message: '合同请上传 PDF 文件。' },
        ]);
      const lifts = await this.lifts(tx, input, actor);
      const contract = await this.insert(tx, input, lifts, actor);
      await this.claim(tx, contract, lifts);
      await tx.audit('contract.entered', 'contract', contract.id, {
        lifts: lifts.length,
        isRetroactive: contract.isRetroactive,
      });
      await this.responsibility.apply(
        tx,
        input.lifts.map(({ liftId }) => liftId),
      );
      await this.askOwner(tx, contract, lifts.length, actor);
      return this.contractQuery.show(actor, contract.id, tx.at, tx.manager);
    });
  }

  /** The owner's word: this company answers for these lifts, or it does not (CON-05). */
  decide({ contractId, accept, reason }: InputOf<typeof contractApi.decide>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const contract = await this.contractQuery.mustSee(tx.manager, contractId, actor);
      if (!accept && reason === '')
        throw AppError.invalid('contract.reason_missing', '不认可合同时请写明原因。');
      const decided = {
        state: accept ? 'confirmed' : 'refused',
        decidedBy: actor.personId,
        decidedAt: tx.at,
      };
      const { affected } = await tx.manager.update(
        Contract,
        { id: contract.id, state: 'entered' },
        { ...decided, decision: reason },
      );
      if (affected !== 1)
        throw AppError.conflict('contract.already_decided', '这份合同已经有人处理过了，请刷新查看。');
      await tx.audit(`contract.${decided.state}`, 'contract', contract.id, { reason });
      if (accept) await this.contractEnds.confirm(tx, contract);
      else await this.contractEnds.endAll(tx, contract, addDays(contract.fromDay, -1));
      await this.tellCompany(tx, contract, accept, reason);
      return this.contractQuery.show(actor, contract.id, tx.at, tx.manager);
    });
  }

  end({ contractId, lastDay, reason }: InputOf<typeof contractApi.end>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const contract = await this.contractQuery.mustSee(tx.manager, contractId, actor);
      const refusal = refuseLastDay(lastDay, { from: contract.fromDay, until: contract.untilDay });
      if (refusal) throw AppError.broken([refusal]);
      const { affected } = await tx.manager.update(
        Contract,
        { id: contract.id, state: In(['entered', 'confirmed']) },
        { state: 'ended', decision: reason, decidedBy: actor.personId, decidedAt: tx.at },
      );
      if (affected !== 1)
        throw AppError.conflict('contract.already_over', '这份合同已经终止或不被认可，请刷新查看。');
      await tx.audit('contract.ended', 'contract', contract.id, { lastDay, reason });
      await this.contractEnds.endAll(tx, contract, lastDay);
      return this.contractQuery.show(actor, contract.id, tx.at, tx.manager);
    });
  }

  /** Taking over: in order, or with what is wrong, so that nobody is blamed for it later (CON-08). Said once. */
  accept({ contractId, liftId, isSafe, defects }: InputOf<typeof contractApi.accept>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const contract = await this.contractQuery.mustSee(tx.manager, contractId, actor);
      const row = await tx.manager.findOneBy(ContractLift, { contractId: contract.id, liftId });
      if (!row) throw AppError.notFound();
      const refusal = refuseAcceptance({ isSafe, defects });
      if (refusal) throw AppError.broken([refusal]);
      const said = { acceptedAt: tx.at, acceptedBy: actor.personId, isSafe, defects };
      const { affected } = await tx.manager.update(ContractLift, { id: row.id, acceptedAt: IsNull() }, said);
      if (affected !== 1)
        throw AppError.conflict('contract.already_accepted', '这台电梯已经接收确认，不能再改。');
      await tx.audit('contract.lift_accepted', 'lift', liftId, { contractId, isSafe, defects });
      if (defects.length > 0) await this.tellDefects(tx, contract, liftId, defects);
      return this.contractQuery.show(actor, contract.id, tx.at, tx.manager);
    });
  }

  /** The lifts, if the company can name each: its own, or by what is written on it; all of one owner. */
  private async lifts(tx: Transaction, input: Enter, actor: Actor): Promise<LiftFacts[]> {
    const said = new Map(input.lifts.map(({ liftId, identifier }) => [liftId, normaliseCode(identifier)]));
    const lifts = await claimsOf(tx.manager, [...said.keys()]);
    const isKnown = ({ lift }: LiftFacts) =>
      lift.companyId === actor.organisationId || identifiersOf(lift).includes(said.get(lift.id) || '-');
    if (lifts.length !== said.size || !lifts.every(isKnown)) throw AppError.notFound();
    const refusals: Refusal[] = [];
    const refuse = (code: string, message: string) => refusals.push({ code, field: 'lifts', message });
    const owners = new Set(lifts.map(({ lift }) => lift.ownerId));
    if (owners.has(null))
      refuse('contract.owner_missing', '有电梯还没有登记使用单位，请先请监管部门补登记。');
    else if (owners.size > 1) refuse('contract.owners_differ', '一份合同只能包含同一使用单位的电梯。');
    if (lifts.some(({ lift }) => over.includes(lift.state)))
      refuse('contract.lift_over', '有电梯已注销或报废，不能签维保合同。');
    for (const { lift } of lifts) {
      const asked = { companyId: actor.organisationId, lift, from: input.from, until: input.until };
      const stop = await this.permitCoverage.stop(tx.manager, asked);
      if (stop) refuse('contract.permit_not_covering', `${lift.place} ${lift.ownNumber}：${stop.message}`);
    }
    if (refusals.length > 0) throw AppError.broken(refusals);
    return lifts;
  }

  private async insert(tx: Transaction, input: Enter, lifts: LiftFacts[], actor: Actor): Promise<Contract> {
    const { number, content, frequency, terms, price, fileId, signedOn, from, until } = input;
    const [first] = lifts;
    const contract = tx.manager.create(Contract, {
      ...{ number, content, frequency, terms, price, fileId, signedOn },
      id: newId(),
      companyId: actor.organisationId,
      ownerId: first?.lift.ownerId ?? '',
      divisionCode: first?.lift.divisionCode ?? '',
      fromDay: from,
      untilDay: until,
      state: 'entered',
      isRetroactive: isRetroactive(from, dayOf(tx.at)),
      enteredBy: actor.personId,
      enteredAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      decision: '',
      expiryReminded: null,
      entryReminded: null,
    });
    await insertRows(tx.manager, Contract, [contract]);
    return contract;
  }

  private async claim(tx: Transaction, contract: Contract, lifts: LiftFacts[]): Promise<void> {
    const today = dayOf(tx.at);
    const unstated = lifts.filter(({ facts }) => facts.claims.length === 0);
    await insertRows(
      tx.manager,
      RegisteredCompany,
      unstated.map(({ lift }) => ({ liftId: lift.id, companyId: lift.companyId, statedOn: today })),
    );
    const dayBefore = addDays(contract.fromDay, -1);
    const rows = lifts.map(({ lift, facts }) => {
      const before = responsibleOn(facts, laterOf(dayBefore, today));
      const formerCompanyId = before.state === 'company' ? before.companyId : lift.companyId;
      return {
        id: newId(),
        contractId: contract.id,
        liftId: lift.id,
        companyId: contract.companyId,
        fromDay: contract.fromDay,
        untilDay: contract.untilDay,
        enteredOn: today,
        confirmedOn: null,
        endsOn: null,
        endRecordedOn: null,
        isTakeover: formerCompanyId !== contract.companyId,
        formerCompanyId,
        acceptedAt: null,
        acceptedBy: null,
        isSafe: null,
        defects: [],
      };
    });
    await insertRows(tx.manager, ContractLift, rows);
  }

  private async askOwner(tx: Transaction, contract: Contract, lifts: number, actor: Actor): Promise<void> {
    await this.messageService.send(tx, await this.recipients.ofOwner(tx.manager, contract.ownerId), {
      kind: 'contract.to_confirm',
      subjectId: contract.id,
      title: '维保合同待确认',
      text: `${actor.organisationName}录入了与贵单位的维保合同，请核对后确认；不认可的请写明原因。`,
      facts: [
        { label: '电梯', value: `${lifts} 台` },
        { label: '合同期限', value: `${dateInWords(contract.fromDay)} 至 ${dateInWords(contract.untilDay)}` },
      ],
      page: `owner/contract/index?contractId=${contract.id}`,
    });
  }

  private async tellCompany(tx: Transaction, contract: Contract, isAccepted: boolean, reason: string) {
    await this.messageService.settle(tx, contract.id, isAccepted ? '已确认' : '已回复不认可');
    await this.messageService.send(tx, await this.recipients.ofCompany(tx.manager, contract.companyId), {
      kind: 'contract.decided',
      subjectId: contract.id,
      title: isAccepted ? '使用单位确认了合同' : '使用单位不认可合同',
      text: isAccepted ? '合同期内由贵单位负责。' : '请与使用单位核对后重新录入。',
      facts: [
        { label: '合同期限', value: `${dateInWords(contract.fromDay)} 至 ${dateInWords(contract.untilDay)}` },
        ...(reason ? [{ label: '说明', value: reason }] : []),
      ],
      page: null,
    });
  }

  private async tellDefects(tx: Transaction, contract: Contract, liftId: string, defects: string[]) {
    await this.messageService.send(tx, await this.recipients.ofOwner(tx.manager, contract.ownerId), {
      kind: 'contract.defects',
      subjectId: liftId,
      title: '接收电梯时发现问题',
      text: '新的维保单位接收电梯时发现了下列问题，请安排处理。',
      facts: defects.map((defect, index) => ({ label: `问题 ${index + 1}`, value: defect })),
      page: null,
    });
  }
}
