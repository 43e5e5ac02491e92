/**
 * What follows a call for help: one entrapment or another, whom to call, what the durations say. No clock: instants are
 * arguments, epoch ms, all of them the service's own time (EMG-07).
 *
 * @basis RULES §12 (EMG-01–EMG-08); TSG T5002-2017 第五条(四); minutes are the city's.
 */
import type { Refusal } from '../kernel/app-error';
import type { EscalationReason, FirstCause, RescueState, Side, Tier } from './rescue.words';

export const minuteMs = 60_000;

/**
 * Escalators and moving walks: there is no car to be shut in, people are hurt or caught.
 * @basis 特种设备目录 3300 (CODES §3)
 */
export const hasNoCar = (type: string): boolean => type === '3310' || type === '3320';

/** A city's numbers in force for one entrapment, frozen at its report. */
export interface Limits {
  responseMinutes: number;
  arrivalMinutes: number;
  escalateBeforeMinutes: number;
  ringSeconds: number;
}

/**
 * Minutes until the first arrival in an area: those of the longest area code that begins the lift's.
 * @basis TSG T5002-2017 第五条(四); EMG-03
 */
export function arrivalLimit(
  divisionCode: string,
  usual: number,
  areas: Readonly<Record<string, number>>,
): number {
  const fitting = Object.keys(areas)
    .filter((code) => divisionCode.startsWith(code))
    .sort((a, b) => b.length - a.length);
  return areas[fitting[0] ?? ''] ?? usual;
}

/**
 * What a call for a lift becomes. An open entrapment of the lift takes every further call: within the minutes quietly,
 * later as a sign that people still wait, which rings anew; the minutes are counted from the first call, or the last that
 * rang anew (`lastCallAt`), however many came between. Once people have been freed, a call that was made before (it
 * waited for a network) belongs to that entrapment; every other is a new one, since somebody may be inside again.
 * @basis EMG-01; RULES §12 edge: two calls for the same lift within 10 min
 */
export function fateOfCall(
  call: { at: number; waitedMs: number },
  open: { lastCallAt: number } | null,
  freed: { reportedAt: number; freedAt: number } | null,
  mergeMinutes: number,
): 'new' | 'merged' | 'called_again' | 'late_report' {
  if (open) return call.at - open.lastCallAt <= mergeMinutes * minuteMs ? 'merged' : 'called_again';
  const madeAt = call.at - call.waitedMs;
  const isFromBefore = freed !== null && call.waitedMs > 0 && madeAt <= freed.freedAt;
  return isFromBefore && freed.reportedAt - madeAt <= mergeMinutes * minuteMs ? 'late_report' : 'new';
}

export interface Distress {
  isHurt: boolean;
  isPanic: boolean;
  isMedical: boolean;
}
/** Reason enough for the fire brigade and an ambulance at once. */
export const needsOutsideHelp = ({ isHurt, isPanic, isMedical }: Distress): boolean =>
  isHurt || isPanic || isMedical;

/**
 * Whom to call in the moment of the report. The owner's officers are called in any case, beside these.
 * @basis EMG-05; RULES §12 edge: contract unit unknown or expired
 */
export function firstTiers(
  hasCompany: boolean,
  distress: Distress,
): { tier: Tier; reason: EscalationReason }[] {
  const first: { tier: Tier; reason: EscalationReason } = hasCompany
    ? { tier: 1, reason: 'first' }
    : { tier: 2, reason: 'no_company' };
  if (!needsOutsideHelp(distress)) return [first];
  const station: { tier: Tier; reason: EscalationReason }[] = hasCompany
    ? [{ tier: 2, reason: 'injury' }]
    : [];
  return [first, ...station, { tier: 3, reason: 'injury' }];
}

/** Which numbers to call besides: injuries and illness need an ambulance, everything of tier three the fire brigade. */
export const outsideNumbers = (tier: Tier | null, { isHurt, isMedical }: Distress): ('119' | '120')[] => [
  ...(tier === 3 ? (['119'] as const) : []),
  ...(isHurt || isMedical ? (['120'] as const) : []),
];

export interface Times {
  reportedAt: number;
  acceptedAt: number | null;
  departedAt: number | null;
  arrivedAt: number | null;
  startedAt: number | null;
  freedAt: number | null;
  freedBy: Side | null;
  closedAt: number | null;
}

/** A visit at the lift stands for somebody at it for so long after its last sign of life: a start or an answered item. */
export const onSiteMinutes = 60;

/**
 * When somebody arrived, for the record: whoever is at work at the lift when the alarm comes has arrived with it. Nobody
 * is taken to be there before they say so, or others would wait for one who left without checking out.
 * @param onSiteAt when the alarm came, where a visit at the lift is open that nobody said is over; else null
 * @basis RULES §12 edge: technician already on site for maintenance when the alarm starts
 */
export const recordedArrival = (arrivedAt: number | null, onSiteAt: number | null): number | null =>
  onSiteAt === null ? arrivedAt : Math.min(arrivedAt ?? onSiteAt, onSiteAt);

export interface Coming {
  answeredAt: number | null;
  departedAt: number | null;
  /** When they say they will be there. */
  etaAt: number | null;
}

/**
 * What those who are coming add up to: the first answer, the first departure, the earliest arrival that is still ahead
 * (else the last that has passed). One who takes it back is not among them, and leaves nothing of theirs behind.
 * @basis EMG-05, EMG-07
 */
