import type { PlanTeam } from './plan.planner.facts';
import { minutesBetween, type Track } from './plan.track';

/** A visit of a unit that has its place. */
export interface Placed {
  day: number;
  team: number;
  minutes: number;
}

/** Lifts of one building that are visited together by one team, as far as nothing forces them apart. */
export interface Unit {
  tracks: readonly Track[];
  /** Teams that may go, by number. */
  able: readonly number[];
  /** The team that goes if it can. */
  home: number;
  building: string;
  route: string;
  placed: Placed[];
  /** The route as each team goes it, once it has been asked for. */
  ways: string[];
}

/** Lifts that fall due further apart than this are not one unit, though they may meet on a day. */
const apartDays = 6;
/** No unit fills more than this share of a team's day. */
const shareOfADay = 0.8;
/** Lifts nobody has put on a route are near each other within a square of so many metres. */
const nearMetres = 1000;

const by =
  <Value>(key: (value: Value) => string | number) =>
  (one: Value, other: Value): number =>
    key(one) === key(other) ? 0 : key(one) < key(other) ? -1 : 1;

/** Teams that may go, by area: asked for every lift, and the same for most. */
const ableByArea = new WeakMap<readonly PlanTeam[], Map<string, readonly number[]>>();

export function ableTeams({ lift: { area } }: Track, teams: readonly PlanTeam[]): readonly number[] {
  const known = ableByArea.get(teams) ?? new Map<string, readonly number[]>();
  ableByArea.set(teams, known);
  const found = known.get(area);
  if (found) return found;
  const able = teams.flatMap((team, index) =>
    team.certifiedUntil !== null && (team.areas.length === 0 || team.areas.includes(area)) ? [index] : [],
  );
  known.set(area, able);
  return able;
}

export const routeOf = ({ lift: { route, metres } }: Track): string =>
  route || (metres ? `${Math.floor(metres.x / nearMetres)},${Math.floor(metres.y / nearMetres)}` : '');

/** The most minutes that one visit of the lift may take within the horizon. */
const mostMinutes = (track: Track, length: number): number => minutesBetween(track, -1, length - 1);

const keyOf = ({ lift, pins, firstDue }: Track): string =>
  lift.building === '' || firstDue < 0 || pins.length > 0
    ? lift.id
    : `${lift.building}\n${lift.area}\n${lift.teamId}`;

/** Lifts of one building in units that a team can do in a day; lifts with fixed days alone. */
export function unitsOf(tracks: readonly Track[], teams: readonly PlanTeam[], length: number): Unit[] {
  const buildings = new Map<string, Track[]>();
  for (const track of tracks) {
    const key = keyOf(track);
    buildings.set(key, [...(buildings.get(key) ?? []), track]);
  }
  const units = [...buildings.values()].flatMap((together) => {
    const [any] = together;
    return any ? partsOf(together, ableTeams(any, teams), teams, length) : [];
  });
  chooseHomes(units, teams);
  return units;
}

function partsOf(
  tracks: readonly Track[],
  able: readonly number[],
  teams: readonly PlanTeam[],
  length: number,
): Unit[] {
  const most = shareOfADay * Math.min(...able.map((team) => teams[team]?.minutesADay ?? 0));
  const parts: Track[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  let firstDue = 0;
  for (const track of [...tracks].sort(by(({ firstDue }) => firstDue))) {
    const minutes = mostMinutes(track, length);
    filled += minutes;
    if (filled > most || track.firstDue > firstDue + apartDays) {
      parts.push([]);
      filled = minutes;
      firstDue = track.firstDue;
    }
    parts.at(-1)?.push(track);
  }
  return parts.map((part) => unitWith(part, able));
}

export function unitWith(tracks: readonly Track[], able: readonly number[], home = able[0] ?? 0): Unit {
  const [any] = tracks;
  return {
    tracks,
    able,
    home,
    building: any?.lift.building ? `b:${any.lift.building}` : '',
    route: any ? routeOf(any) : '',
    placed: [],
    ways: [],
  };
}

/** Every lift of a unit on its own, with the same team. */
export const singlesOf = (unit: Unit): Unit[] =>
  unit.tracks.map((track) => unitWith([track], unit.able, unit.home));

const ordinaryMinutes = (unit: Unit): number =>
  unit.tracks.reduce((sum, { minutes }) => sum + (minutes[0] ?? 0), 0);

/**
 * Who goes where: the lift's own team if it is able, else units in the order of routes and positions are dealt to the
 * teams of their area, as much to each as it can do compared with the others. The rarest choice is made first.
 */
function chooseHomes(units: readonly Unit[], teams: readonly PlanTeam[]): void {
  const burden = teams.map(() => 0);
  const free: Unit[] = [];
  for (const unit of units) {
    const own = teams.findIndex(({ id }) => id === unit.tracks[0]?.lift.teamId);
    if (unit.able.includes(own)) deal(unit, own, burden);
    else free.push(unit);
  }
  const areas = new Map<string, Unit[]>();
  for (const unit of free) {
    const key = unit.able.join();
    areas.set(key, [...(areas.get(key) ?? []), unit]);
  }
  const rarest = [...areas.values()].sort(by((area) => area[0]?.able.length ?? 0));
  for (const area of rarest) dealArea(area, teams, burden);
}

function deal(unit: Unit, team: number, burden: number[]): void {
  unit.home = team;
  burden[team] = (burden[team] ?? 0) + ordinaryMinutes(unit);
}

function dealArea(area: readonly Unit[], teams: readonly PlanTeam[], burden: number[]): void {
  const able = area[0]?.able ?? [];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const demand = sum(area.map(ordinaryMinutes)) + sum(able.map((team) => burden[team] ?? 0));
  const capacity = sum(able.map((team) => teams[team]?.minutesADay ?? 0));
  const full = (team: number) => (demand * (teams[team]?.minutesADay ?? 0)) / capacity;
  const ordered = [...area].sort(by((unit) => `${wayOf(unit)}\n${unit.building}`));
  let turn = 0;
  for (const unit of ordered) {
    while (turn < able.length - 1 && (burden[able[turn] ?? 0] ?? 0) >= full(able[turn] ?? 0)) turn += 1;
    deal(unit, able[turn] ?? 0, burden);
  }
}

/** Sorts neighbours beside each other: the route, then squares along a curve that does not jump. */
function wayOf(unit: Unit): string {
  const metres = unit.tracks[0]?.lift.metres;
  const route = unit.tracks[0]?.lift.route ?? '';
  if (!metres) return route;
  const column = Math.floor(metres.x / nearMetres) + 5000;
  const row = Math.floor(metres.y / nearMetres) + 5000;
  const along = column % 2 === 0 ? row : 9999 - row;
  return `${route}\n${String(column).padStart(5, '0')}\n${String(along).padStart(5, '0')}`;
}
