/**
 * What a city tells of its rescues: rates with what they were counted of, and everything that was left out, said. Pure:
 * entrapments in, numbers out; instants are arguments, epoch ms.
 *
 * @basis EMG-04, EMG-08, EMG-09 (RULES §12); S2 三
 */
import { usePlaces } from '../lift/lift.places';
import { minuteMs } from './rescue.rules';
import {
  type CallSource,
  callSources,
  causes,
  type FirstCause,
  type Outcome,
  type Side,
} from './rescue.words';

/** One entrapment, as far as numbers go. */
export interface NumbersCase {
  id: string;
  liftId: string;
  divisionCode: string;
  /** One of `usePlaces`; anything else counts as not said. */
  usePlace: string | null;
  companyId: string | null;
  kind: 'trapped' | 'hurt';
  /** False at escalators and moving walks (`hasNoCar`). */
  hasCar: boolean;
  outcome: Outcome | null;
  source: CallSource;
  reportedAt: number;
  acceptedAt: number | null;
  arrivedAt: number | null;
  freedAt: number | null;
  freedBy: Side | null;
  causeFirst: FirstCause | null;
  causeSecond: string;
  limits: { responseMinutes: number; arrivalMinutes: number };
}

export type Fate = 'within' | 'late' | 'freed_before' | 'not_yet';

/** Why an entrapment is in no number at all, or in one rate and not the other. */
export const leftOut = {
  mistaken: '误报：没有人被困',
  moved: '更正到另一台电梯：在那一台计一次',
  hurt: '自动扶梯、自动人行道受伤或夹人：没有轿厢，不是困人',
  response_freed_before: '在接单时限之内，接单之前人员已经脱困',
  response_not_yet: '还在接单时限之内，没有结果',
  arrival_freed_before: '救援人员到场之前人员已经脱困',
  arrival_not_yet: '还在到场时限之内，没有结果',
} as const;
export type LeftOut = keyof typeof leftOut;

/** What each number means; stands beside it wherever it is shown. */
export const definitions = {
  entrapments:
    '统计期内首次报警的困人，按首次报警的时间计入；重复报警并为一起。有轿厢的电梯上受伤、夹人的报警也计入。误报、更正到其他电梯的、自动扶梯和自动人行道上的不计。',
  response:
    '三分钟响应率 = 在接单时限内有人接单的困人 ÷ 应当接单的困人。时限取报警时本市的规定（默认 3 分钟），从首次报警到第一个人接单，全部用服务器时间。在时限之内、接单之前已经脱困的，时限未到还没有结果的，不计入分母；超过时限没有人接单的，后来自行脱困也算没有按时响应。',
  arrival:
    '三十分钟到达率 = 在到场时限内有人到场的困人 ÷ 应当到场的困人。时限取报警时该地区的规定（默认 30 分钟，个别地区另定），从首次报警到第一个人到场。到场之前已经脱困（如使用单位先行解救）、时限未到还没有结果的，不计入分母；当时已有作业人员在现场的，按报警时到场计。',
  median: '中位数：一半的困人比它快，一半比它慢；只算有接单或到场时间的。',
  repeated: '统计期内困人三起及以上的电梯；误报不算。按规定应对这些电梯作出诊断处理。',
  falseAlarms:
    '轿厢报警、物联监测发出的报警中，核实为误报的；更正到另一台电梯的，只算在那一台。逐台列出，误报多的设备应检修。',
  hours: '按首次报警的时刻（北京时间）。',
  places: '使用场所九类；台账没有登记的单列“没有登记”。',
  causes: '救援后填写的原因，分两级；还没有填写的单列。',
  companies: '报警时负责维保的单位；没有维保单位的单列。',
} as const;

/**
 * Is it counted as an entrapment at all? In a lift with a car it is, whatever it was corrected to.
 * @returns the reason where it is not
 */
export function notCounted({ kind, hasCar, outcome }: NumbersCase): 'mistaken' | 'moved' | 'hurt' | null {
  if (outcome === 'mistaken' || outcome === 'moved') return outcome;
  return kind === 'hurt' && !hasCar ? 'hurt' : null;
}

/**
 * How one of two clocks ended: with somebody in time, late, or not at all because people were free before.
 * @param at when it happened; null: never, or not yet
 */
