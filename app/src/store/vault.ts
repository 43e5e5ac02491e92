import type { SecretPlace, Storage } from '../platform/types';
import { type Sealed, SealedStorage, type StoreKey } from './sealed-storage';

/** Who is signed in on this phone; null when nobody is. */
export type Whose = () => string | null;

/**
 * Holds the one key of this phone: of the person who is signed in. It comes from the service with the session, lies
 * where the platform keeps secrets, and goes at sign-out; what it sealed stays unreadable until the same person signs in
 * here again (docs/adr/0026).
 */
export class Vault {
  private held: StoreKey | null = null;
  private opened: { key: StoreKey; store: Sealed } | null = null;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly place: SecretPlace,
    private readonly storage: Storage,
    private readonly whose: Whose,
    private readonly hashOf: (text: string) => string,
  ) {}

  /** Reads the key that an earlier run of the app left. Once; later calls wait for the same reading. */
  ready(): Promise<void> {
    this.reading ??= this.place
      .read()
      .catch(() => null)
      .then((text) => {
        this.held ??= storeKeyOf(text);
      });
    return this.reading;
  }

  /** The service has said who this is and given their key. */
  take(key: StoreKey): void {
    if (this.held?.personId === key.personId && this.held.key === key.key) return;
    this.held = key;
    void this.place.write(JSON.stringify(key)).catch(() => undefined);
  }

  /** The store of whoever is signed in; null when nobody is, or their key is not here. */
  store(): Sealed | null {
    const key = this.held;
    if (!key || this.whose() !== key.personId) return null;
    if (this.opened?.key !== key) {
      this.opened = { key, store: new SealedStorage(this.storage, key, this.hashOf) };
    }
    return this.opened.store;
  }

  /** The key itself, for files; null as `store()`. */
  key(): string | null {
    return this.store() ? (this.held?.key ?? null) : null;
  }

  /** Signed out, or no longer let in: nothing on this phone opens any more without the service. */
  wipe(): void {
    this.held = null;
    this.opened = null;
    void this.place.drop().catch(() => undefined);
  }
}

function storeKeyOf(text: string | null): StoreKey | null {
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('personId' in read) || !('key' in read)) return null;
    return { personId: String(read.personId), key: String(read.key) };
  } catch {
    return null;
  }
}
