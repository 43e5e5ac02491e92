import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { AreaKind, type StaffArea as AreaShape } from '@lifttrust/shared-types/staff/staff.contract';
import { addressKey, liesIn } from '@lifttrust/shared-types/staff/staff.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { type LiftLine, StaffQuery } from './staff.query';
import type { Roster } from './staff.roster';
import { StaffArea } from './staff-area.entity';

const sameArea = (a: { kind: string; value: string }, b: { kind: string; value: string }): boolean =>
  a.kind === b.kind && a.value === b.value;

/** A lift as areas look at it; made once for many areas. */
export interface AreaLift {
  id: string;
  divisionCode: string;
  key: string;
}

export const areaLift = ({ id, divisionCode, place, address }: LiftLine): AreaLift => ({
  id,
  divisionCode,
  key: addressKey(place, address),
});

export function covers(area: { kind: string; value: string }, lift: AreaLift): boolean {
  if (area.kind === 'lift') return area.value === lift.id;
  if (area.kind === 'division') return lift.divisionCode.startsWith(area.value);
  return liesIn(area.value, lift.key);
}

const exactness: Record<AreaKind, number> = { lift: 0, street: 1, division: 2 };

/** The department or team whose area is the most exact one around the lift. */
export function areaOf(areas: StaffArea[], lift: AreaLift): StaffArea | null {
  const around = areas.filter((area) => covers(area, lift));
  const rank = ({ kind }: StaffArea) => exactness[AreaKind.parse(kind)];
  return around.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** What departments and teams cover. An area suggests who is assigned; nobody is assigned by it. */
@Singleton()
export class StaffAreaService {
  @Inject() staffQuery: StaffQuery;

  /** The unit covers these areas from the roster's day on; what it covered before stays known. */
  async replace(tx: Transaction, roster: Roster, unitId: string, wanted: AreaShape[]): Promise<void> {
    await this.refuseForeignLifts(tx, roster, wanted);
    const now = roster.areas.filter((area) => area.unitId === unitId);
    const over = now.filter((area) => !wanted.some((one) => sameArea(one, area)));
    const fresh = wanted.filter(
      (area, at) =>
        !now.some((one) => sameArea(one, area)) && wanted.findIndex((one) => sameArea(one, area)) === at,
    );
    if (over.length > 0) {
      const ids = over.map(({ id }) => id);
      await tx.manager.update(StaffArea, { id: In(ids) }, { untilDay: addDays(roster.day, -1) });
    }
    for (const { kind, value } of fresh)
      await tx.manager.insert(StaffArea, {
        id: newId(),
        organisationId: roster.organisationId,
        unitId,
        kind,
        value,
        fromDay: roster.day,
        untilDay: null,
        createdAt: tx.at,
      });
  }

  private async refuseForeignLifts(tx: Transaction, roster: Roster, wanted: AreaShape[]): Promise<void> {
    const ids = wanted.filter(({ kind }) => kind === 'lift').map(({ value }) => value);
    if (ids.length === 0) return;
    const own = new Set((await this.staffQuery.lifts(tx.manager, roster.organisationId)).map(({ id }) => id));
    if (ids.some((id) => !own.has(id)))
      throw AppError.notFound('staff.lift_unknown', '有电梯不归本单位维保，请刷新后再选。');
  }
}
