import type { Item } from '@lifttrust/shared-types/visit/visit.contract';
import { vault } from '../../store/vault-of-phone';

/** What a technician can say about one item. */
export type Answer = Pick<Item, 'code' | 'result' | 'note' | 'reading' | 'fileIds'>;
export type Draft = Record<string, Answer>;

// One key per visit: DingTalk holds 200 kB under each, and one visit's draft can never push out another's.
const keyOf = (visitId: string): string => `draft/${visitId}`;

export function readDraft(visitId: string): Draft {
  const stored = vault.store()?.read(keyOf(visitId));
  return isDraft(stored) ? stored : {};
}

export function writeDraft(visitId: string, draft: Draft): void {
  if (Object.keys(draft).length === 0) vault.store()?.remove(keyOf(visitId));
  else vault.store()?.write(keyOf(visitId), draft);
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const answerOf = ({ code, result, note, reading, fileIds }: Item): Answer => ({
  code,
  result,
  note,
  reading,
  fileIds,
});

/** The items as the technician sees them: what the service has, and over it what it has not heard of yet. */
export const withDraft = (items: Item[], draft: Draft): Item[] =>
  items.map((item) => ({ ...item, ...draft[item.code] }));

/** What is left to send once `sent` has arrived: an answer changed meanwhile stays. */
export function afterSending(draft: Draft, sent: Answer[]): Draft {
  const arrived = new Map(sent.map((answer) => [answer.code, JSON.stringify(answer)]));
  return Object.fromEntries(
    Object.entries(draft).filter(([code, answer]) => arrived.get(code) !== JSON.stringify(answer)),
  );
}
