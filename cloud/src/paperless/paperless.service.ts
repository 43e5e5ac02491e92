import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { refuseApplication } from '@lifttrust/shared-types/paperless/paperless.rules';
import { dateOf } from '@lifttrust/shared-types/paperless/paperless.words';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { ChangeService } from '../change/change.service';
import { ChangeRequest } from '../change/change-request.entity';
import { ContractRecipients } from '../contract/contract.recipients';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { groupedBy } from '../kernel/grouped-by';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { PaperDecisionRow } from './paper-decision.entity';
import { PaperlessQuery } from './paperless.query';
import { waitingFor } from './paperless.rows.query';
import { commonArea, factsInWords, nameOf, namesInWords } from './paperless.words';

const subjectKind = 'paper_stop';
const districtDigits = 6;

/** What one office is asked to decide. */
interface Asked {
  area: string;
  lifts: Lift[];
  /** All lifts of the company there, whatever they will be, and not these by name. */
  whole: boolean;
}

/** A company asks to stop paper, the regulator confirms or refuses, and may ask for paper again later (REC-10). */
@Singleton()
export class PaperlessService {
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() changeService: ChangeService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() paperlessQuery: PaperlessQuery;

  @Init()
  listen(): void {
    this.changeService.on(subjectKind, (tx, change) => this.confirm(tx, change));
    this.outbox.on('change.closed', (payload, ctx) => this.closed(payload, ctx), { onlyWrites: true });
  }

