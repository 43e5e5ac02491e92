import { type Chain, cheapestChain } from './plan.chain';
import {
  type Announced,
  deepest,
  type Limits,
  lateDay,
  move,
  placeOn,
  slotOf,
  strict,
  tries,
} from './plan.repair.price';
import type { Schedule } from './plan.schedule';
import { minutesBetween, type Track } from './plan.track';
import type { Placed, Unit } from './plan.units';

/** Puts single lifts back into a disturbed plan, moving as few visits as it can. */
export class Repair {
  constructor(
    private readonly schedule: Schedule,
    private readonly units: readonly Unit[],
    private readonly announced: ReadonlyMap<string, readonly Announced[]>,
  ) {}

  run(): void {
    for (const unit of this.units) this.schedule.restore(unit, this.keepable(unit));
    const broken = this.units.filter((unit) => !this.isWhole(unit));
    // Who has the least choice chooses first.
    const ordered = [...broken].sort((one, other) => firstDue(one) - firstDue(other));
    for (const unit of ordered) this.settle(unit);
    this.empty(this.overfull());
    // What was settled later may have made room for what had to move.
    for (const unit of this.units) if (this.moves(unit) > 0 || !this.isWhole(unit)) this.settle(unit);
  }

  /** Announced visits that may still be made: the team works that day, the lift needs it. */
  private keepable(unit: Unit): Placed[] {
    const track = unit.tracks[0];
    if (!track) return [];
    const { horizon } = this.schedule.loads;
    let before = -1;
    return (this.announced.get(track.lift.id) ?? []).flatMap(({ day, team }) => {
      const useless = before < 0 && day < track.earliest && track.firstDue > day;
      const able = unit.able.includes(team) && this.schedule.loads.worksOn(team, day);
      if (useless || !able || !horizon.working[day]) return [];
      const minutes = minutesBetween(track, before, day);
      before = day;
      return [{ day, team, minutes }];
    });
  }

  private isWhole(unit: Unit): boolean {
    const track = unit.tracks[0];
    if (!track) return true;
    const days = [...unit.placed.map(({ day }) => day), ...track.pins.map(({ day }) => day)];
    let due = track.firstDue;
    for (const day of days.sort((one, other) => one - other)) {
      if (day > due) return false;
      due = day + (track.step[0] ?? 0);
    }
    return due >= this.schedule.loads.horizon.monthEnd;
  }

  /** Looks ever harder; the last way keeps the lift as long as it can. */
  private settle(unit: Unit): void {
    const before = unit.placed;
    this.schedule.remove(unit);
    const straight = this.chain(unit, strict);
    const cost = straight?.reaches ? straight.cost : Number.POSITIVE_INFINITY;
    // One move is the least there is; for more it may be cheaper that somebody makes room.
    if (cost >= 2 * move && this.makeRoom(unit, cost, deepest, new Set([unit]), new Set())) return;
    const anyDay = { ...strict, daysOff: true };
    const ways = [strict, anyDay, { ...anyDay, late: firstDue(unit) < 0 }];
    const chains = ways.map((limits) => ({
      limits,
      chain: limits === strict ? straight : this.chain(unit, limits),
    }));
    const found = chains.find(({ chain }) => chain?.reaches) ?? chains.at(-1);
    if (found?.chain) this.take(unit, found.chain, found.limits);
    else this.schedule.restore(unit, this.stillTrue(unit, before));
  }

  private stillTrue(unit: Unit, placed: readonly Placed[]): Placed[] {
    return placed.filter(
      ({ day, team, minutes }) => day <= firstDue(unit) && this.schedule.loads.left(team, day) >= minutes,
    );
  }

  /** Takes a crowded day and moves other lifts off it, if all together move less than `most`. */
  private makeRoom(
    unit: Unit,
    most: number,
    depth: number,
    staying: ReadonlySet<Unit>,
    avoid: ReadonlySet<string>,
  ): boolean {
    const vain = new Set(avoid);
    for (let tried = 0; tried < tries; tried += 1) {
      const crowding = { ...strict, crowding: true, avoid: vain };
      const chain = this.chain(unit, crowding);
      if (!chain?.reaches || chain.cost >= most) return false;
      const before = this.units.map(({ placed }) => placed);
      this.take(unit, chain, crowding);
      const stuck = unit.placed.find(
        ({ team, day }) => !this.fits(team, day) && !this.driveAway(team, day, depth, staying),
      );
      if (!stuck) return true;
      this.putBack(before);
      vain.add(slotOf(stuck.team, stuck.day));
    }
    return false;
  }

  private putBack(before: readonly Placed[][]): void {
    for (const [index, unit] of this.units.entries())
      if (unit.placed !== before[index]) {
        this.schedule.remove(unit);
        this.schedule.restore(unit, before[index] ?? []);
      }
  }

