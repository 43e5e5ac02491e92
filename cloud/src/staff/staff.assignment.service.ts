import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { missingPeople } from '@lifttrust/shared-types/staff/staff.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { TaskService } from '../task/task.service';
import { LiftAssignment } from './lift-assignment.entity';
import { LiftStaffQuery } from './staff.lift.query';
import { StaffPool } from './staff.pool';
import { StaffQuery, validOn } from './staff.query';
import type { Roster } from './staff.roster';

type AssignInput = InputOf<typeof staffApi.assign>;

export const incompleteTask = 'staff.lift_incomplete';

const unknownLift = () =>
  AppError.notFound('staff.lift_unknown', '有电梯不归本单位维保，没有分配。请刷新后再选。');

/** Who answers for which lift (EQ-03). Only own people of the company that maintains the lift (ORG-11). */
@Singleton()
export class LiftAssignmentService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() taskService: TaskService;
  @Inject() staffPool: StaffPool;
  @Inject() staffQuery: StaffQuery;
  @Inject() liftStaffQuery: LiftStaffQuery;

  /** @throws not_found `staff.lift_unknown`, `staff.person_unknown`; rule_broken `staff.not_assignable` */
  async assign(input: AssignInput, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const liftIds = [...new Set(input.liftIds)];
      const lifts = await tx.manager.findBy(Lift, { id: In(liftIds), companyId: organisationId });
      if (lifts.length !== liftIds.length) throw unknownLift();
      const today = dayOf(tx.at);
      const roster = await this.staffPool.roster(tx.manager, organisationId, today);
      this.refuse(roster, input);
      const before = await tx.manager.find(LiftAssignment, {
        where: validOn<LiftAssignment>(
          { organisationId, liftId: In(liftIds), purpose: input.purpose },
          today,
        ),
      });
      const { fresh, over } = this.differences(before, liftIds, input, roster);
      await this.end(tx, over, '重新分配', today);
      const rows = fresh.map((row) => ({ ...row, untilDay: null, endedFor: '', createdAt: tx.at }));
      await insertRows(tx.manager, LiftAssignment, rows);
      await tx.auditAll(
        'staff.assigned',
        'lift',
        fresh.map(({ liftId, purpose, personId, unitId }) => ({
          id: liftId,
          detail: { purpose, personId, unitId },
        })),
      );
      const lacking = await this.settle(tx, roster, lifts, over.length > 0 ? '重新分配后' : null);
      return { made: fresh.length, ended: over.length, lacking };
    });
  }

  async release(input: InputOf<typeof staffApi.release>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { organisationId } = actor;
    return this.work.run(ctx, async (tx) => {
      const today = dayOf(tx.at);
      const found = await tx.manager.findOne(LiftAssignment, {
        where: validOn<LiftAssignment>({ id: input.assignmentId, organisationId }, today),
      });
      if (!found) throw AppError.notFound('staff.assignment_unknown', '这项分配已经解除，请刷新查看。');
      await this.end(tx, [found], input.reason || '由管理员解除', today);
      const lift = await tx.manager.findOneBy(Lift, { id: found.liftId });
      if (!lift) throw unknownLift();
      const roster = await this.staffPool.roster(tx.manager, organisationId, today);
      await this.settle(tx, roster, [lift], '解除分配后');
      return this.liftStaffQuery.of(tx.manager, lift, today, roster);
    });
  }

  /** Everything that rested on a person or a team is over; lifts that lack people now become tasks. */
  async endOf(tx: Transaction, whose: { personId: string } | { unitId: string }, why: string): Promise<void> {
    const today = dayOf(tx.at);
    const found = await tx.manager.find(LiftAssignment, { where: validOn<LiftAssignment>(whose, today) });
    await this.end(tx, found, why, today);
    await this.watch(tx, found, why);
  }

  /** After people moved between teams: lifts of those teams may lack people now, or no longer. */
  async watchTeams(tx: Transaction, before: Roster, personIds: string[]): Promise<void> {
    const { organisationId, day } = before;
    if (personIds.length === 0) return;
    const assigned = await this.staffQuery.assignments(tx.manager, organisationId, day);
    const byTeam = assigned.filter(({ unitId }) => unitId !== null);
    await this.watch(tx, byTeam, '班组人员调整后');
  }

  /** Opens and settles the tasks of the lifts named by these assignments, company by company. */
  async watch(tx: Transaction, assigned: LiftAssignment[], why: string): Promise<void> {
    const today = dayOf(tx.at);
    const companies = new Set(assigned.map(({ organisationId }) => organisationId));
    for (const organisationId of companies) {
      const ids = assigned.flatMap((row) => (row.organisationId === organisationId ? row.liftId : []));
      const lifts = await tx.manager.findBy(Lift, { id: In([...new Set(ids)]), companyId: organisationId });
      const roster = await this.staffPool.roster(tx.manager, organisationId, today);
      await this.settle(tx, roster, lifts, why);
    }
  }

  private refuse(roster: Roster, { personIds, unitIds, purpose }: AssignInput): void {
    if (personIds.length + unitIds.length === 0)
      throw AppError.invalid('staff.nobody_chosen', '请先选人员或班组。');
    if (personIds.some((id) => !roster.people.has(id)) || unitIds.some((id) => !roster.unit(id)))
      throw AppError.notFound(
        'staff.person_unknown',
        '有人或班组不属于本单位，没有分配。维保不得转包、分包，只能安排本单位人员。',
      );
    const refusals = personIds.flatMap((id) => {
      const person = roster.people.get(id);
      if (!person || person.reasons.length === 0) return [];
      return [
        { code: 'staff.not_assignable', message: `${person.name}不能分配：${person.reasons.join('；')}。` },
      ];
    });
    if (refusals.length > 0) throw AppError.broken(refusals);
    const empty = unitIds.filter((id) => roster.able([{ personId: null, unitId: id }]).length === 0);
    if (empty.length > 0 && purpose === 'maintenance')
      throw AppError.broken(
        empty.map((id) => ({
          code: 'staff.team_empty',
          message: `“${roster.unit(id)?.name}”里现在没有可以分配的人员，请先编入人员。`,
        })),
      );
  }

  private differences(before: LiftAssignment[], liftIds: string[], input: AssignInput, roster: Roster) {
    const { organisationId, day: fromDay } = roster;
    const wanted = [
      ...[...new Set(input.personIds)].map((personId) => ({ personId, unitId: null })),
      ...[...new Set(input.unitIds)].map((unitId) => ({ personId: null, unitId })),
    ];
    const nameOf = (liftId: string, who: { personId: string | null; unitId: string | null }) =>
      `${liftId} ${who.personId ?? ''} ${who.unitId ?? ''}`;
    const there = new Set(before.map((row) => nameOf(row.liftId, row)));
    const kept = new Set(liftIds.flatMap((liftId) => wanted.map((who) => nameOf(liftId, who))));
    const shared = { organisationId, purpose: input.purpose, fromDay };
    return {
      fresh: liftIds.flatMap((liftId) =>
        wanted
          .filter((who) => !there.has(nameOf(liftId, who)))
          .map((who) => ({ ...shared, ...who, id: newId(), liftId })),
      ),
      over: input.replace ? before.filter((row) => !kept.has(nameOf(row.liftId, row))) : [],
    };
  }

  private async end(tx: Transaction, rows: LiftAssignment[], why: string, today: string): Promise<void> {
    if (rows.length === 0) return;
    const ended = { untilDay: addDays(today, -1), endedFor: why.slice(0, 100) };
    // SQLite binds a limited number of values.
    for (let at = 0; at < rows.length; at += 1_000) {
      const ids = rows.slice(at, at + 1_000).map(({ id }) => id);
      await tx.manager.update(LiftAssignment, { id: In(ids) }, ended);
    }
    await tx.auditAll(
      'staff.released',
      'lift',
      rows.map(({ liftId, purpose, personId, unitId }) => ({
        id: liftId,
        detail: { purpose, personId, unitId, why },
      })),
    );
  }

  /** Settles the tasks of complete lifts; opens one for each that has just become incomplete (`why`). */
  private async settle(tx: Transaction, roster: Roster, lifts: Lift[], why: string | null): Promise<number> {
    const { minimum } = this.cityService.parameters.technicians;
    const people = await this.liftStaffQuery.maintainers(tx.manager, roster, lifts);
    let lacking = 0;
    for (const lift of lifts) {
      const missing = missingPeople(people.get(lift.id) ?? [], minimum);
      const task = { kind: incompleteTask, about: lift.id };
      if (missing === 0) await this.taskService.settle(tx, task, '已补足维保人员。');
      else if (why) await this.openTask(tx, lift, missing, why, roster.day);
      if (missing > 0) lacking += 1;
    }
    return lacking;
  }

  private async openTask(
    tx: Transaction,
    lift: Lift,
    missing: number,
    why: string,
    today: string,
  ): Promise<void> {
    const where = `${lift.place} ${lift.ownNumber}`.trim();
    await this.taskService.open(tx, {
      kind: incompleteTask,
      about: lift.id,
      subject: { kind: 'lift', id: lift.id },
      divisionCode: lift.divisionCode,
      organisationId: lift.companyId,
      title: `缺 ${missing} 名维保人员`,
      text: `${why}，${where} 还缺 ${missing} 名维保人员。请到“人员分配”里补足。`,
      dueOn: addDays(today, this.cityService.parameters.staffDays),
    });
  }
}