  /** @throws not_found for a lift that is not the company's; rule_broken with every reason (refuseApplication) */
  async apply(input: InputOf<typeof paperlessApi.apply>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const { manager } = tx;
      const lifts = input.liftIds
        ? await this.named(manager, input.liftIds, actor)
        : await this.paperlessQuery.liftsOf(manager, actor.organisationId, actor);
      await this.mustBeOpen(tx, lifts, input.liftIds === undefined, actor);
      const asked = input.liftIds ? this.byDistrict(lifts, false) : await this.whole(manager, lifts);
      for (const one of asked) await this.ask(tx, one, input.reason, actor);
    });
  }

  /** @throws not_found; invalid `paperless.from_in_past`; conflict `paperless.not_confirmed` */
  async keep(input: InputOf<typeof paperlessApi.keep>, ctx: Ctx): Promise<void> {
    const { companyId, fromOn, reason } = input;
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const today = dayOf(tx.at);
      const lifts = (await this.paperlessQuery.liftsOf(tx.manager, companyId, actor)).filter(
        ({ id }) => input.liftId === undefined || id === input.liftId,
      );
      if (lifts.length === 0) throw AppError.notFound();
      if (fromOn < today)
        throw AppError.invalid('paperless.from_in_past', '恢复纸质记录的日期不能早于今天。');
      const standing = await this.paperlessQuery.standing.ofAll(tx.manager, lifts, fromOn);
      if (!lifts.some((lift) => standing(lift).state === 'confirmed'))
        throw AppError.conflict('paperless.not_confirmed', '那一天没有已确认免纸质的电梯，请刷新查看。');
      const decided = { officeId: actor.organisationId, decidedBy: actor.personId, decidedAt: tx.at };
      const row = {
        ...{ id: newId(), changeId: null, companyId, liftId: input.liftId ?? null, stops: false },
        ...{ area: actor.divisionCode, fromOn, reason, ...decided },
      };
      await tx.manager.insert(PaperDecisionRow, row);
      await tx.audit('paperless.kept', 'organisation', companyId, { fromOn, liftId: row.liftId });
      const which = input.liftId ? namesInWords(lifts) : `${actor.organisationName}辖区内的全部电梯`;
      await this.messageService.send(tx, await this.recipients.ofCompany(tx.manager, companyId), {
        ...{ kind: 'paperless.kept', subjectId: row.id, page: null },
        title: '请恢复纸质维保记录',
        text: `${which}，从${dateOf(fromOn)}起恢复纸质记录，电子记录照常填写：${reason}`,
        facts: [{ label: '决定', value: actor.organisationName }],
      });
    });
  }

  private async named(manager: EntityManager, liftIds: string[], actor: Actor): Promise<Lift[]> {
    const ids = [...new Set(liftIds)];
    const lifts = await manager.findBy(Lift, { id: In(ids) });
    if (lifts.filter((lift) => covers(actor, lift)).length !== ids.length) throw AppError.notFound();
    return lifts;
  }

  private async mustBeOpen(tx: Transaction, lifts: Lift[], whole: boolean, actor: Actor): Promise<void> {
    const standing = await this.paperlessQuery.standing.ofAll(tx.manager, lifts, dayOf(tx.at));
    const confirmed = lifts.filter((lift) => standing(lift).state === 'confirmed');
    const waiting = await waitingFor(tx.manager, [actor.organisationId]);
    const waits = (lift: Lift) => waiting.some(({ liftId }) => liftId === null || liftId === lift.id);
    const isWholeWaiting = waiting.some(({ liftId }) => liftId === null);
    const refusals = refuseApplication({
      needsConfirmation: this.paperlessQuery.standing.needsConfirmation,
      lifts: lifts.length,
      confirmed: whole && confirmed.length < lifts.length ? [] : confirmed.map(nameOf),
      waiting: whole ? (isWholeWaiting ? ['本单位全部电梯'] : []) : lifts.filter(waits).map(nameOf),
    });
    if (refusals.length > 0) throw AppError.broken(refusals);
  }

  private byDistrict(lifts: Lift[], whole: boolean): Asked[] {
    const groups = groupedBy(lifts, ({ divisionCode }) => divisionCode.slice(0, districtDigits));
    return [...groups].map(([area, own]) => ({ area, lifts: own, whole }));
  }

  /** One office above all the lifts where there is one; otherwise each district decides for its own. */
  private async whole(manager: EntityManager, lifts: Lift[]): Promise<Asked[]> {
    const area = commonArea(lifts.map(({ divisionCode }) => divisionCode));
    const isSomebody = area !== '' && (await this.recipients.ofDistrict(manager, area)).length > 0;
    return isSomebody ? [{ area, lifts, whole: true }] : this.byDistrict(lifts, true);
  }

  private async ask(tx: Transaction, { area, lifts, whole }: Asked, reason: string, actor: Actor) {
    const companyId = actor.organisationId;
    const which = whole ? [`全部电梯（现有在用 ${lifts.length} 台）`] : lifts.map(nameOf);
    const measured = await this.paperlessQuery.complete(tx.manager, companyId, lifts, dayOf(tx.at));
    const facts = factsInWords(measured);
    const changeId = await this.changeService.propose(tx, {
      ...{ subjectKind, subjectId: companyId, divisionCode: area, organisationId: companyId, reason },
      before: { paper: '保留纸质记录', paperLifts: which, paperFacts: '—' },
      after: { paper: '停用纸质记录', paperLifts: which, paperFacts: facts },
      proposedBy: actor.personId,
    });
    const open = { fromOn: null, reason: '', officeId: null, decidedBy: null, decidedAt: null };
    const line = (liftId: string | null) => ({
      ...{ id: newId(), changeId, companyId, liftId, stops: true, area, ...open },
    });
    await insertRows(tx.manager, PaperDecisionRow, whole ? [line(null)] : lifts.map(({ id }) => line(id)));
    await this.messageService.send(tx, await this.recipients.ofDistrict(tx.manager, area), {
      ...{ kind: 'paperless.to_decide', subjectId: changeId, page: null },
      title: '申请停用纸质维保记录',
      text: `${actor.organisationName}申请停用纸质记录，请在“变更审核”里决定。`,
      facts: [{ label: '电梯', value: whole ? (which[0] ?? '') : namesInWords(lifts) }],
    });
  }

  /** The regulator has agreed: in force from today. */
  private async confirm(tx: Transaction, { id: changeId }: ChangeRequest): Promise<void> {
    const { decision } = await tx.manager.findOneByOrFail(ChangeRequest, { id: changeId });
    const decided = {
      ...{ fromOn: dayOf(tx.at), reason: decision, decidedAt: tx.at },
      ...{ officeId: tx.actor?.organisationId ?? null, decidedBy: tx.actor?.personId ?? null },
    };
    await tx.manager.update(PaperDecisionRow, { changeId, fromOn: IsNull() }, decided);
    const rows = await tx.manager.findBy(PaperDecisionRow, { changeId });
    await tx.audit('paperless.confirmed', 'organisation', rows[0]?.companyId ?? '', { changeId });
  }

  private async closed(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    if (payload.subjectKind !== subjectKind || payload.state === 'withdrawn') return;
    const isAccepted = payload.state === 'accepted';
    await this.work.run(ctx, async (tx) => {
      const change = await tx.manager.findOneBy(ChangeRequest, { id: String(payload.changeId) });
      if (!change) return;
      await this.messageService.send(tx, await this.recipients.ofCompany(tx.manager, change.subjectId), {
        ...{ kind: 'paperless.decided', subjectId: change.id, page: null },
        title: isAccepted ? '可以停用纸质维保记录' : '停用纸质记录的申请没有得到确认',
        text: isAccepted
          ? `监管部门已确认，从今天起所申请的电梯不用再留纸质记录：${change.decision}`
          : `请继续保留纸质记录：${change.decision}`,
        facts: [],
      });
    });
  }
}
