import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { annexOf } from '@lifttrust/shared-types/lift/lift.codes';
import { LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import {
  type PeriodicAsked,
  type PeriodicFacts,
  type PeriodicItem,
  periodicAsked,
  periodicItems,
} from '@lifttrust/shared-types/plan/plan.periodic.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { marks } from '../kernel/marks';
import type { PlanLiftRow } from './plan.lift.query';

/** What a lift's periodic items rest on. */
export type PeriodicLift = Pick<
  PlanLiftRow,
  'id' | 'type' | 'inUseSince' | 'madeOn' | 'nextInspectionOn' | 'createdAt' | 'state'
>;

interface Known {
  last: Partial<Record<PeriodicItem, string>>;
  governorSince: string | null;
  absentItems: string[];
}

/** Seasonal items stand on the escalators' checklist. */
const seasonalCodes = { 'D-2-05': 'water', 'D-3-12': 'heating' } as const;
const isSeasonal = (code: string): code is keyof typeof seasonalCodes => code in seasonalCodes;
const isItem = (item: string): item is PeriodicItem => item in periodicItems;
/** A season older than this says nothing about the next one. */
const lookBackDays = 800;
const idsAtOnce = 500;

/** When periodic items of lifts fall due, from what was entered, what records say, and the register. */
@Singleton()
export class PlanPeriodic {
  @Inject() cityService: CityService;

  /** By lift, earliest first; nothing falls due for a lift that is not in use. */
  async ofLifts(
    manager: EntityManager,
    lifts: readonly PeriodicLift[],
    today: string,
  ): Promise<Map<string, PeriodicAsked[]>> {
    const { plan } = this.cityService.parameters;
    const inUse = lifts.filter(({ state }) => state === 'in_use');
    const known = await this.known(manager, inUse, addDays(today, -lookBackDays));
    return new Map(inUse.map((lift) => [lift.id, periodicAsked(factsOf(lift, known.get(lift.id)), plan)]));
  }

  private async known(
    manager: EntityManager,
    lifts: readonly PeriodicLift[],
    since: string,
  ): Promise<Map<string, Known>> {
    const known = new Map<string, Known>();
    const of = (liftId: string): Known => {
      const one = known.get(liftId) ?? { last: {}, governorSince: null, absentItems: [] };
      known.set(liftId, one);
      return one;
    };
    for (let at = 0; at < lifts.length; at += idsAtOnce) {
      const chunk = lifts.slice(at, at + idsAtOnce);
      await this.readEntered(
        manager,
        chunk.map(({ id }) => id),
        of,
      );
      const escalators = chunk.filter(({ type }) => annexOf(LiftType.parse(type)) === 'D');
      if (escalators.length > 0)
        await this.readChecked(
          manager,
          escalators.map(({ id }) => id),
          since,
          of,
        );
    }
    return known;
  }

  private async readEntered(
    manager: EntityManager,
    ids: readonly string[],
    of: (liftId: string) => Known,
  ): Promise<void> {
    // The last word counts, so that a wrong date can be put right; ids come in the order of their entry.
    const rows: { liftId: string; item: string; day: string; since: string | null }[] = await manager.query(
      `SELECT lift_id AS liftId, item AS item, done_on AS day, governor_since AS since
       FROM periodic_done WHERE lift_id IN (${marks(ids)}) ORDER BY id`,
      [...ids],
    );
    for (const { liftId, item, day, since } of rows) {
      const one = of(liftId);
      if (isItem(item)) one.last[item] = day;
      if (since !== null) one.governorSince = since;
    }
  }

  /** What sealed records of escalators say of the seasonal items; 不涉及: the escalator has no such thing. */
  private async readChecked(
    manager: EntityManager,
    ids: readonly string[],
    since: string,
    of: (liftId: string) => Known,
  ): Promise<void> {
    const rows: { liftId: string; code: string; result: string; day: string }[] = await manager.query(
      `SELECT r.lift_id AS liftId, i.code AS code, i.result AS result, MAX(r.completed_on) AS day
       FROM record r JOIN visit_item i ON i.visit_id = r.visit_id
       WHERE r.lift_id IN (${marks(ids)}) AND r.validity IN ('valid', 'suspect') AND r.completed_on > ?
         AND i.code IN ('D-2-05', 'D-3-12') AND i.result IN ('pass', 'treated', 'not_applicable')
       GROUP BY r.lift_id, i.code, i.result ORDER BY MAX(r.completed_on)`,
      [...ids, since],
    );
    for (const { liftId, code, result, day } of rows) {
      if (!isSeasonal(code)) continue;
      const one = of(liftId);
      const item = seasonalCodes[code];
      // The rows come in the order of their days: the latest word counts.
      one.absentItems = one.absentItems.filter((absent) => absent !== code);
      if (result === 'not_applicable') one.absentItems.push(code);
      else if ((one.last[item] ?? '') < day) one.last[item] = day;
    }
  }
}

function factsOf(lift: PeriodicLift, known: Known | undefined): PeriodicFacts {
  return {
    type: LiftType.parse(lift.type),
    startedOn: lift.inUseSince ?? lift.madeOn,
    governorSince: known?.governorSince ?? null,
    knownFrom: dayOf(Number(lift.createdAt)),
    nextInspectionOn: lift.nextInspectionOn,
    absentItems: known?.absentItems ?? [],
    last: known?.last ?? {},
  };
}
