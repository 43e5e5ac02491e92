import { type SecretPlace, type Storage, StorageFull } from '../platform/types';

/** A phone's storage in memory, for tests: it survives whatever reads it, and can be full. */
export class PhoneMemory implements Storage {
  readonly values = new Map<string, string>();
  limit = Number.POSITIVE_INFINITY;
  secret: string | null = null;

  read(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? null : JSON.parse(text);
  }

  write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    const others = [...this.values].reduce(
      (sum, [name, held]) => (name === key ? sum : sum + held.length),
      0,
    );
    if (others + text.length > this.limit) throw new StorageFull();
    this.values.set(key, text);
  }

  remove(key: string): void {
    this.values.delete(key);
  }

  readonly secretPlace: SecretPlace = {
    read: async () => this.secret,
    write: async (value) => {
      this.secret = value;
    },
    drop: async () => {
      this.secret = null;
    },
  };
}
