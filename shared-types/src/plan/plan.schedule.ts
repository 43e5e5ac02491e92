import { type Chain, cheapestChain } from './plan.chain';
import type { Loads } from './plan.load';
import { minutesBetween, stopsOf, type Track } from './plan.track';
import type { Unit } from './plan.units';

/** How hard a place is looked for. */
export interface Search {
  /** Teams besides the unit's own. */
  others: boolean;
  /** Days off: only where nothing else keeps the law. */
  daysOff: boolean;
  /** The first visit may come after its due day, as early as can be: the lift is overdue already. */
  late: boolean;
  /** What a full day of the company costs. */
  level: number;
  /** What it is worth to be where neighbours are. */
  together: number;
}

export const usually: Search = { others: false, daysOff: false, late: false, level: 6, together: 0.8 };

const strangerCost = 1.5;
const visitCost = 2;
const lastDayCost = 0.2;
const dayOffCost = 500;
const lateCost = 50;
const teamCost = 1.4;
const routeWorth = 0.3;

interface Choice {
  team: number;
  cost: number;
}

const impossible: Choice = { team: -1, cost: Number.POSITIVE_INFINITY };

export class Schedule {
  constructor(readonly loads: Loads) {}

  /** Finds the cheapest days for a unit and takes them; false where there is no way to keep it in time. */
  place(unit: Unit, search: Search): boolean {
    const chain = this.chainFor(unit, search);
    if (!chain?.reaches) return false;
    this.take(unit, chain, search);
    return true;
  }

  /** Takes the days that keep it in time longest, though not to the end. */
  placeAsFarAsPossible(unit: Unit, search: Search): boolean {
    const chain = this.chainFor(unit, search);
    if (!chain) return false;
    this.take(unit, chain, search);
    return true;
  }

  remove(unit: Unit): void {
    for (const { day, team, minutes } of unit.placed)
      this.loads.add(team, day, minutes, placesOf(unit, team), -1);
    unit.placed = [];
  }

  /** Puts back what `remove` took away. */
  restore(unit: Unit, placed: Unit['placed']): void {
    for (const { day, team, minutes } of placed) this.loads.add(team, day, minutes, placesOf(unit, team));
    unit.placed = placed;
  }

  private take(unit: Unit, { days }: Chain, search: Search): void {
    const minutes = minutesOn(unit, days);
    const pinned = pinnedDays(unit);
    const placed = days.flatMap((day) => {
      if (pinned.includes(day)) return [];
      const needed = minutes.get(day) ?? 0;
      return [{ day, minutes: needed, team: this.choose(unit, day, needed, search).team }];
    });
    this.restore(unit, placed);
  }

  private chainFor(unit: Unit, search: Search): Chain | null {
    const { horizon } = this.loads;
    const pins = pinnedDays(unit);
    const from = Math.min(...unit.tracks.map(({ earliest }) => earliest));
    const days: number[] = [];
    for (let day = 0; day < horizon.length; day += 1)
      if (pins.includes(day) || (day >= from && (search.daysOff || horizon.working[day]))) days.push(day);
    const reach = reachOf(unit, horizon.length);
    const due = Math.min(...unit.tracks.map(({ firstDue }) => firstDue));
    const step = unit.tracks[0]?.step[0] ?? 0;
    const priceOn = this.remembered(unit, search);
    return cheapestChain({
      days,
      first: search.late ? horizon.edge - 1 : due,
      reach: (day) => reach[day] ?? day + step,
      edge: horizon.edge,
      pins,
      cost: (before, day) => {
        if (pins.includes(day)) return 0;
        const minutes = minutesOf(unit.tracks, before, day);
        const last = before < 0 ? due : before + step;
        const haste = search.late && before < 0 ? lateCost * day * minutes : 0;
        const reserve = day === last ? lastDayCost * minutes : 0;
        return priceOn(day, minutes) + reserve + haste;
      },
    });
  }

