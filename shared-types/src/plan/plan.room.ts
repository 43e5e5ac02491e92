import type { Schedule, Search } from './plan.schedule';
import type { Unit } from './plan.units';

/** Days by which deeper classes are done early: one visit, or two. */
const earlier = [15, 30];
/** Others make room for one unit at most so often, and for all of a company together. */
const mostForOne = 60;
const mostOfAll = 600;

/**
 * A deeper class done one visit or two before its time leaves room on the days on which it falls due for all lifts at
 * once, as half a year after a contract began. Visits that somebody moved by hand stay as deep as they are.
 */
export function deepen(unit: Unit, early: number): void {
  unit.tracks = unit.tracks.map((track) => (track.pins.length > 0 ? track : { ...track, early }));
}

/** Whether a deeper class comes into sight at all when it is done so many days early. */
const changes = ({ loads: { horizon } }: Schedule, { tracks }: Unit, days: number): boolean =>
  tracks.some(({ due, step }) => due.slice(1).some((each) => each - days - (step[0] ?? 0) < horizon.length));

/** Takes a place for a unit whose deeper classes come early; false where that does not help either. */
export function placedDeeper(schedule: Schedule, unit: Unit, search: Search): boolean {
  for (const days of earlier) {
    if (!changes(schedule, unit, days)) continue;
    deepen(unit, days);
    if (schedule.place(unit, search)) return true;
  }
  deepen(unit, 0);
  return false;
}

/** Whether people work at all between the day from which the unit may be visited and the day it falls due. */
export function hasWorkingDay({ loads: { horizon } }: Schedule, { tracks }: Unit): boolean {
  const from = Math.min(...tracks.map(({ allowed }) => allowed));
  const until = Math.min(...tracks.map(({ firstDue }) => firstDue), horizon.length - 1);
  return horizon.working.slice(from, until + 1).includes(true);
}

const isOnDayOff = (schedule: Schedule, unit: Unit): boolean =>
  unit.placed.some(({ day }) => !schedule.loads.horizon.working[day]) && hasWorkingDay(schedule, unit);

const isEarly = (unit: Unit): boolean => unit.tracks.some(({ early }) => early > 0);

/** Units that do a deeper class on a working day around the day off, those of one day and team beside each other. */
function lenders(schedule: Schedule, units: readonly Unit[], unit: Unit): Unit[] {
  const { working } = schedule.loads.horizon;
  const off = unit.placed.filter(({ day }) => !working[day]).map(({ day }) => day);
  const near = (day: number) => off.some((each) => Math.abs(each - day) <= (unit.tracks[0]?.step[0] ?? 0));
  const found = units.flatMap((other) => {
    if (other === unit || isEarly(other) || other.tracks.some(({ pins }) => pins.length > 0)) return [];
    const deep = other.placed.find(
      ({ day, minutes }) => working[day] && near(day) && minutes > shallowOf(other),
    );
    return deep ? [{ other, deep }] : [];
  });
  found.sort((one, two) => one.deep.day - two.deep.day || one.deep.team - two.deep.team);
  return found.map(({ other }) => other);
}

const shallowOf = (unit: Unit): number =>
  unit.tracks.reduce((sum, { minutes }) => sum + (minutes[0] ?? 0), 0);

/** Where a unit lay before something was tried. */
const stateOf = ({ placed, tracks }: Unit): Pick<Unit, 'placed' | 'tracks'> => ({ placed, tracks });

function putBack(schedule: Schedule, unit: Unit, { placed, tracks }: Pick<Unit, 'placed' | 'tracks'>): void {
  schedule.remove(unit);
  unit.tracks = tracks;
  schedule.restore(unit, placed);
}

/** Does the lender's deeper class earlier; false, and nothing changed, where that needs a day off or more visits. */
function lends(schedule: Schedule, lender: Unit, search: Search): boolean {
  const before = stateOf(lender);
  schedule.remove(lender);
  if (placedDeeper(schedule, lender, search) && lender.placed.length <= before.placed.length) return true;
  putBack(schedule, lender, before);
  return false;
}

/** Whether a unit finds working days now; where it was stays its place if not. */
function fits(schedule: Schedule, unit: Unit, search: Search): boolean {
  const before = stateOf(unit);
  schedule.remove(unit);
  deepen(unit, 0);
  if (schedule.place(unit, search) || placedDeeper(schedule, unit, search)) return true;
  putBack(schedule, unit, before);
  return false;
}

/**
 * Nobody works on a day off because others do more than they must on the working days around it: they do their deeper
 * classes a visit earlier, as few of them as are needed. What did not help is undone.
 * @basis 特种设备安全监察条例 第三十一条 (PLAN-03, PLAN-09)
 */
export function makeRoom(schedule: Schedule, units: readonly Unit[], search: Search): void {
  let tried = 0;
  for (const unit of units) {
    if (!isOnDayOff(schedule, unit)) continue;
    const lent: { lender: Unit; before: Pick<Unit, 'placed' | 'tracks'> }[] = [];
    let found = false;
    for (const lender of lenders(schedule, units, unit).slice(0, mostForOne)) {
      if (found || tried >= mostOfAll) break;
      tried += 1;
      const before = stateOf(lender);
      if (!lends(schedule, lender, search)) continue;
      lent.push({ lender, before });
      found = fits(schedule, unit, search);
    }
    if (found) continue;
    for (const { lender, before } of lent.reverse()) putBack(schedule, lender, before);
  }
}