function fateOf(at: number | null, freedAt: number | null, limitAt: number, now: number): Fate {
  if (at !== null && (freedAt === null || at <= freedAt)) return at <= limitAt ? 'within' : 'late';
  // Nobody came while they waited: late only if they waited beyond the limit.
  if (freedAt !== null) return freedAt > limitAt ? 'late' : 'freed_before';
  return now > limitAt ? 'late' : 'not_yet';
}

/** @basis EMG-04 三分钟响应率 */
export const responseFate = (one: NumbersCase, now: number): Fate =>
  fateOf(one.acceptedAt, one.freedAt, one.reportedAt + one.limits.responseMinutes * minuteMs, now);

/**
 * Whoever was freed before anybody arrived has no arrival, however long it took (RULES §12, edge case); the time that
 * they waited is told by the median of waiting.
 * @basis EMG-03, EMG-04 三十分钟到达率
 */
export function arrivalFate(one: NumbersCase, now: number): Fate {
  const limitAt = one.reportedAt + one.limits.arrivalMinutes * minuteMs;
  const fate = fateOf(one.arrivedAt, one.freedAt, limitAt, now);
  const isWithoutArrival = one.freedAt !== null && (one.arrivedAt === null || one.arrivedAt > one.freedAt);
  return isWithoutArrival ? 'freed_before' : fate;
}

export interface Rate {
  within: number;
  /** Of how many; 0: there is no rate. */
  of: number;
}

export interface Group {
  key: string;
  entrapments: number;
  response: Rate;
  arrival: Rate;
}

export interface RescueNumbers {
  entrapments: number;
  response: Rate;
  arrival: Rate;
  /** Milliseconds; null where nothing was measured. */
  medians: { responseMs: number | null; arrivalMs: number | null; trappedMs: number | null };
  leftOut: { reason: LeftOut; cases: number }[];
  byDistrict: Group[];
  byHour: Group[];
  byPlace: Group[];
  byCompany: Group[];
  bySource: Group[];
  causes: { first: FirstCause | null; second: string; cases: number }[];
  repeated: { liftId: string; cases: number; lastAt: number }[];
  falseAlarms: { liftId: string; alarms: number; mistaken: number }[];
}

const repeatedFrom = 3;
const shanghaiMs = 8 * 3_600_000;
const hourMs = 3_600_000;
/** A district's own digits; further ones are townships. */
const districtDigits = 6;
const machines: readonly CallSource[] = ['car_alarm', 'telemetry'];

/** The hour of the day in China, 0–23. */
export const hourOf = (at: number): number => Math.floor(((at + shanghaiMs) % (24 * hourMs)) / hourMs);

const rateOf = (fates: readonly Fate[]): Rate => ({
  within: fates.filter((fate) => fate === 'within').length,
  of: fates.filter((fate) => fate === 'within' || fate === 'late').length,
});

/** The middle of some durations; of an even number the mean of the two middle ones. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2);
}

const by = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

function grouped(cases: readonly NumbersCase[], now: number, keyOf: (one: NumbersCase) => string): Group[] {
  return [...by(cases, keyOf)]
    .map(([key, some]) => ({
      ...{ key, entrapments: some.length },
      response: rateOf(some.map((one) => responseFate(one, now))),
      arrival: rateOf(some.map((one) => arrivalFate(one, now))),
    }))
    .sort((one, other) => other.entrapments - one.entrapments || (one.key < other.key ? -1 : 1));
}

/** All numbers of some entrapments, as they stand at `now`. */
export function rescueNumbers(all: readonly NumbersCase[], now: number): RescueNumbers {
  const cases = all.filter((one) => notCounted(one) === null);
  const byHour = new Map(
    grouped(cases, now, (one) => String(hourOf(one.reportedAt))).map((group) => [group.key, group]),
  );
  const nothing = { within: 0, of: 0 };
  return {
    entrapments: cases.length,
    response: rateOf(cases.map((one) => responseFate(one, now))),
    arrival: rateOf(cases.map((one) => arrivalFate(one, now))),
    medians: mediansOf(cases),
    leftOut: leftOutOf(all, cases, now),
    byDistrict: grouped(cases, now, ({ divisionCode }) => divisionCode.slice(0, districtDigits)),
    byHour: Array.from({ length: 24 }, (_, hour) => String(hour)).map(
      (key) => byHour.get(key) ?? { key, entrapments: 0, response: nothing, arrival: nothing },
    ),
    byPlace: grouped(cases, now, ({ usePlace }) =>
      usePlace !== null && usePlace in usePlaces ? usePlace : '',
    ),
    byCompany: grouped(cases, now, ({ companyId }) => companyId ?? ''),
    bySource: grouped(cases, now, ({ source }) => (source in callSources ? source : '')),
    causes: causesOf(cases),
    repeated: [...by(cases, ({ liftId }) => liftId)]
      .filter(([, some]) => some.length >= repeatedFrom)
      .map(([liftId, some]) => ({
        ...{ liftId, cases: some.length },
        lastAt: Math.max(...some.map(({ reportedAt }) => reportedAt)),
      }))
      .sort((one, other) => other.cases - one.cases || other.lastAt - one.lastAt),
    falseAlarms: falseAlarmsOf(all),
  };
}