  /** Moves the lift that moves most easily off a day that is too full; false where none can go. */
  private driveAway(team: number, day: number, depth: number, staying: ReadonlySet<Unit>): boolean {
    const there = this.units.filter(
      (unit) => !staying.has(unit) && unit.placed.some((each) => each.team === team && each.day === day),
    );
    let best: { unit: Unit; placed: Placed[]; cost: number } | null = null;
    for (const unit of there) {
      const before = unit.placed;
      this.schedule.remove(unit);
      const chain = this.chain(unit, strict);
      // Without this lift the day must have room for all the others, and the lift may not come back to it.
      if (chain?.reaches && chain.cost < (best?.cost ?? Number.POSITIVE_INFINITY)) {
        this.take(unit, chain, strict);
        if (this.fits(team, day)) best = { unit, placed: unit.placed, cost: chain.cost };
        this.schedule.remove(unit);
      }
      this.schedule.restore(unit, before);
    }
    if (!best) return depth > 0 && there.some((unit) => this.driveOn(unit, team, day, depth - 1, staying));
    this.schedule.remove(best.unit);
    this.schedule.restore(best.unit, best.placed);
    return true;
  }

  /** Who is driven away drives on. */
  private driveOn(unit: Unit, team: number, day: number, depth: number, staying: ReadonlySet<Unit>): boolean {
    const before = this.units.map(({ placed }) => placed);
    this.schedule.remove(unit);
    const others = new Set([...staying, unit]);
    const avoid = new Set([slotOf(team, day)]);
    if (this.makeRoom(unit, Number.POSITIVE_INFINITY, depth, others, avoid) && this.fits(team, day))
      return true;
    this.putBack(before);
    return false;
  }

  private fits(team: number, day: number): boolean {
    return this.schedule.loads.left(team, day) >= 0;
  }

  private overfull(): [team: number, day: number][] {
    const { loads } = this.schedule;
    return loads.teams.flatMap((_, team) =>
      loads.horizon.days.flatMap((_day, day): [number, number][] =>
        loads.left(team, day) < 0 && loads.worksOn(team, day) ? [[team, day]] : [],
      ),
    );
  }

  /** Days on which less can be done than was planned: one after the other moves away until it fits. */
  private empty(days: readonly [team: number, day: number][]): void {
    for (const [team, day] of days)
      while (!this.fits(team, day)) {
        if (this.driveAway(team, day, deepest, new Set())) continue;
        const unit = this.units.find(({ placed }) =>
          placed.some((each) => each.team === team && each.day === day),
        );
        if (!unit) break;
        this.settle(unit);
        if (unit.placed.some((each) => each.team === team && each.day === day)) break;
      }
  }

  private moves(unit: Unit): number {
    const old = this.announcedOf(unit);
    return unit.placed.filter(({ day, team }) => !old.some((each) => each.day === day && each.team === team))
      .length;
  }

  private announcedOf(unit: Unit): readonly Announced[] {
    return this.announced.get(unit.tracks[0]?.lift.id ?? '') ?? [];
  }

  private chain(unit: Unit, limits: Limits): Chain | null {
    const [track] = unit.tracks;
    if (!track) return null;
    const { horizon } = this.schedule.loads;
    const pins = track.pins.map(({ day }) => day).filter((day) => day < horizon.monthEnd);
    const days = horizon.days.flatMap((_, day) =>
      pins.includes(day) ||
      (day >= track.allowed && day < horizon.monthEnd && (limits.daysOff || horizon.working[day]))
        ? [day]
        : [],
    );
    const step = track.step[0] ?? 0;
    return cheapestChain({
      days,
      first: limits.late ? horizon.edge - 1 : track.firstDue,
      reach: (day) => day + step,
      edge: this.edgeOf(unit, horizon.edge),
      pins,
      cost: (before, day) => {
        if (pins.includes(day)) return 0;
        const late = limits.late && before < 0 ? lateDay * day : 0;
        return (
          late +
          placeOn(
            this.schedule.loads,
            this.announcedOf(unit),
            unit,
            day,
            minutesBetween(track, before, day),
            limits,
          ).cost
        );
      },
    });
  }

  /** A lift whose announced visits lasted until the month's end need not be moved for a holiday after it. */
  private edgeOf(unit: Unit, edge: number): number {
    const { monthEnd } = this.schedule.loads.horizon;
    const last = this.announcedOf(unit).at(-1);
    const reach = last ? last.day + (unit.tracks[0]?.step[0] ?? 0) : edge;
    return Math.min(edge, Math.max(monthEnd, reach));
  }

  private take(unit: Unit, { days }: Chain, limits: Limits): void {
    const [track] = unit.tracks;
    if (!track) return;
    // Soon after the last visit is better than too late: such a day is the lift's own too.
    if (days.some((day) => day < track.earliest)) unit.tracks = [{ ...track, earliest: track.allowed }];
    const pinned = track.pins.map(({ day }) => day);
    const placed = days.flatMap((day, index) => {
      if (pinned.includes(day)) return [];
      const minutes = minutesBetween(track, days[index - 1] ?? -1, day);
      return [
        {
          day,
          minutes,
          team: placeOn(this.schedule.loads, this.announcedOf(unit), unit, day, minutes, limits).team,
        },
      ];
    });
    this.schedule.restore(unit, placed);
  }
}

const firstDue = (unit: Unit): number => Math.min(...unit.tracks.map((track: Track) => track.firstDue));
