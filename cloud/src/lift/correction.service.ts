import { ChangeState } from '@lifttrust/shared-types/change/change.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  correctable,
  correctionInWords,
  refuseLocalDecision,
} from '@lifttrust/shared-types/lift/entry.rules';
import { normaliseCode, normaliseIdentifier } from '@lifttrust/shared-types/lift/lift.codes';
import {
  type CorrectionView,
  LiftCorrection,
  type onSiteApi,
} from '@lifttrust/shared-types/lift/on-site.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { ChangeService } from '../change/change.service';
import { ChangeRequest } from '../change/change-request.entity';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Lift } from './lift.entity';
import { LiftService } from './lift.service';
import { LiftEntryService } from './lift-entry.service';

const codes = ['equipmentCode', 'registrationCode', 'useRegistration', 'rescueCode'] as const;

/** As the register writes it, so that what is equal looks equal. */
export function normalised(said: LiftCorrection): LiftCorrection {
  const tidy: LiftCorrection = { ...said };
  for (const field of codes) if (tidy[field] !== undefined) tidy[field] = normaliseCode(tidy[field]);
  if (tidy.factoryNumber !== undefined) tidy.factoryNumber = normaliseIdentifier(tidy.factoryNumber);
  return tidy;
}

type Values = Record<string, unknown>;
const statedOf = (lift: Lift, field: string): unknown => (lift as unknown as Values)[field];
const inWords = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const differing = (lift: Lift, after: Values): string[] =>
  Object.keys(after).filter((field) => inWords(statedOf(lift, field)) !== inWords(after[field]));