function mediansOf(cases: readonly NumbersCase[]): RescueNumbers['medians'] {
  const since = (atOf: (one: NumbersCase) => number | null) =>
    median(
      cases.flatMap((one) => {
        const at = atOf(one);
        return at === null || at < one.reportedAt ? [] : [at - one.reportedAt];
      }),
    );
  return {
    responseMs: since(({ acceptedAt }) => acceptedAt),
    arrivalMs: since(({ arrivedAt }) => arrivedAt),
    trappedMs: since(({ freedAt }) => freedAt),
  };
}

function leftOutOf(
  all: readonly NumbersCase[],
  cases: readonly NumbersCase[],
  now: number,
): RescueNumbers['leftOut'] {
  const reasons: LeftOut[] = [
    ...all.flatMap((one) => notCounted(one) ?? []),
    ...cases.flatMap((one): LeftOut[] => {
      const [response, arrival] = [responseFate(one, now), arrivalFate(one, now)];
      return [
        ...(response === 'freed_before' ? (['response_freed_before'] as const) : []),
        ...(response === 'not_yet' ? (['response_not_yet'] as const) : []),
        ...(arrival === 'freed_before' ? (['arrival_freed_before'] as const) : []),
        ...(arrival === 'not_yet' ? (['arrival_not_yet'] as const) : []),
      ];
    }),
  ];
  return (Object.keys(leftOut) as LeftOut[])
    .map((reason) => ({ reason, cases: reasons.filter((one) => one === reason).length }))
    .filter(({ cases: count }) => count > 0);
}

function causesOf(cases: readonly NumbersCase[]): RescueNumbers['causes'] {
  const known = (one: NumbersCase) =>
    one.causeFirst !== null && one.causeFirst in causes ? one.causeFirst : null;
  return [...by(cases, (one) => `${known(one) ?? ''}/${known(one) === null ? '' : one.causeSecond}`).values()]
    .map((some) => {
      const [one] = some;
      const first = one ? known(one) : null;
      return { first, second: first === null ? '' : (one?.causeSecond ?? ''), cases: some.length };
    })
    .sort(
      (one, other) =>
        other.cases - one.cases || (`${one.first}${one.second}` < `${other.first}${other.second}` ? -1 : 1),
    );
}

/** Of the alarms that machines gave, how many were none, lift by lift; one moved to the twin is the twin's alone. */
function falseAlarmsOf(all: readonly NumbersCase[]): RescueNumbers['falseAlarms'] {
  return [
    ...by(
      all.filter(({ source, outcome }) => machines.includes(source) && outcome !== 'moved'),
      ({ liftId }) => liftId,
    ),
  ]
    .map(([liftId, some]) => ({
      ...{ liftId, alarms: some.length },
      mistaken: some.filter(({ outcome }) => outcome === 'mistaken').length,
    }))
    .filter(({ mistaken }) => mistaken > 0)
    .sort((one, other) => other.mistaken - one.mistaken || (one.liftId < other.liftId ? -1 : 1));
}

/** A share as people read it: 93.3%; a dash where there is nothing to divide by. */
export const rateInWords = ({ within, of }: Rate): string =>
  of === 0 ? '—' : `${(Math.floor((within / of) * 1000) / 10).toFixed(1)}%`;
