import {
  ChecklistKind,
  ChecklistState,
  type checklistApi,
  checklistKindWords,
  type OwnChecklist,
} from '@lifttrust/shared-types/checklist/checklist.contract';
import {
  checklistSteps,
  refuseChecklist,
  type ChecklistState as State,
} from '@lifttrust/shared-types/checklist/checklist.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { ContractRecipients } from '../contract/contract.recipients';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { organisationNames } from '../lift/lift-names.query';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { personNames } from '../person/person-names.query';
import { inUseKey } from './checklist.editions';
import { OwnChecklistRow } from './own-checklist.entity';

const deciding = ['regulator', 'regulator_admin'];

/** Companies' own items: proposed, reviewed, in use until the next edition; what is in use is never edited (PLAN-14). */
@Singleton()
export class ChecklistService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  /** @throws rule_broken with every reason at once; conflict `checklist.moved_on` of two editions at once */
  async propose(input: InputOf<typeof checklistApi.propose>, ctx: Ctx): Promise<OwnChecklist> {
    const actor = requireActor(ctx);
    const refusals = refuseChecklist(input);
    if (refusals.length > 0) throw AppError.broken(refusals);
    return this.work.run(ctx, async (tx) => {
      const { kind, type, basis, items } = input;
      const companyId = actor.organisationId;
      const company = await tx.manager.findOneByOrFail(Organisation, { id: companyId });
      const before = await tx.manager.countBy(OwnChecklistRow, { companyId, kind, type });
      const row = {
        ...{ id: newId(), companyId, divisionCode: company.divisionCode, kind, type, basis, items },
        ...{ number: before + 1, state: 'proposed', proposedBy: actor.personId, proposedAt: tx.at },
        ...{ decidedBy: null, decidedAt: null, decision: '', inUse: null },
      };
      await tx.manager.insert(OwnChecklistRow, row).catch(heard);
      await tx.audit('checklist.proposed', 'checklist', row.id, { kind, type, items: items.length });
      await this.tell(
        tx,
        await this.recipients.ofDistrict(tx.manager, row.divisionCode),
        row,
        'checklist.to_decide',
      );
      return this.show(tx.manager, row.id, ctx);
    });
  }

  async decide(
    { checklistId, accept, reason }: InputOf<typeof checklistApi.decide>,
    ctx: Ctx,
  ): Promise<OwnChecklist> {
    const { personId } = requireActor(ctx);
    return this.change(checklistId, accept ? 'approved' : 'refused', ctx, async (tx, row) => {
      const key = inUseKey(row.companyId, row.kind, row.type);
      if (accept)
        await tx.manager.update(OwnChecklistRow, { inUse: key }, { inUse: null, state: 'replaced' });
      await tx.audit(accept ? 'checklist.approved' : 'checklist.refused', 'checklist', row.id);
      const decision = { decidedBy: personId, decidedAt: tx.at, decision: reason };
      const admins = await this.recipients.ofCompany(tx.manager, row.companyId);
      await this.tell(
        tx,
        admins,
        { ...row, decision: reason, state: accept ? 'approved' : 'refused' },
        'checklist.decided',
      );
      return { ...decision, inUse: accept ? key : null };
    });
  }

  withdraw(checklistId: string, ctx: Ctx): Promise<OwnChecklist> {
    return this.change(checklistId, 'withdrawn', ctx, async (tx, row) => {
      await tx.audit('checklist.withdrawn', 'checklist', row.id);
      return {};
    });
  }

  async list({ page, pageSize, state, type }: InputOf<typeof checklistApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const scope = reachOf(actor);
    const query = manager.createQueryBuilder(OwnChecklistRow, 'c').where(scope.sql, scope.parameters);
    if (state) query.andWhere('c.state = :state', { state });
    if (type) query.andWhere('c.type = :type', { type });
    const [rows, total] = await query
      .orderBy('c.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: await this.shown(manager, rows, actor), total, page, pageSize };
  }

  async show(manager: EntityManager, checklistId: string, ctx: Ctx): Promise<OwnChecklist> {
    const actor = requireActor(ctx);
    const [shown] = await this.shown(manager, [await mustSee(manager, checklistId, actor)], actor);
    if (!shown) throw AppError.notFound();
    return shown;
  }

  private async change(
    checklistId: string,
    to: State,
    ctx: Ctx,
    act: (tx: Transaction, row: OwnChecklistRow) => Promise<Partial<OwnChecklistRow>>,
  ): Promise<OwnChecklist> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await mustSee(tx.manager, checklistId, actor);
      if (!mayFollow(checklistSteps, ChecklistState.parse(row.state), to)) throw movedOn();
      const patch = await act(tx, row);
      const untouched = { id: row.id, state: row.state };
      const moved = await tx.manager.update(OwnChecklistRow, untouched, { ...patch, state: to });
      if (moved.affected !== 1) throw movedOn();
      return this.show(tx.manager, checklistId, ctx);
    });
  }

  private async shown(
    manager: EntityManager,
    rows: OwnChecklistRow[],
    actor: Actor,
  ): Promise<OwnChecklist[]> {
    const names = await organisationNames(manager, [...new Set(rows.map(({ companyId }) => companyId))]);
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
    );
    const keys = rows.map(({ companyId, kind, type }) => inUseKey(companyId, kind, type));
    const inUse = keys.length === 0 ? [] : await manager.findBy(OwnChecklistRow, { inUse: In(keys) });
    return rows.map((row) => {
      const key = inUseKey(row.companyId, row.kind, row.type);
      const before = row.state === 'proposed' ? inUse.find((one) => one.inUse === key) : undefined;
      const { id, number, basis, items, proposedAt, decidedAt, decision } = row;
      const isOpen = row.state === 'proposed';
      return {
        ...{ id, number, basis, items, proposedAt, decidedAt, decision },
        company: { id: row.companyId, name: names.get(row.companyId) ?? '' },
        kind: ChecklistKind.parse(row.kind),
        type: LiftType.parse(row.type),
        state: ChecklistState.parse(row.state),
        before: before ? { number: before.number, items: before.items } : null,
        proposedBy: nameOf(row.proposedBy),
        decidedBy: nameOf(row.decidedBy),
        may: {
          decide: isOpen && deciding.includes(actor.role),
          withdraw: isOpen && actor.role === 'company_admin',
        },
      };
    });
  }

  private async tell(
    tx: Transaction,
    people: string[],
    row: Pick<OwnChecklistRow, 'id' | 'kind' | 'type' | 'number' | 'state' | 'decision'>,
    kind: 'checklist.to_decide' | 'checklist.decided',
  ): Promise<void> {
    const name = `${liftTypes[LiftType.parse(row.type)]}的${checklistKindWords[ChecklistKind.parse(row.kind)]}第 ${row.number} 版`;
    const passed = row.state === 'approved';
    const asked = kind === 'checklist.to_decide';
    await this.messageService.send(tx, people, {
      ...{ kind, subjectId: row.id, page: null, facts: [] },
      title: asked ? '维保项目表待审核' : passed ? '维保项目表已通过' : '维保项目表未通过',
      text: asked
        ? `${name}已提出，请审核。`
        : `${name}${passed ? '已通过审核，新安排的维保按它填写' : '未通过'}：${row.decision}`,
    });
  }
}

/** A company its own, the regulator those of companies in its area. */
const reachOf = (actor: Actor) => coverClause(actor, 'c');

async function mustSee(manager: EntityManager, id: string, actor: Actor): Promise<OwnChecklistRow> {
  const row = await manager.findOneBy(OwnChecklistRow, { id });
  if (!row || !covers(actor, { ...row, ownerId: null })) throw AppError.notFound();
  return row;
}

const movedOn = () => AppError.conflict('checklist.moved_on', '这版项目表刚刚有人处理过，请刷新查看。');

function heard(problem: unknown): never {
  if (isUniqueViolation(problem)) throw movedOn();
  throw problem;
}
