import { storage } from '../platform/storage';
import type { Command } from './command';

const indexKey = 'outbox';
const keyOf = (key: string) => `outbox/${key}`;

function index(): string[] {
  const read = storage.read(indexKey);
  return Array.isArray(read) ? read.filter((key): key is string => typeof key === 'string') : [];
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'key' in value && 'path' in value && 'files' in value;
}

/** Commands in the order in which they were given, each under its own key (200 kB a key on DingTalk). */
export const commandStore = {
  all: (): Command[] => index().flatMap((key) => commandStore.find(key) ?? []),
  find(key: string): Command | null {
    const value = storage.read(keyOf(key));
    return isCommand(value) ? value : null;
  },
  /** The command first, its place in the order second: a crash between the two loses a command nobody was told of. */
  save(command: Command): void {
    storage.write(keyOf(command.key), command);
    const order = index();
    if (!order.includes(command.key)) storage.write(indexKey, [...order, command.key]);
  },
  drop(key: string): void {
    storage.write(
      indexKey,
      index().filter((other) => other !== key),
    );
    storage.remove(keyOf(key));
  },
};
