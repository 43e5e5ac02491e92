import type { Checkpoint, SealedEntry } from '../ledger/ledger.contract';
import type { Receipt } from '../record/record.contract';
import { entryHash, isCanonical, noPrevious, sha256OfText } from './proof.hash';
import { isCheckpointBelieved, type KeyRing, keyFor } from './proof.keys';
import { receiptText } from './proof.signature';
import { appendLeaf, type CompactRange, emptyRange, rootOfRange, type SubtreeHash } from './proof.subtree';

/** One broken thing, named, in words for the person at the terminal. */
export interface Broken {
  subject: string;
  text: string;
}

/** An entry as the database holds it, with the signature of its receipt. */
export type StoredEntry = SealedEntry & { closed: string; keyId: string; signature: string };

export interface AuditOptions {
  logId: string;
  /** The keys that are believed (`keysFrom`). */
  keys: KeyRing;
  /** Those exported outside the database, smallest first. */
  checkpoints: readonly Checkpoint[];
  /** Receipts that somebody kept; the log must hold what they promise. */
  receipts: readonly Receipt[];
  /** Ed25519; an argument because a server checks millions and has a faster one than a phone. */
  isSigned: (publicKey: string, text: string, signature: string) => boolean;
}

/** Reads a whole log once, in sequence order, and names everything that is not as it was sealed and signed. */
export class LogAudit {
  readonly broken: Broken[] = [];
  private range: CompactRange = emptyRange;
  private readonly lifts = new Map<string, { liftSeq: number; hash: string }>();
  private readonly checkpoints: Checkpoint[];
  private readonly receipts: Map<number, Receipt[]>;
  private nextCheckpoint = 0;
  private lastGoodSize = 0;
  private signedAt = 0;
  private unfitting: Checkpoint[] = [];

  constructor(private readonly options: AuditOptions) {
    this.checkpoints = options.checkpoints.filter((checkpoint) => this.isOwn(checkpoint));
    this.receipts = new Map();
    for (const receipt of options.receipts) {
      this.receipts.set(receipt.seq, [...(this.receipts.get(receipt.seq) ?? []), receipt]);
    }
  }

  get size(): number {
    return this.range.size;
  }

  get frontier(): readonly string[] {
    return this.range.hashes;
  }

  get liftHeads(): ReadonlyMap<string, { liftSeq: number; hash: string }> {
    return this.lifts;
  }

  /** The next entry in the order of `seq`; gives the subtrees it completes, to compare with the stored ones. */
  add(entry: StoredEntry): SubtreeHash[] {
    if (entry.seq <= this.range.size) {
      this.name(`entry ${entry.seq}`, 'stands in the log twice.');
      return [];
    }
    if (entry.seq > this.range.size + 1) this.skipTo(entry.seq);
    const hash = this.judge(entry);
    this.follow(entry, hash);
    this.keep(entry.seq, hash);
    return this.grow(hash);
  }

  /** After the last entry. */
  finish(): void {
    const [first] = this.unfitting;
    if (first) {
      const more = this.unfitting.length > 1 ? ` and ${this.unfitting.length - 1} later ones` : '';
      this.name(
        `checkpoint ${first.size}`,
        `does not fit${more}: entries ${this.lastGoodSize + 1} to ${first.size} are not the ones that were signed; ` +
          'the log was rewritten, reordered or lost entries there.',
      );
    }
    const cut = this.checkpoints.at(-1);
    if (cut && cut.size > this.range.size) {
      this.name(
        `checkpoint ${cut.size}`,
        `the tail was cut: ${cut.size} entries were signed, the database holds ${this.range.size}.`,
      );
    }
    for (const [seq, receipts] of this.receipts) {
      for (const _ of receipts) {
        this.name(`receipt of entry ${seq}`, 'promises an entry that the log does not hold.');
      }
    }
  }

  private name(subject: string, text: string): void {
    this.broken.push({ subject, text });
  }