export function comingOf(
  coming: readonly Coming[],
  now: number,
): { acceptedAt: number | null; departedAt: number | null; etaAt: number | null } {
  const known = (of: (one: Coming) => number | null) => coming.map(of).filter((at) => at !== null);
  const first = (instants: readonly number[]) => (instants.length === 0 ? null : Math.min(...instants));
  const etas = known(({ etaAt }) => etaAt);
  return {
    acceptedAt: first(known(({ answeredAt }) => answeredAt)),
    departedAt: first(known(({ departedAt }) => departedAt)),
    etaAt: first(etas.filter((at) => at > now)) ?? (etas.length === 0 ? null : Math.max(...etas)),
  };
}

/** The state follows from the times; it is never moved by hand. */
export function stateOf(times: Times): RescueState {
  if (times.closedAt !== null) return 'closed';
  if (times.freedAt !== null) return 'freed';
  if (times.startedAt !== null) return 'rescuing';
  if (times.arrivedAt !== null) return 'arrived';
  if (times.departedAt !== null) return 'on_the_way';
  return times.acceptedAt !== null ? 'accepted' : 'waiting';
}

/** Of whoever was called, which side they are of, and whether they have come. */
export interface Caller {
  side: Side;
  hasCome: boolean;
}

/**
 * May the desk write down the cause itself? Only where nobody who frees people has come, and none of those who are said
 * to have freed them can be asked in the system: the owner, the fire brigade, or they themselves did it.
 * @basis EMG-08: causes on two levels for each event
 */
export function mayDeskReport(
  { freedBy, companyId }: { freedBy: Side | null; companyId: string | null },
  called: readonly Caller[],
): boolean {
  if (called.some(({ hasCome }) => hasCome)) return false;
  const canBeAsked =
    (freedBy === 'company' && companyId !== null) ||
    ((freedBy === 'company' || freedBy === 'station') && called.some(({ side }) => side === freedBy));
  return !canBeAsked;
}

/**
 * Is the arrival measured? Not where people were free before anybody called had arrived.
 * @basis EMG-03; RULES §12 edge: freed by the owner before arrival
 */
export const arrivalApplies = ({ arrivedAt, freedAt }: Pick<Times, 'arrivedAt' | 'freedAt'>): boolean =>
  arrivedAt !== null || freedAt === null;

/** Who was got out, by whom, and what was found; as it stands, or as it is being corrected. */
export interface Freeing {
  freedAt: number | null;
  freedBy: Side | null;
  freedPeople: number | null;
  causeFirst: FirstCause | null;
}

/**
 * Why an entrapment cannot be kept as 误报: somebody was got out of the lift. It can be where nobody was freed, where the
 * caller only said that they are out, where whoever went counted nobody, and where they found nothing the matter.
 * @basis EMG-08; RULES §12 edges: false alarm is closed as 误报 and kept; the alarm says trapped, nobody inside
 */
export function refuseMistaken({ freedAt, freedBy, freedPeople, causeFirst }: Freeing): Refusal[] {
  if (freedAt === null || freedBy === 'self' || freedPeople === 0 || causeFirst === 'none') return [];
  const whom = freedPeople === null ? '有人被救出' : `救出 ${freedPeople} 人`;
  return [
    {
      code: 'rescue.people_freed',
      field: 'outcome',
      message: `已登记${whom}，不能记为误报。如果登记错了，请先把救出人数更正为 0，并写明原因。`,
    },
  ];
}

export interface Durations {
  /** Milliseconds; null: not yet, or not applicable. */
  responseMs: number | null;
  arrivalMs: number | null;
  rescueMs: number | null;
  trappedMs: number | null;
}

/** Durations are computed from instants, never typed (EMG-07). */
export function durationsOf(times: Times): Durations {
  const since = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from);
  return {
    responseMs: since(times.reportedAt, times.acceptedAt),
    arrivalMs: since(times.reportedAt, times.arrivedAt),
    rescueMs: since(times.startedAt ?? times.arrivedAt, times.freedAt),
    trappedMs: since(times.reportedAt, times.freedAt),
  };
}

/**
 * Which marks of lateness an entrapment carries at an instant. A mark once set stays (EMG-13); this says when it is set.
 * @basis EMG-03, EMG-04, EMG-13
 */
export function lateness(
  times: Times,
  limits: Limits,
  now: number,
): { isResponseLate: boolean; isArrivalLate: boolean } {
  const until = (at: number | null) => at ?? times.freedAt ?? now;
  const response = times.reportedAt + limits.responseMinutes * minuteMs;
  const arrival = times.reportedAt + limits.arrivalMinutes * minuteMs;
  return {
    isResponseLate: until(times.acceptedAt) > response,
    isArrivalLate: arrivalApplies(times) && until(times.arrivedAt) > arrival,
  };
}

/** What a list of a power cut sorts by: larger is sooner. Pain before fear, children and old people before others. */
export function triage(
  one: Distress & {
    hasChildren: boolean;
    hasElderly: boolean;
    people: number | null;
    reportedAt: number;
    state: RescueState;
  },
  now: number,
): number {
  if (one.state === 'freed' || one.state === 'closed') return -1;
  const minutes = Math.max(0, now - one.reportedAt) / minuteMs;
  return (
    (one.isHurt || one.isMedical ? 1000 : 0) +
    (one.isPanic ? 400 : 0) +
    (one.hasChildren ? 200 : 0) +
    (one.hasElderly ? 200 : 0) +
    Math.min(one.people ?? 1, 20) * 5 +
    Math.min(minutes, 120) +
    (one.state === 'arrived' || one.state === 'rescuing' ? -500 : 0)
  );
}

/**
 * Is this a power cut? So many reports of a district within so many minutes.
 * @param reports instants of the district's latest reports, epoch ms
 */
export const isBulk = (
  reports: readonly number[],
  now: number,
  bulk: { entrapments: number; minutes: number },
): boolean => reports.filter((at) => at > now - bulk.minutes * minuteMs).length >= bulk.entrapments;