  /** A day costs mostly the same wherever the visit before it lies. */
  private remembered(unit: Unit, search: Search): (day: number, minutes: number) => number {
    const { length } = this.loads.horizon;
    const known = new Float64Array(length).fill(-1);
    const prices = new Float64Array(length);
    return (day, minutes) => {
      if (known[day] !== minutes) {
        known[day] = minutes;
        prices[day] = this.choose(unit, day, minutes, search).cost;
      }
      return prices[day] ?? 0;
    };
  }

  /** Who goes on a day: the unit's own team if it can, the one with most time left otherwise. */
  private choose(unit: Unit, day: number, minutes: number, search: Search): Choice {
    const own = this.priceOf(unit, unit.home, day, minutes, search);
    if (!search.others || own.cost < Number.POSITIVE_INFINITY) return own;
    let best = impossible;
    for (const team of unit.able) {
      const price = this.priceOf(unit, team, day, minutes, search);
      if (price.cost < best.cost) best = price;
    }
    return best;
  }

  private priceOf(unit: Unit, team: number, day: number, minutes: number, search: Search): Choice {
    const { loads } = this;
    if (!loads.worksOn(team, day) || loads.left(team, day) < minutes) return impossible;
    const half = minutes / 2;
    const capacity = loads.capacity[team]?.[day] ?? 1;
    let each = visitCost + search.level * (loads.fullness(day) + half / loads.mean);
    each += teamCost * (loads.teamFullness(team, day) + half / capacity);
    if (!loads.horizon.working[day]) each += dayOffCost;
    if (team !== unit.home) each += strangerCost;
    if (unit.building && loads.isAt(unit.building, day)) each -= search.together;
    else if (unit.route && loads.isAt(routePlace(unit, team), day)) each -= search.together * routeWorth;
    return { team, cost: each * minutes };
  }
}

/** Asked for every day of every unit: the word is made once. */
function routePlace(unit: Unit, team: number): string {
  const known = unit.ways[team];
  if (known !== undefined) return known;
  const way = `r:${team}/${unit.route}`;
  unit.ways[team] = way;
  return way;
}

const placesOf = (unit: Unit, team: number): string[] => [
  ...(unit.building ? [unit.building] : []),
  ...(unit.route ? [routePlace(unit, team)] : []),
];

const pinnedDays = (unit: Unit): number[] =>
  unit.tracks.flatMap(({ pins }) => pins.map(({ day }) => day)).sort((one, other) => one - other);

/** A lift joins its unit's visits from its earliest day on; a pinned day is its own. */
export const daysOf = (track: Track, days: readonly number[]): number[] =>
  days.filter((day) => day >= track.earliest || track.pins.some((pin) => pin.day === day));

/** The latest next visit after each day: in time for those who went, and for those who have not gone yet. */
function reachOf(unit: Unit, length: number): number[] {
  return Array.from({ length }, (_, day) => {
    let reach = Number.POSITIVE_INFINITY;
    for (const { earliest, firstDue, step } of unit.tracks)
      reach = Math.min(reach, earliest <= day ? day + (step[0] ?? 0) : firstDue);
    return reach;
  });
}

function minutesOf(tracks: readonly Track[], before: number, day: number): number {
  let minutes = 0;
  for (const track of tracks)
    if (day >= track.earliest) minutes += minutesBetween(track, before >= track.earliest ? before : -1, day);
  return minutes;
}

function minutesOn(unit: Unit, days: readonly number[]): Map<number, number> {
  const minutes = new Map<number, number>();
  for (const track of unit.tracks)
    for (const stop of stopsOf(track, daysOf(track, days)))
      minutes.set(stop.day, (minutes.get(stop.day) ?? 0) + stop.minutes);
  return minutes;
}

/** All days of a unit, its pinned ones among them. */
export const allDaysOf = (unit: Unit): number[] =>
  [...unit.placed.map(({ day }) => day), ...pinnedDays(unit)].sort((one, other) => one - other);