  private isOwn(checkpoint: Checkpoint): boolean {
    const { logId, keys, isSigned } = this.options;
    const subject = `checkpoint ${checkpoint.size}`;
    if (checkpoint.logId !== logId) {
      this.name(subject, `belongs to log ${checkpoint.logId}, the database holds log ${logId}.`);
      return false;
    }
    const isGood = isCheckpointBelieved(checkpoint, keys, isSigned);
    if (!isGood) this.name(subject, 'is not signed by the given key.');
    return isGood;
  }

  private skipTo(seq: number): void {
    const from = this.range.size + 1;
    const which = from === seq - 1 ? `entry ${from}` : `entries ${from} to ${seq - 1}`;
    this.name(which, 'missing: deleted, or moved to another number.');
    while (this.range.size < seq - 1) {
      this.keep(this.range.size + 1, '');
      // An unknown leaf: from here on no root can fit.
      this.grow(noPrevious);
    }
  }

  /** Names what is wrong with one entry; gives the hash that its receipt proves, else the stored one. */
  private judge(entry: StoredEntry): string {
    const subject = `entry ${entry.seq} (${entry.kind}, lift ${entry.liftId})`;
    const computed = entryHash(entry);
    const isStoredPromised = this.isPromised(entry, entry.hash);
    if (sha256OfText(entry.closed) !== entry.closedHash) {
      this.name(subject, 'its closed part was changed: it does not match its sealed hash.');
    }
    if (!isCanonical(entry.open)) this.name(subject, 'its open part is not canonical JSON.');
    if (computed === entry.hash) {
      if (!isStoredPromised) {
        this.name(subject, 'was rewritten: its hash fits, but no receipt of the service was signed for it.');
      }
      return entry.hash;
    }
    if (isStoredPromised) {
      this.name(subject, 'its content was changed: it does not match the hash in its signed receipt.');
      return entry.hash;
    }
    if (this.isPromised(entry, computed)) {
      this.name(subject, 'its stored hash was changed; the content is the one in its signed receipt.');
      return computed;
    }
    this.name(subject, 'was changed: neither content nor stored hash fit a signed receipt.');
    return entry.hash;
  }

  private isPromised(entry: StoredEntry, hash: string): boolean {
    const { logId, keys, isSigned } = this.options;
    const key = keyFor(keys, entry.keyId, entry.at);
    // A key that had handed over before the last checkpoint can have signed nothing after it, whatever time it names.
    if (!key || (key.until !== null && this.signedAt > key.until)) return false;
    const { keyId, seq, at, signature } = entry;
    return isSigned(
      key.publicKey,
      receiptText({ version: 1, logId, keyId, seq, entryHash: hash, at }),
      signature,
    );
  }

  /** Each entry names the one before it on its lift. */
  private follow(entry: StoredEntry, hash: string): void {
    const before = this.lifts.get(entry.liftId);
    if (entry.liftSeq !== (before?.liftSeq ?? 0) + 1 || entry.previous !== (before?.hash ?? noPrevious)) {
      this.name(
        `lift ${entry.liftId}`,
        `its chain is broken at entry ${entry.seq}: it does not follow the lift's previous entry.`,
      );
    }
    this.lifts.set(entry.liftId, { liftSeq: entry.liftSeq, hash });
  }

  /** Does the log keep what kept receipts promise? */
  private keep(seq: number, hash: string): void {
    for (const receipt of this.receipts.get(seq) ?? []) {
      if (receipt.entryHash !== hash) {
        this.name(`receipt of entry ${seq}`, 'promises another entry than the one the log holds.');
      }
    }
    this.receipts.delete(seq);
  }

  private grow(hash: string): SubtreeHash[] {
    const { range, completed } = appendLeaf(this.range, hash);
    this.range = range;
    for (let next = this.checkpoints[this.nextCheckpoint]; next?.size === range.size; ) {
      if (next.root === rootOfRange(range)) {
        this.lastGoodSize = next.size;
        this.signedAt = next.at;
      } else {
        this.unfitting.push(next);
      }
      this.nextCheckpoint += 1;
      next = this.checkpoints[this.nextCheckpoint];
    }
    return completed;
  }
}
