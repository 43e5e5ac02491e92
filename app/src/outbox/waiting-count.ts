import { utf8Bytes } from '@lifttrust/shared-types/proof/proof.bytes';
import { session } from '../lib/session';
import { sha256OfBytes } from '../platform/sha256';
import { storage } from '../platform/storage';
import type { Command } from './command';

const key = 'waiting-of-others';

/** How many commands wait for whom; a number alone, under a name that says nothing. */
function counts(): Record<string, number> {
  const read = storage.read(key);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : {};
}

const nameOf = (personId: string) => sha256OfBytes(utf8Bytes(personId)).slice(0, 16);

/** Remembered outside the sealed store, so that the next person on this phone hears that something waits. */
export function countWaiting(commands: Command[]): void {
  const me = session.me()?.person.id;
  if (!me) return;
  const all = counts();
  const name = nameOf(me);
  if ((all[name] ?? 0) === commands.length) return;
  if (commands.length === 0) delete all[name];
  else all[name] = commands.length;
  try {
    storage.write(key, all);
  } catch {
    // A full phone says so elsewhere.
  }
}

/** Commands of other people that wait on this phone until they sign in themselves. */
export function waitingOfOthers(): number {
  const me = session.me()?.person.id;
  const mine = me ? nameOf(me) : '';
  return Object.entries(counts()).reduce((sum, [name, count]) => (name === mine ? sum : sum + count), 0);
}
