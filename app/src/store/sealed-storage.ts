import type { Storage } from '../platform/types';
import { seal, unseal } from './seal';

/** Whose store it is and the key that opens it. */
export interface StoreKey {
  personId: string;
  key: string;
}

/** Small values of one person under names of their own. */
export interface Sealed {
  read(name: string): unknown;
  /** @throws StorageFull when the phone has no room for it */
  write(name: string, value: unknown): void;
  remove(name: string): void;
  /** All names that begin so. */
  names(prefix: string): string[];
  /** Bytes that everything of this person takes. */
  bytes(): number;
}

/**
 * Values of one person, sealed one by one under the platform's own storage (200 kB a key on DingTalk). Whoever else
 * signs in on this phone has another key: their names begin differently, and nothing here opens for them.
 */
export class SealedStorage implements Sealed {
  private readonly root: string;
  private readonly indexName: string;

  constructor(
    private readonly storage: Storage,
    private readonly owner: StoreKey,
    hashOf: (text: string) => string,
  ) {
    // No telling from outside whose it is; under another key nothing of the first one's is written over.
    const whose = hashOf(`${owner.personId}/${owner.key}`).slice(0, 16);
    this.root = `sealed/${whose}/`;
    this.indexName = `sealed-index/${whose}`;
  }

  read(name: string): unknown {
    const place = this.root + name;
    const text = this.storage.read(place);
    return typeof text === 'string' ? unseal(this.owner.key, place, text) : null;
  }

  /** The value first, its name in the list second: cut between the two, the value is written again under the same name. */
  write(name: string, value: unknown): void {
    const place = this.root + name;
    this.storage.write(place, seal(this.owner.key, place, value));
    const index = this.index();
    if (!index.includes(name)) this.storage.write(this.indexName, [...index, name]);
  }

  remove(name: string): void {
    const index = this.index();
    if (index.includes(name)) {
      this.storage.write(
        this.indexName,
        index.filter((other) => other !== name),
      );
    }
    this.storage.remove(this.root + name);
  }

  names(prefix: string): string[] {
    return this.index().filter((name) => name.startsWith(prefix));
  }

  bytes(): number {
    return this.index().reduce((sum, name) => {
      const text = this.storage.read(this.root + name);
      return sum + (typeof text === 'string' ? text.length : 0);
    }, 0);
  }

  private index(): string[] {
    const read = this.storage.read(this.indexName);
    return Array.isArray(read) ? read.filter((name): name is string => typeof name === 'string') : [];
  }
}
