import { Schedule, type Search, usually } from './plan.schedule';
import { singlesOf, type Unit } from './plan.units';

/** The fullest working day of a month is at most so many times the mean (issue: levelled load). */
export const peakToMeanGoal = 1.25;
/** The planner stops a little below its goal, so that one more visit does not break it. */
const aim = 1.2;
/** Levelling counts much, neighbours nothing. */
const levelling: Search = { ...usually, level: 12, together: 0 };
const mostRounds = 400;
/** After so many units that could not move the others of that day are not asked any more. */
const mostRefusals = 60;
/** In a larger company one unit more or less does not make the peak. */
const fewUnits = 500;

const monthDays = ({ loads: { horizon } }: Schedule): readonly number[] => horizon.monthDays;

/** Highest over mean of the working days of the month, 0 where nothing is planned. */
export function peakToMean(schedule: Schedule): number {
  const days = monthDays(schedule).map((day) => schedule.loads.company[day] ?? 0);
  const sum = days.reduce((total, minutes) => total + minutes, 0);
  return sum === 0 ? 0 : (Math.max(...days) * days.length) / sum;
}

/**
 * Takes visits off the fullest days while that lowers the peak, breaking up buildings where nothing else helps. Ends
 * where law, holidays and people leave no choice. `units` is changed in place.
 */
export function levelMonth(schedule: Schedule, units: Unit[]): void {
  const day = Math.min(...schedule.loads.teams.map(({ minutesADay }) => minutesADay));
  // A day that one team does before noon needs no levelling: there buildings matter more.
  if (peakOf(schedule) <= day / 2) return;
  relieveAll(schedule, units);
  if (peakToMean(schedule) <= peakToMeanGoal || units.length > fewUnits) return;
  shuffle(schedule, units);
  relieveAll(schedule, units);
}

function relieveAll(schedule: Schedule, units: Unit[]): void {
  const { company } = schedule.loads;
  for (let round = 0; round < mostRounds && peakToMean(schedule) > aim; round += 1) {
    const peak = monthDays(schedule).reduce(
      (best, day) => ((company[day] ?? 0) > (company[best] ?? -1) ? day : best),
      -1,
    );
    // The highest day decides: where it cannot be lowered the others need not be.
    if (peak < 0 || !relieve(schedule, units, peak)) return;
  }
}

/** Every unit looks once more with nothing but level days in mind; undone where that does not lower the peak. */
function shuffle(schedule: Schedule, units: readonly Unit[]): void {
  const height = peakToMean(schedule);
  const before = units.map(({ placed }) => placed);
  for (const unit of units) {
    const { placed } = unit;
    schedule.remove(unit);
    if (!schedule.place(unit, levelling)) schedule.restore(unit, placed);
  }
  if (peakToMean(schedule) < height) return;
  for (const [index, unit] of units.entries()) {
    schedule.remove(unit);
    schedule.restore(unit, before[index] ?? []);
  }
}

/** Moves units, or single lifts, off a day until it is no longer the highest; false where nothing can go. */
function relieve(schedule: Schedule, units: Unit[], peak: number): boolean {
  const there = units
    .filter((unit) => unit.placed.some(({ day }) => day === peak))
    .sort((one, other) => one.tracks.length - other.tracks.length);
  let lowered = false;
  let refusals = 0;
  for (const unit of there) {
    if (refusals >= mostRefusals) break;
    const done =
      moved(schedule, unit, peak) || (unit.tracks.length > 1 && brokenUp(schedule, units, unit, peak));
    lowered ||= done;
    refusals = done ? 0 : refusals + 1;
    if (done && (schedule.loads.company[peak] ?? 0) < secondOf(schedule, peak)) break;
  }
  return lowered;
}

const secondOf = (schedule: Schedule, peak: number): number =>
  Math.max(0, ...monthDays(schedule).map((day) => (day === peak ? 0 : (schedule.loads.company[day] ?? 0))));

const squares = (schedule: Schedule): number =>
  monthDays(schedule).reduce((sum, day) => sum + (schedule.loads.company[day] ?? 0) ** 2, 0);

const peakOf = (schedule: Schedule): number =>
  Math.max(...monthDays(schedule).map((day) => schedule.loads.company[day] ?? 0));

function moved(schedule: Schedule, unit: Unit, peak: number): boolean {
  const [before, height] = [squares(schedule), peakOf(schedule)];
  const { placed } = unit;
  schedule.remove(unit);
  if (schedule.place(unit, levelling) && better(schedule, before, height, unit, placed.length, peak))
    return true;
  schedule.remove(unit);
  schedule.restore(unit, placed);
  return false;
}

const better = (
  schedule: Schedule,
  before: number,
  height: number,
  unit: Unit,
  visits: number,
  peak: number,
): boolean =>
  unit.placed.length <= visits &&
  !unit.placed.some(({ day }) => day === peak) &&
  squares(schedule) < before &&
  peakOf(schedule) <= height;

function brokenUp(schedule: Schedule, units: Unit[], unit: Unit, peak: number): boolean {
  const before = schedule.loads.company[peak] ?? 0;
  const height = peakOf(schedule);
  const squaresBefore = squares(schedule);
  const { placed } = unit;
  schedule.remove(unit);
  const singles = singlesOf(unit);
  const done = singles.every((single) => schedule.place(single, levelling));
  const lower = (schedule.loads.company[peak] ?? 0) < before;
  if (done && lower && squares(schedule) < squaresBefore && peakOf(schedule) <= height) {
    units.splice(units.indexOf(unit), 1, ...singles);
    return true;
  }
  for (const single of singles) schedule.remove(single);
  schedule.restore(unit, placed);
  return false;
}
