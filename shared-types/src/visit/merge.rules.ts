import type { ItemResult } from './visit.contract';

/** What one technician answered to one item. Epoch ms. */
export interface GivenAnswer {
  personId: string;
  /** When it was given, wherever that was. */
  at: number;
  receivedAt: number;
  result: ItemResult | null;
  note: string;
  reading: string;
  fileIds: string[];
}

/** The lead chose `personId`'s answer at `at` (service's time). */
export interface Settlement {
  personId: string;
  at: number;
}

const later = (a: GivenAnswer, b: GivenAnswer) => a.at - b.at || (a.personId < b.personId ? -1 : 1);

/** Latest last; drafts without a result only where there is nothing else. */
function inOrder(answers: readonly GivenAnswer[]): GivenAnswer[] {
  const given = answers.filter(({ result }) => result !== null);
  return [...(given.length > 0 ? given : answers)].sort(later);
}

const saysOther = (a: string, b: string) => a.trim() !== '' && b.trim() !== '' && a.trim() !== b.trim();

/** Two people say different things of one item; what only one of them wrote is no contradiction. */
export const differ = (a: GivenAnswer, b: GivenAnswer): boolean =>
  a.result !== b.result || saysOther(a.note, b.note) || saysOther(a.reading, b.reading);

/** What was settled stands until somebody answers anew: an answer that came later was not seen when it was settled. */
const isSettled = (
  answers: readonly GivenAnswer[],
  settlement: Settlement | null,
): settlement is Settlement =>
  settlement !== null &&
  answers.every(({ receivedAt }) => receivedAt <= settlement.at) &&
  answers.some(({ personId }) => personId === settlement.personId);

/**
 * The answer that stands, whatever the order in which parts arrive: the lead's choice, else the one given last, with
 * what a colleague who says the same wrote or photographed besides. Null when nobody answered.
 * @basis DECISIONS 13; docs/adr/0025
 */
export function standingAnswer(
  answers: readonly GivenAnswer[],
  settlement: Settlement | null,
): GivenAnswer | null {
  const ordered = inOrder(answers);
  const last = isSettled(answers, settlement)
    ? ordered.find(({ personId }) => personId === settlement.personId)
    : ordered.at(-1);
  if (!last) return null;
  const agreeing = ordered.filter((other) => other !== last && !differ(last, other)).reverse();
  const first = (pick: (answer: GivenAnswer) => string) =>
    [last, ...agreeing].map(pick).find((text) => text.trim() !== '') ?? '';
  return {
    ...last,
    note: first(({ note }) => note),
    reading: first(({ reading }) => reading),
    fileIds: [...new Set([last, ...agreeing].flatMap(({ fileIds }) => fileIds))],
  };
}

/**
 * Answers of different people that contradict each other and wait for the lead, latest last; empty when there is
 * nothing to settle.
 * @basis DECISIONS 13; docs/adr/0025
 */
export function openConflict(answers: readonly GivenAnswer[], settlement: Settlement | null): GivenAnswer[] {
  const ordered = inOrder(answers).filter(({ result }) => result !== null);
  if (isSettled(answers, settlement)) return [];
  const last = ordered.at(-1);
  return last && ordered.some((other) => other !== last && differ(last, other)) ? ordered : [];
}
