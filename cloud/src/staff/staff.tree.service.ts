import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { staffApi, StaffTree as TreeShape } from '@lifttrust/shared-types/staff/staff.contract';
import { refusePlace } from '@lifttrust/shared-types/staff/staff.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { StaffAreaService } from './staff.area.service';
import { LiftAssignmentService } from './staff.assignment.service';
import { StaffPool } from './staff.pool';
import type { Roster } from './staff.roster';
import { StaffTreeQuery } from './staff.tree.query';
import { StaffMember } from './staff-member.entity';
import { StaffTree } from './staff-tree.entity';
import { StaffUnit } from './staff-unit.entity';

interface Change {
  tx: Transaction;
  actor: Actor;
  today: string;
  roster: Roster;
}

const unknownUnit = () => AppError.notFound('staff.unit_unknown', '没有找到这个部门或班组，请刷新后再试。');

/** Changes of a company's levels (ORG-07). Each begins on the clock's day; how it was before stays. */
@Singleton()
export class StaffTreeService {
  @Inject() work: UnitOfWork;
  @Inject() staffPool: StaffPool;
  @Inject() staffTreeQuery: StaffTreeQuery;
  @Inject() staffAreaService: StaffAreaService;
  @Inject() liftAssignmentService: LiftAssignmentService;

  /** @throws conflict `staff.changed_meanwhile`; rule_broken `staff.below_team`, `staff.too_deep` */
  async addUnit(input: InputOf<typeof staffApi.addUnit>, ctx: Ctx): Promise<TreeShape> {
    return this.changed(input.edition, ctx, {}, async (change) => {
      const unitId = newId();
      const { kind, name, parentId } = input;
      this.mustStand(change.roster, { id: unitId, parentId: null, kind }, parentId);
      this.mustBeNew(change.roster, name, parentId, unitId);
      await this.begin(change, { unitId, kind, name, parentId, leaderId: null });
      await change.tx.audit('staff.unit_added', 'staff_unit', unitId, { kind, name, parentId });
    });
  }

  async changeUnit(input: InputOf<typeof staffApi.changeUnit>, ctx: Ctx): Promise<TreeShape> {
    const known = { unitIds: [input.unitId], personIds: [input.leaderId] };
    return this.changed(input.edition, ctx, known, async (change) => {
      const { name, leaderId } = input;
      const unit = this.mustFind(change.roster, input.unitId);
      this.mustBeNew(change.roster, name, unit.parentId, unit.unitId);
      await this.succeed(change, unit, { name, leaderId });
      const before = { name: unit.name, leaderId: unit.leaderId };
      const after = { name, leaderId };
      await change.tx.audit('staff.unit_changed', 'staff_unit', unit.unitId, { before, after });
    });
  }

  /** @throws rule_broken `staff.cycle`, `staff.below_team`, `staff.too_deep`, `staff.unit_unknown` */
  async moveUnit(input: InputOf<typeof staffApi.moveUnit>, ctx: Ctx): Promise<TreeShape> {
    return this.changed(input.edition, ctx, { unitIds: [input.unitId] }, async (change) => {
      const { parentId } = input;
      const unit = this.mustFind(change.roster, input.unitId);
      if (unit.parentId === parentId) return;
      const place = change.roster.places.find(({ id }) => id === unit.unitId);
      if (!place) throw unknownUnit();
      this.mustStand(change.roster, place, parentId);
      this.mustBeNew(change.roster, unit.name, parentId, unit.unitId);
      await this.succeed(change, unit, { parentId });
      const moved = { from: unit.parentId, to: parentId };
      await change.tx.audit('staff.unit_moved', 'staff_unit', unit.unitId, moved);
    });
  }

  /** Only what is empty is closed, so that nobody falls out of the tree unseen. */
  async closeUnit(input: InputOf<typeof staffApi.closeUnit>, ctx: Ctx): Promise<TreeShape> {
    return this.changed(input.edition, ctx, { unitIds: [input.unitId] }, async (change) => {
      const { roster, tx, today } = change;
      const unit = this.mustFind(roster, input.unitId);
      const isEmpty =
        roster.peopleIn(unit.unitId).length === 0 &&
        !roster.units.some(({ parentId }) => parentId === unit.unitId);
      if (!isEmpty)
        throw AppError.conflict(
          'staff.unit_not_empty',
          `“${unit.name}”里还有人员或下级，请先把他们移到别处再撤销。`,
        );
      await tx.manager.update(StaffUnit, { id: unit.id }, { untilDay: addDays(today, -1) });
      await this.staffAreaService.replace(tx, roster, unit.unitId, []);
      await tx.audit('staff.unit_closed', 'staff_unit', unit.unitId, { name: unit.name });
      await this.liftAssignmentService.endOf(tx, { unitId: unit.unitId }, `班组“${unit.name}”已撤销`);
    });
  }

  async setAreas(input: InputOf<typeof staffApi.setAreas>, ctx: Ctx): Promise<TreeShape> {
    return this.changed(input.edition, ctx, { unitIds: [input.unitId] }, async (change) => {
      const unit = this.mustFind(change.roster, input.unitId);
      await this.staffAreaService.replace(change.tx, change.roster, unit.unitId, input.areas);
      const areas = input.areas.map(({ kind, value }) => `${kind}:${value}`);
      await change.tx.audit('staff.areas_set', 'staff_unit', unit.unitId, { areas });
    });
  }

