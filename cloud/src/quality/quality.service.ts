import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type {
  QualityCheck,
  QualityInspector,
  qualityApi,
} from '@lifttrust/shared-types/quality/quality.contract';
import { refusePlannedCheck, refuseResult } from '@lifttrust/shared-types/quality/quality.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { covers } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { isUniqueViolation } from '../kernel/database-errors';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { MaintenanceRecord } from '../record/record.entity';
import { QualityCheckRow, QualityFindingRow, QualityInspectorRow } from './quality.entity';
import { membersOf, workHere } from './quality.people.query';
import { QualityQuery } from './quality.query';

const movedOn = () => AppError.conflict('quality.moved_on', '这次检查刚刚有人处理过，请刷新查看。');

/** A company's own checks of its maintenance: appointed, planned, recorded, sealed (TSG T5002—2017 第九条, PLAN-13). */
@Singleton()
export class QualityService {
  @Inject() work: UnitOfWork;
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() qualityQuery: QualityQuery;

  /** @throws not_found for somebody of another company; conflict `quality.already_appointed` */
  async appoint({ personId }: InputOf<typeof qualityApi.appoint>, ctx: Ctx): Promise<QualityInspector> {
    const actor = requireActor(ctx);
    const companyId = actor.organisationId;
    return this.work.run(ctx, async (tx) => {
      if (!(await workHere(tx.manager, companyId, [personId]))) throw AppError.notFound();
      const row = {
        ...{ id: newId(), companyId, personId, fromOn: dayOf(tx.at), untilOn: null },
        ...{ appointedBy: actor.personId, appointedAt: tx.at, inOffice: `${companyId}.${personId}` },
      };
      await tx.manager.insert(QualityInspectorRow, row).catch((problem: unknown) => {
        if (!isUniqueViolation(problem)) throw problem;
        throw AppError.conflict('quality.already_appointed', '这位人员已经是质量检查人员。');
      });
      await tx.audit('quality.appointed', 'person', personId, { companyId });
      return this.inspectorView(tx, row);
    });
  }

