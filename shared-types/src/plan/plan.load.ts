import { daysBetween } from '../kernel/time';
import type { Horizon } from './plan.horizon';
import type { PlanTeam } from './plan.planner.facts';

/** Minutes per team and day: what is planned and what is possible. */
export class Loads {
  readonly company: Float64Array;
  readonly planned: Float64Array[];
  /** 0 on days on which the team is away or nobody in it is certified. */
  readonly capacity: Float64Array[];
  private readonly places = new Map<string, Uint16Array>();

  constructor(
    readonly teams: readonly PlanTeam[],
    readonly horizon: Horizon,
    /** Mean minutes a working day, by which costs are measured. */
    readonly mean: number,
  ) {
    const { length } = horizon;
    this.company = new Float64Array(length);
    this.planned = teams.map(() => new Float64Array(length));
    this.capacity = teams.map((team) => capacityOf(team, horizon));
  }

  /** Adds (or with -1 takes away) a visit; `place` is counted so that neighbours can find it. */
  add(team: number, day: number, minutes: number, places: readonly string[], sign: 1 | -1 = 1): void {
    this.company[day] = (this.company[day] ?? 0) + sign * minutes;
    const planned = this.planned[team];
    if (planned) planned[day] = (planned[day] ?? 0) + sign * minutes;
    for (const place of places) {
      const counts = this.places.get(place) ?? new Uint16Array(this.horizon.length);
      counts[day] = (counts[day] ?? 0) + sign;
      this.places.set(place, counts);
    }
  }

  isAt(place: string, day: number): boolean {
    return (this.places.get(place)?.[day] ?? 0) > 0;
  }

  /** Minutes left; negative where the day is too full. */
  left(team: number, day: number): number {
    return (this.capacity[team]?.[day] ?? 0) - (this.planned[team]?.[day] ?? 0);
  }

  worksOn(team: number, day: number): boolean {
    return (this.capacity[team]?.[day] ?? 0) > 0;
  }

  /** How much fuller than the mean the company's day is. */
  fullness(day: number): number {
    return (this.company[day] ?? 0) / this.mean;
  }

  /** How full the team's day is of what it can do. */
  teamFullness(team: number, day: number): number {
    const capacity = this.capacity[team]?.[day] ?? 0;
    return capacity > 0 ? (this.planned[team]?.[day] ?? 0) / capacity : 1;
  }
}

function capacityOf(team: PlanTeam, horizon: Horizon): Float64Array {
  const capacity = new Float64Array(horizon.length);
  if (team.certifiedUntil === null) return capacity;
  capacity.fill(team.minutesADay, 0, Math.max(0, daysBetween(horizon.start, team.certifiedUntil) + 1));
  const within = (day: string): number => {
    const index = daysBetween(horizon.start, day);
    return index >= 0 && index < horizon.length ? index : -1;
  };
  for (const index of (team.fewer?.days ?? []).map(within))
    if (index >= 0) capacity[index] = Math.min(capacity[index] ?? 0, team.fewer?.minutesADay ?? 0);
  for (const index of team.away.map(within)) if (index >= 0) capacity[index] = 0;
  return capacity;
}
