import type { DutyShift, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { mondayOf, movedBy, refuseShift, type Shift, spanOf } from '@lifttrust/shared-types/duty/duty.rules';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, daysBetween, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DutyRosterRow, DutyShiftRow } from './duty.entity';
import { DutyQuery, type UnitPerson } from './duty.query';
import { DutyService } from './duty.service';

const dayMs = 86_400_000;
const over = () => AppError.conflict('duty.over', '这个班次已经结束或取消，不能再改。请刷新查看。');

/** Who is entered when; what is over never changes. */
@Singleton()
export class DutyShiftService {
  @Inject() work: UnitOfWork;
  @Inject() dutyQuery: DutyQuery;
  @Inject() dutyService: DutyService;

  /** All days or none. @throws not_found for people of other units; rule_broken (refuseShift) */
  enter(input: InputOf<typeof dutyApi.enter>, ctx: Ctx): Promise<{ entered: number }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const roster = await this.lockedRoster(tx, input.rosterId, actor);
      const person = await this.mustWorkHere(tx, roster, input.personId);
      const days = [...new Set(input.days)].sort();
      const shifts = days.map((day) => ({ personId: person.id, ...spanOf(day, input.from, input.until) }));
      await this.refuse(tx, roster, shifts, [person]);
      await this.insert(tx, roster, shifts, actor);
      return { entered: shifts.length };
    });
  }

  /**
   * The hours of one week again in another. People who have left, whose certificate ends before or who are entered
   * already are left out and counted.
   */
  takeOver(
    { rosterId, from, to }: InputOf<typeof dutyApi.takeOver>,
    ctx: Ctx,
  ): Promise<{ entered: number; left: number }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const roster = await this.lockedRoster(tx, rosterId, actor);
      const [first, second] = [mondayOf(startOfDay(from)), mondayOf(startOfDay(to))];
      const [begins, ends] = [startOfDay(first), startOfDay(addDays(first, 7))];
      const known = (await this.dutyQuery.shiftsOf(tx.manager, [roster.id], begins, ends)).filter(
        ({ startsAt }) => startsAt >= begins,
      );
      const moved = movedBy(known, daysBetween(first, second), tx.at);
      const people = await this.dutyQuery.peopleOf(tx.manager, roster.organisationId, dayOf(tx.at));
      const others: Shift[] = await this.around(tx, roster, moved);
      const fresh: Shift[] = [];
      for (const shift of moved) {
        const person = people.find(({ id }) => id === shift.personId);
        const facts = { shift, others: [...others, ...fresh], at: tx.at };
        const isQualified = person !== undefined && qualifies(roster, person, shift);
        if (refuseShift({ ...facts, isQualified }).length === 0) fresh.push(shift);
      }
      await this.insert(tx, roster, fresh, actor);
      return { entered: fresh.length, left: known.length - fresh.length };
    });
  }

  /** One that has begun ends now and stays. @throws not_found; conflict `duty.over` */
  async cancel({ shiftId, reason }: InputOf<typeof dutyApi.cancel>, ctx: Ctx): Promise<void> {
    await this.work.run(ctx, async (tx) => {
      const { shift, roster } = await this.mustChange(tx, shiftId, requireActor(ctx));
      await this.stop(tx, shift, reason);
      await tx.audit('duty.shift_cancelled', 'duty_shift', shift.id, { reason });
      await this.dutyService.lookAt(tx, roster);
    });
  }

  /** From now on, or from its beginning, somebody else has the shift. @throws as `enter` and `cancel` */
  standIn({ shiftId, personId, reason }: InputOf<typeof dutyApi.standIn>, ctx: Ctx): Promise<DutyShift> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const { shift, roster } = await this.mustChange(tx, shiftId, actor);
      const person = await this.mustWorkHere(tx, roster, personId);
      const taken = { personId, startsAt: Math.max(shift.startsAt, tx.at), endsAt: shift.endsAt };
      await this.refuse(tx, roster, [taken], [person]);
      await this.stop(tx, shift, reason);
      const row = {
        ...{ ...taken, id: newId(), rosterId: roster.id, standsInFor: shift.personId },
        ...{ enteredBy: actor.personId, enteredAt: tx.at, cancelledAt: null, reason },
      };
      await tx.manager.insert(DutyShiftRow, row);
      const detail = { before: shift.personId, after: personId, reason };
      await tx.audit('duty.stood_in', 'duty_shift', row.id, detail);
      await this.dutyService.lookAt(tx, roster);
      const [view] = await this.dutyQuery.shiftViews(tx.manager, [row]);
      if (!view) throw AppError.notFound();
      return view;
    });
  }

  private async lockedRoster(tx: Transaction, rosterId: string, actor: Actor): Promise<DutyRosterRow> {
    const row = await this.dutyQuery.mustSee(tx.manager, rosterId, actor);
    // Two who enter the same person at once follow each other.
    await tx.manager.update(DutyRosterRow, { id: row.id }, { name: row.name });
    return row;
  }

  private async mustChange(tx: Transaction, shiftId: string, actor: Actor) {
    const shift = await tx.manager.findOneBy(DutyShiftRow, { id: shiftId });
    if (!shift) throw AppError.notFound();
    const roster = await this.lockedRoster(tx, shift.rosterId, actor);
    if (shift.cancelledAt !== null || shift.endsAt <= tx.at) throw over();
    return { shift, roster };
  }

  private async mustWorkHere(tx: Transaction, roster: DutyRosterRow, personId: string): Promise<UnitPerson> {
    const people = await this.dutyQuery.peopleOf(tx.manager, roster.organisationId, dayOf(tx.at));
    const person = people.find(({ id }) => id === personId);
    if (!person) throw AppError.notFound();
    return person;
  }

  private async refuse(
    tx: Transaction,
    roster: DutyRosterRow,
    shifts: readonly Shift[],
    people: readonly UnitPerson[],
  ): Promise<void> {
    const others = await this.around(tx, roster, shifts);
    const refusals = shifts.flatMap((shift): Refusal[] => {
      const person = people.find(({ id }) => id === shift.personId);
      const isQualified = person !== undefined && qualifies(roster, person, shift);
      return refuseShift({ shift, others, isQualified, at: tx.at });
    });
    const told = [...new Map(refusals.map((refusal) => [refusal.code, refusal])).values()];
    if (told.length > 0) throw AppError.broken(told);
  }

  private async around(tx: Transaction, roster: DutyRosterRow, shifts: readonly Shift[]): Promise<Shift[]> {
    if (shifts.length === 0) return [];
    const from = Math.min(...shifts.map(({ startsAt }) => startsAt));
    const until = Math.max(...shifts.map(({ endsAt }) => endsAt));
    return this.dutyQuery.shiftsOf(tx.manager, [roster.id], from - dayMs, until + dayMs);
  }

  private async insert(tx: Transaction, roster: DutyRosterRow, shifts: readonly Shift[], actor: Actor) {
    const entered = { enteredBy: actor.personId, enteredAt: tx.at, cancelledAt: null, reason: '' };
    const rows = shifts.map(({ personId, startsAt, endsAt }) => ({
      ...{ id: newId(), rosterId: roster.id, personId, startsAt, endsAt, standsInFor: null, ...entered },
    }));
    await insertRows(tx.manager, DutyShiftRow, rows);
    await tx.audit('duty.shifts_entered', 'duty_roster', roster.id, { shifts: rows.length });
    await this.dutyService.lookAt(tx, roster);
  }

  private async stop(tx: Transaction, shift: DutyShiftRow, reason: string): Promise<void> {
    const patch = shift.startsAt < tx.at ? { endsAt: tx.at, reason } : { cancelledAt: tx.at, reason };
    await tx.manager.update(DutyShiftRow, { id: shift.id }, patch);
  }
}

const qualifies = (roster: DutyRosterRow, person: UnitPerson, { endsAt }: Shift): boolean =>
  !roster.needsCertificate || (person.certifiedUntil !== null && person.certifiedUntil >= dayOf(endsAt - 1));