  async movePeople(input: InputOf<typeof staffApi.movePeople>, ctx: Ctx): Promise<TreeShape> {
    const known = { unitIds: [input.unitId], personIds: input.personIds };
    return this.changed(input.edition, ctx, known, async (change) => {
      const { roster, tx, today } = change;
      const personIds = [...new Set(input.personIds)];
      const moving = personIds.filter((personId) => roster.unitOf(personId) !== input.unitId);
      await this.takeOut(tx, roster, moving);
      for (const personId of moving) {
        if (!input.unitId) continue;
        await tx.manager.insert(StaffMember, {
          id: newId(),
          organisationId: roster.organisationId,
          unitId: input.unitId,
          personId,
          fromDay: today,
          untilDay: null,
          createdAt: tx.at,
        });
      }
      await tx.auditAll(
        'staff.person_moved',
        'person',
        moving.map((id) => ({ id, detail: { from: roster.unitOf(id), to: input.unitId } })),
      );
      await this.liftAssignmentService.watchTeams(tx, roster, moving);
    });
  }

  private async takeOut(
    tx: Transaction,
    { organisationId, day }: Roster,
    personIds: string[],
  ): Promise<void> {
    if (personIds.length === 0) return;
    await tx.manager.update(
      StaffMember,
      { organisationId, personId: In(personIds), untilDay: IsNull() },
      { untilDay: addDays(day, -1) },
    );
  }

  /** One change of the tree as it was seen in `edition`; answers with the tree as it then is. */
  private async changed(
    edition: number,
    ctx: Ctx,
    known: { unitIds?: (string | null)[]; personIds?: (string | null)[] },
    work: (change: Change) => Promise<void>,
  ): Promise<TreeShape> {
    const actor = requireActor(ctx);
    const organisationId = actor.organisationId;
    return this.work.run(ctx, async (tx) => {
      const today = dayOf(tx.at);
      const roster = await this.staffPool.roster(tx.manager, organisationId, today);
      // What is not theirs does not exist, whatever edition they name.
      for (const unitId of known.unitIds ?? []) if (unitId) this.mustFind(roster, unitId);
      this.mustEmploy(
        roster,
        (known.personIds ?? []).flatMap((personId) => personId ?? []),
      );
      await this.claim(tx, actor, edition);
      await work({ tx, actor, today, roster });
      return this.staffTreeQuery.tree(tx.manager, actor, today);
    });
  }

  /** Of two changes at once the second finds the edition gone. */
  private async claim(tx: Transaction, actor: Actor, edition: number): Promise<void> {
    const { organisationId, personId } = actor;
    const change = { changedAt: tx.at, changedBy: personId };
    const claimed = await tx.manager.update(
      StaffTree,
      { organisationId, edition },
      { ...change, edition: edition + 1 },
    );
    if (claimed.affected === 1) return;
    const known = await tx.manager.findOneBy(StaffTree, { organisationId });
    if (known || edition !== 0)
      throw AppError.conflict(
        'staff.changed_meanwhile',
        '班组刚刚被别人改过，您的这一步没有生效。已为您换成最新的样子，请看一眼再做。',
      );
    await tx.manager.insert(StaffTree, { ...change, organisationId, edition: 1 });
  }

  private mustFind(roster: Roster, unitId: string): StaffUnit {
    const unit = roster.unit(unitId);
    if (!unit) throw unknownUnit();
    return unit;
  }

  private mustEmploy(roster: Roster, personIds: string[]): void {
    if (personIds.some((personId) => !roster.people.has(personId)))
      throw AppError.notFound('staff.person_unknown', '有人不是本单位的人员，请刷新后再试。');
  }

  private mustStand(roster: Roster, unit: Parameters<typeof refusePlace>[1], parentId: string | null): void {
    const refusal = refusePlace(roster.places, unit, parentId);
    if (refusal) throw AppError.broken([refusal]);
  }

  private mustBeNew(roster: Roster, name: string, parentId: string | null, unitId: string): void {
    const twin = roster.units.find(
      (unit) => unit.unitId !== unitId && unit.parentId === parentId && unit.name === name,
    );
    if (twin) throw AppError.conflict('staff.name_taken', `同一级里已经有“${name}”，请换一个名称。`);
  }

  private async succeed(change: Change, unit: StaffUnit, next: Partial<StaffUnit>): Promise<void> {
    await change.tx.manager.update(StaffUnit, { id: unit.id }, { untilDay: addDays(change.today, -1) });
    const { unitId, kind, name, parentId, leaderId } = { ...unit, ...next };
    await this.begin(change, { unitId, kind, name, parentId, leaderId });
  }

  private async begin(
    { tx, actor, today }: Change,
    unit: Pick<StaffUnit, 'unitId' | 'kind' | 'name' | 'parentId' | 'leaderId'>,
  ): Promise<void> {
    await tx.manager.insert(StaffUnit, {
      ...unit,
      id: newId(),
      organisationId: actor.organisationId,
      fromDay: today,
      untilDay: null,
      createdAt: tx.at,
    });
  }
}