  async dismiss({ inspectorId }: InputOf<typeof qualityApi.dismiss>, ctx: Ctx): Promise<QualityInspector> {
    const { organisationId: companyId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(QualityInspectorRow, { id: inspectorId, companyId });
      if (!row || row.untilOn !== null) throw AppError.notFound();
      await tx.manager.update(QualityInspectorRow, { id: row.id }, { untilOn: dayOf(tx.at), inOffice: null });
      await tx.audit('quality.dismissed', 'person', row.personId, { companyId });
      return this.inspectorView(tx, row);
    });
  }

  /** @throws not_found for lift, record or people of another company; rule_broken (refusePlannedCheck) */
  async plan(input: InputOf<typeof qualityApi.plan>, ctx: Ctx): Promise<QualityCheck> {
    const actor = requireActor(ctx);
    const { organisationId: companyId, personId: plannedBy } = actor;
    return this.work.run(ctx, async (tx) => {
      const { manager } = tx;
      const lift = await manager.findOneBy(Lift, { id: input.liftId });
      if (!lift || !covers(actor, lift)) throw AppError.notFound();
      const technicians = await this.techniciansOf(tx, input, companyId);
      const { inspectorId, plannedOn } = input;
      const isAppointed = await manager.existsBy(QualityInspectorRow, {
        inOffice: `${companyId}.${inspectorId}`,
      });
      const facts = { inspectorId, isAppointed, technicianIds: technicians, plannedOn, today: dayOf(tx.at) };
      const refusals = refusePlannedCheck(facts);
      if (refusals.length > 0) throw AppError.broken(refusals);
      const row = {
        ...{ id: newId(), companyId, ownerId: lift.ownerId, divisionCode: lift.divisionCode },
        ...{ liftId: lift.id, recordId: input.recordId ?? null, inspectorId, plannedOn, technicians },
        ...{ state: 'planned', items: [], checkedOn: null, note: '', plannedBy, plannedAt: tx.at },
        ...{ endedAt: null, entryHash: null },
      };
      await manager.insert(QualityCheckRow, row);
      await tx.audit('quality.planned', 'quality_check', row.id, { liftId: lift.id });
      return this.qualityQuery.show(manager, row.id, ctx);
    });
  }

  /** Written once, sealed, and told to whoever has to put something right. @throws rule_broken (refuseResult) */
  async record(input: InputOf<typeof qualityApi.record>, ctx: Ctx): Promise<QualityCheck> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const check = await this.qualityQuery.mustSee(tx.manager, input.checkId, actor);
      const { checkedOn, note, items } = input;
      const refusals = refuseResult({
        ...{ checkedOn, items, today: dayOf(tx.at), technicianIds: check.technicians },
      });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const findings = items.flatMap(({ item, good, found, technicianId, dueOn }) =>
        good || technicianId === null || dueOn === null
          ? []
          : [{ id: newId(), item, found, technicianId, dueOn }],
      );
      const { hash } = await this.ledgerService.append(tx, {
        kind: 'quality.checked',
        liftId: check.liftId,
        at: tx.at,
        open: { edition: 1, checkId: check.id, checkedOn, items: items.length, findings: findings.length },
        closed: {
          ...{ edition: 1, recordId: check.recordId, inspectorId: check.inspectorId, note, items, findings },
          ...{ technicians: check.technicians, enteredBy: actor.personId },
        },
      });
      const brief = items.map(({ item, good }) => ({ item, good }));
      const done = { state: 'done', checkedOn, note, items: brief, endedAt: tx.at, entryHash: hash };
      await this.move(tx, check, done);
      const fresh = {
        state: 'open',
        answer: '',
        answeredAt: null,
        verdict: '',
        decidedBy: null,
        decidedAt: null,
      };
      const { id: checkId, companyId, liftId } = check;
      const rows = findings.map((one) => ({ ...one, ...fresh, checkId, companyId, liftId }));
      await insertRows(tx.manager, QualityFindingRow, rows);
      await tx.audit('quality.checked', 'quality_check', check.id, { findings: findings.length });
      await this.tell(tx, check, rows);
      return this.qualityQuery.show(tx.manager, check.id, ctx);
    });
  }

  async cancel({ checkId, reason }: InputOf<typeof qualityApi.cancel>, ctx: Ctx): Promise<QualityCheck> {
    return this.work.run(ctx, async (tx) => {
      const check = await this.qualityQuery.mustSee(tx.manager, checkId, requireActor(ctx));
      await this.move(tx, check, { state: 'cancelled', note: reason, endedAt: tx.at });
      await tx.audit('quality.cancelled', 'quality_check', checkId, { reason });
      return this.qualityQuery.show(tx.manager, checkId, ctx);
    });
  }

  private async techniciansOf(
    tx: Transaction,
    { recordId, liftId, technicianIds }: InputOf<typeof qualityApi.plan>,
    companyId: string,
  ): Promise<string[]> {
    if (recordId !== undefined) {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId, companyId, liftId });
      if (!record) throw AppError.notFound();
      return membersOf(tx.manager, record.visitId);
    }
    if (!(await workHere(tx.manager, companyId, technicianIds))) throw AppError.notFound();
    return [...new Set(technicianIds)];
  }

  private async inspectorView(tx: Transaction, row: QualityInspectorRow): Promise<QualityInspector> {
    const [view] = await this.qualityQuery.inspectorViews(tx.manager, [row]);
    if (!view) throw AppError.notFound();
    return view;
  }

  private async move(tx: Transaction, check: QualityCheckRow, patch: Partial<QualityCheckRow>) {
    const { affected } = await tx.manager.update(QualityCheckRow, { id: check.id, state: 'planned' }, patch);
    if (affected !== 1) throw movedOn();
  }

  private async tell(tx: Transaction, check: QualityCheckRow, rows: QualityFindingRow[]): Promise<void> {
    for (const personId of new Set(rows.map(({ technicianId }) => technicianId))) {
      const own = rows.filter(({ technicianId }) => technicianId === personId);
      await this.messageService.send(tx, [personId], {
        ...{ kind: 'quality.found', subjectId: check.id, page: 'technician/findings/index', facts: [] },
        title: '质量检查发现问题',
        text: `${own.length} 项请您整改：${own.map(({ item, found }) => `${item}（${found}）`).join('、')}`,
      });
    }
  }
}
