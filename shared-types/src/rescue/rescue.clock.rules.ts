/**
 * What is due about one entrapment, and when the clock looks again. Everything is computed from what is stored, so that a
 * service that was away goes on where the time is, not where it stopped.
 *
 * @basis EMG-04, EMG-05, EMG-11, EMG-13 (RULES §12); DECISIONS 34
 */
import { arrivalApplies, type Limits, lateness, minuteMs, recordedArrival, type Times } from './rescue.rules';
import type { EscalationReason, Outcome, Tier } from './rescue.words';

export interface Called {
  at: number;
  /** Somebody of this tier accepted. */
  isAccepted: boolean;
  /** When the last of the called declined; null: somebody may still come, or nobody was called. */
  declinedAt: number | null;
  rungAt: number;
}

export interface ClockFacts extends Times {
  outcome: Outcome | null;
  /** The alarm, where a visit at the lift was open; it keeps the mark of a late arrival off, and stops no call. */
  onSiteAt: number | null;
  called: Partial<Record<Tier, Called>>;
  /** When somebody says they will be there, and when they said so. */
  etaAt: number | null;
  etaSaidAt: number | null;
  /** The fire brigade was called, by somebody who said so. */
  isFireCalled: boolean;
  isResponseLate: boolean;
  isArrivalLate: boolean;
  evidence: 'none' | 'waiting' | 'complete' | 'suspect';
  evidenceDueAt: number | null;
}

export type Due =
  | { act: 'escalate'; tier: Tier; reason: EscalationReason; at: number }
  | { act: 'ring'; tier: Tier; at: number }
  | { act: 'mark'; mark: 'response_late' | 'arrival_late'; at: number }
  | { act: 'doubt'; at: number };

const earliest = <T extends { at: number }>(ones: readonly T[]): T | null =>
  ones.reduce<T | null>((first, one) => (first === null || one.at < first.at ? one : first), null);

/**
 * Everything that will be due if nothing happens meanwhile, whenever that is; what is over (`at` ≤ now) is done now.
 */
export function agenda(facts: ClockFacts, limits: Limits): Due[] {
  if (facts.freedAt !== null || facts.closedAt !== null) return afterwards(facts);
  return [...marks(facts, limits), ...escalations(facts, limits), ...rings(facts, limits)];
}

function afterwards(facts: ClockFacts): Due[] {
  const { evidence, evidenceDueAt, outcome } = facts;
  // Nobody was inside: there is nothing to be proven.
  if (outcome === 'mistaken' || outcome === 'moved') return [];
  return evidence === 'waiting' && evidenceDueAt !== null ? [{ act: 'doubt', at: evidenceDueAt }] : [];
}

function marks(facts: ClockFacts, limits: Limits): Due[] {
  const due: Due[] = [];
  const response = facts.reportedAt + limits.responseMinutes * minuteMs + 1;
  const arrival = facts.reportedAt + limits.arrivalMinutes * minuteMs + 1;
  if (!facts.isResponseLate && lateness(facts, limits, response).isResponseLate)
    due.push({ act: 'mark', mark: 'response_late', at: response });
  const recorded = { ...facts, arrivedAt: recordedArrival(facts.arrivedAt, facts.onSiteAt) };
  if (!facts.isArrivalLate && arrivalApplies(recorded) && lateness(recorded, limits, arrival).isArrivalLate)
    due.push({ act: 'mark', mark: 'arrival_late', at: arrival });
  return due;
}

/** @basis EMG-05; RULES §21 rescue.response, tier2, tier3 */
function escalations(facts: ClockFacts, limits: Limits): Due[] {
  if (facts.arrivedAt !== null) return [];
  const limitAt = facts.reportedAt + limits.arrivalMinutes * minuteMs;
  const found: Due[] = [];
  const add = (tier: Tier, candidates: { reason: EscalationReason; at: number | null }[]) => {
    const first = earliest(candidates.flatMap(({ reason, at }) => (at === null ? [] : [{ reason, at }])));
    if (first && !facts.called[tier]) found.push({ act: 'escalate', tier, ...first });
  };
  const isLate = facts.etaAt !== null && facts.etaAt > limitAt;
  add(2, [
    {
      reason: 'not_accepted',
      at: facts.acceptedAt === null ? facts.reportedAt + limits.responseMinutes * minuteMs : null,
    },
    { reason: 'all_declined', at: facts.called[1]?.declinedAt ?? null },
    { reason: 'eta_over_limit', at: isLate ? facts.etaSaidAt : null },
    { reason: 'not_arrived', at: limitAt - limits.escalateBeforeMinutes * minuteMs },
  ]);
  const second = facts.called[2];
  const nobodyYet = second && facts.acceptedAt === null;
  add(3, [
    { reason: 'all_declined', at: nobodyYet ? second.declinedAt : null },
    { reason: 'station_not_accepted', at: nobodyYet ? second.at + limits.responseMinutes * minuteMs : null },
    { reason: 'over_limit', at: limitAt },
  ]);
  return found;
}

/**
 * A tier rings until somebody of it has accepted, or somebody has arrived; the fire brigade has no telephone of ours, so
 * the desk is rung until it says that it has called.
 * @basis EMG-11
 */
function rings(facts: ClockFacts, limits: Limits): Due[] {
  if (facts.arrivedAt !== null) return [];
  return ([1, 2, 3] as const).flatMap((tier): Due[] => {
    const called = facts.called[tier];
    const isAnswered = tier === 3 ? facts.isFireCalled : called?.isAccepted;
    return called && !isAnswered
      ? [{ act: 'ring', tier, at: called.rungAt + limits.ringSeconds * 1000 }]
      : [];
  });
}

/** When the clock looks again; null: nothing more comes by itself. */
export const nextLook = (facts: ClockFacts, limits: Limits): number | null =>
  earliest(agenda(facts, limits))?.at ?? null;
