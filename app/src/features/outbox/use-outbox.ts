import { useEffect, useState } from 'react';
import type { Command } from '../../outbox/command';
import { outbox } from '../../outbox/outbox';

/** What waits on this phone, oldest first, as it changes. */
export function useOutbox(): Command[] {
  const [commands, setCommands] = useState(outbox.list);
  useEffect(() => {
    const show = () => setCommands(outbox.list());
    show();
    return outbox.watch(show);
  }, []);
  return commands;
}

export const kilobytesOf = (commands: Command[]): number => {
  const bytes = commands.flatMap(({ files }) => files).map(({ file, stored }) => (stored ? 0 : file.bytes));
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1000);
};

/** Files of everything that waits, and how many of them the service has already. */
export function progressOf(commands: Command[]): { sent: number; total: number } {
  const files = commands.flatMap((command) => command.files);
  return { sent: files.filter(({ stored }) => stored).length, total: files.length };
}
