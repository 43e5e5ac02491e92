import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import type { Command } from '../outbox/command';
import { differencesOf } from './differences';
import { packs } from './packs';
import { keepReceipt } from './receipts';

/** An answer is cut to its contract by the service; only a pack has both of these. */
const isPack = (answer: unknown): answer is VisitPack =>
  typeof answer === 'object' && answer !== null && 'presences' in answer && 'nonces' in answer;

/**
 * What the phone keeps of an answer, whether somebody waits for it on a page or it came hours later: the visit as it now
 * is, the receipt, and in words what the service decided differently from what the phone showed.
 */
export function keepAnswer(command: Command, answer: unknown): void {
  if (isPack(answer)) {
    packs.note(answer.id, differencesOf(command, answer));
    packs.keepAnswer(answer, command);
  } else packs.fold(command);
  if (typeof answer === 'object' && answer !== null && 'receipt' in answer && command.visitId) {
    keepReceipt(command.visitId, answer.receipt);
  }
}
