import type { Sealed } from '../store/sealed-storage';
import type { Command } from './command';

const orderName = 'outbox';
const nameOf = (key: string) => `outbox/${key}`;
const idsName = 'sent-ids';
/** More than any visit has photographs. */
const mostIds = 300;

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'key' in value && 'by' in value && 'files' in value;
}

/**
 * One person's commands in the order in which they were given, each sealed under its own name. Held in memory too:
 * opening a hundred of them at every look would be felt.
 */
export class CommandStore {
  private readonly known = new Map<string, Command>();
  private ids: Record<string, string> | null = null;

  constructor(private readonly sealed: Sealed) {
    for (const key of this.order()) {
      const value = sealed.read(nameOf(key));
      if (isCommand(value)) this.known.set(key, value);
    }
  }

  all(): Command[] {
    return [...this.known.values()];
  }

  find(key: string): Command | null {
    return this.known.get(key) ?? null;
  }

  /**
   * The command first, its place in the order second: a crash between the two loses a command nobody was told of.
   * @throws StorageFull
   */
  save(command: Command): void {
    this.sealed.write(nameOf(command.key), command);
    const order = this.order();
    if (!order.includes(command.key)) this.sealed.write(orderName, [...order, command.key]);
    this.known.set(command.key, { ...command });
  }

  drop(key: string): void {
    this.sealed.write(
      orderName,
      this.order().filter((other) => other !== key),
    );
    this.sealed.remove(nameOf(key));
    this.known.delete(key);
  }

  /** The service's id of a file that bodies still call by the phone's own. */
  fileIdOf(localId: string): string | null {
    return this.sentIds()[localId] ?? null;
  }

  rememberId(localId: string, fileId: string): void {
    const entries = [...Object.entries(this.sentIds()), [localId, fileId] as const].slice(-mostIds);
    this.ids = Object.fromEntries(entries);
    this.sealed.write(idsName, this.ids);
  }

  private sentIds(): Record<string, string> {
    if (!this.ids) {
      const read = this.sealed.read(idsName);
      this.ids = typeof read === 'object' && read !== null ? { ...read } : {};
    }
    return this.ids;
  }

  private order(): string[] {
    const read = this.sealed.read(orderName);
    return Array.isArray(read) ? read.filter((key): key is string => typeof key === 'string') : [];
  }
}