/** What people on site say is wrong in the register: shown until the one who decides agrees (EQ-01, EQ-02, EQ-03). */
@Singleton()
export class CorrectionService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() cityService: CityService;
  @Inject() changeService: ChangeService;
  @Inject() liftService: LiftService;
  @Inject() liftEntries: LiftEntryService;

  @Init()
  listen(): void {
    this.changeService.on('lift', (tx, change) => this.apply(tx, change));
    this.outbox.on(
      'lift.register_written',
      (payload, ctx) => this.compare(Array.isArray(payload.liftIds) ? payload.liftIds.map(String) : [], ctx),
      { onlyWrites: true },
    );
  }

  correct({ liftId, changes, reason }: InputOf<typeof onSiteApi.correct>, ctx: Ctx): Promise<CorrectionView> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const lift = await tx.manager.findOneBy(Lift, { id: liftId });
      mustCover(actor, lift);
      if (!lift) throw AppError.notFound();
      const said: Values = normalised(changes);
      const fields = differing(lift, said);
      if (fields.length === 0)
        throw AppError.broken([
          { code: 'lift.nothing_to_correct', message: '填写的内容与台账一致，没有要纠正的。' },
        ]);
      const pick = (from: (field: string) => unknown) =>
        Object.fromEntries(fields.map((field) => [field, from(field)]));
      const changeId = await this.changeService.propose(tx, {
        subjectKind: 'lift',
        subjectId: liftId,
        before: pick((field) => statedOf(lift, field)),
        after: pick((field) => said[field]),
        reason,
        divisionCode: lift.divisionCode,
        organisationId: actor.organisationId,
        proposedBy: actor.personId,
      });
      const [view] = await this.views(tx.manager, { id: changeId });
      if (!view) throw AppError.notFound();
      return view;
    });
  }

  /** What somebody says differs from the register, field by field as the register writes it; empty where nothing does. */
  differences(lift: Lift, changes: LiftCorrection): { before: Values; after: Values } {
    const said: Values = normalised(changes);
    const fields = differing(lift, said).filter((field) => said[field] !== undefined);
    const pick = (from: (field: string) => unknown) =>
      Object.fromEntries(fields.map((field) => [field, from(field)]));
    return { before: pick((field) => statedOf(lift, field)), after: pick((field) => said[field]) };
  }

  async list(liftId: string, ctx: Ctx): Promise<{ items: CorrectionView[] }> {
    const manager = this.database.reader.manager;
    mustCover(requireActor(ctx), await manager.findOneBy(Lift, { id: liftId }));
    const items = await this.views(manager, { subjectKind: 'lift', subjectId: liftId });
    const rank = (view: CorrectionView) => (view.state === 'waiting' ? 0 : 1);
    return { items: items.sort((a, b) => rank(a) - rank(b) || b.at - a.at) };
  }

  /** @throws rule_broken `lift.superior_system_decides` */
  private async apply(tx: Transaction, change: ChangeRequest): Promise<void> {
    const after: Values = { ...change.after };
    const lift = await tx.manager.findOneBy(Lift, { id: change.subjectId });
    if (!lift) return this.liftEntries.register(tx, change.subjectId, after, change.divisionCode);
    const fields = differing(lift, after);
    const refusal = refuseLocalDecision(fields, this.cityService.parameters.lifts.enteredBy);
    if (refusal) throw AppError.broken([refusal]);
    if (fields.length === 0) return;
    const patch = LiftCorrection.parse(Object.fromEntries(fields.map((field) => [field, after[field]])));
    const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await this.liftEntries.mustBeUnique(tx.manager, { ...lift, ...defined });
    await this.liftService.change(tx, [{ id: lift.id, patch: defined }], {
      source: 'correction',
      sourceId: change.id,
    });
  }

  /** The superior system has written: what it agrees with is settled, what it took back waits again. */
  private compare(liftIds: string[], ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const lifts = await tx.manager.findBy(Lift, { id: In(liftIds) });
      for (const lift of lifts) {
        const changes = await tx.manager.find(ChangeRequest, {
          where: { subjectKind: 'lift', subjectId: lift.id, state: In(['waiting', 'accepted']) },
          order: { id: 'ASC' },
        });
        for (const change of changes) await this.compareOne(tx, lift, change, changes);
      }
    });
  }

  private async compareOne(tx: Transaction, lift: Lift, change: ChangeRequest, all: ChangeRequest[]) {
    const after: Values = { ...change.after };
    const differs = differing(lift, after);
    if (change.state === 'waiting') {
      if (differs.length > 0) return;
      const agreed = { accept: true, reason: '上级系统已更新为相同内容。', personId: 'superior_system' };
      await this.changeService.decide(tx, change.id, agreed);
      return;
    }
    const isLast = all.findLast(({ state }) => state === 'accepted')?.id === change.id;
    const waits = all.some(({ state }) => state === 'waiting');
    if (!isLast || waits || differs.length === 0 || differing(lift, { ...change.before }).length > 0) return;
    const { subjectKind, subjectId, before, divisionCode, organisationId, proposedBy } = change;
    await this.changeService.propose(tx, {
      ...{ subjectKind, subjectId, divisionCode, organisationId, proposedBy, after },
      before: { ...before },
      reason: '已采纳的纠正被上级系统的数据覆盖，请与上级系统核对。',
    });
  }

  private async views(
    manager: EntityManager,
    where: { id?: string; subjectKind?: string; subjectId?: string },
  ): Promise<CorrectionView[]> {
    const rows = await manager.find(ChangeRequest, { where, order: { id: 'DESC' }, take: 50 });
    const organisations = await manager.findBy(Organisation, {
      id: In(rows.flatMap(({ organisationId }) => organisationId ?? [])),
    });
    const labels: Record<string, string | undefined> = correctable;
    return rows.map((row) => {
      const [before, after]: [Values, Values] = [{ ...row.before }, { ...row.after }];
      return {
        id: row.id,
        fields: Object.keys(after).map((field) => ({
          field,
          label: labels[field] ?? field,
          before: correctionInWords(field, before[field]),
          after: correctionInWords(field, after[field]),
        })),
        reason: row.reason,
        by: organisations.find(({ id }) => id === row.organisationId)?.name ?? '',
        at: row.proposedAt,
        state: ChangeState.parse(row.state),
        decision: row.decision,
      };
    });
  }
}
