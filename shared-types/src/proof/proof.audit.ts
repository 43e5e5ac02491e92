import type { Checkpoint, SealedEntry } from '../ledger/ledger.contract';
import type { Receipt } from '../record/record.contract';
import { entryHash, entryLeaf, isCanonical, noPrevious, sha256OfText } from './proof.hash';
import { isCheckpointBelieved, isHeadBelieved, type KeyRing, keyFor } from './proof.keys';
import { receiptText } from './proof.signature';
import { appendLeaf, type CompactRange, emptyRange, rootOfRange, type SubtreeHash } from './proof.subtree';

/** One broken thing, named, in words for the person at the terminal. */
export interface Broken {
  subject: string;
  text: string;
}

/** An entry as the database holds it, with its stored leaf and the signature of its receipt. */
export type StoredEntry = SealedEntry & {
  closed: string;
  leaf: string | null;
  keyId: string;
  signature: string;
};

export type NumberedEntry = StoredEntry & { seq: number; liftSeq: number; previous: string };

/** The sequencer's signed word on where the log ends; null where none is stored. */
export type StoredHead = Pick<Checkpoint, 'keyId' | 'at' | 'signature'> | null;

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
  /** SHA-256 of a text in hexadecimal; likewise. */
  hashOf?: (text: string) => string;
  /** The hash of a node over its two halves (`nodeHash`); likewise. */
  nodeHashOf?: (left: string, right: string) => string;
}

/** Reads a whole log once, in sequence order, and names everything that is not as it was sealed and signed. */
export class LogAudit {
  readonly broken: Broken[] = [];
  private range: CompactRange = emptyRange;
  private readonly lifts = new Map<string, { liftSeq: number; hash: string }>();
  private readonly checkpoints: Checkpoint[];
  /** By what they promise: a number in version 1, a hash since. */
  private readonly receipts = new Map<number | string, Receipt[]>();
  private lastVersion: SealedEntry['version'] = 1;
  private waitingSince: number[] = [];
  private nextCheckpoint = 0;
  private lastGoodSize = 0;
  private signedAt = 0;
  private unfitting: Checkpoint[] = [];

  constructor(private readonly options: AuditOptions) {
    this.checkpoints = options.checkpoints.filter((checkpoint) => this.isOwn(checkpoint));
    for (const receipt of options.receipts) {
      const about = receipt.version === 1 ? receipt.seq : receipt.entryHash;
      this.receipts.set(about, [...(this.receipts.get(about) ?? []), receipt]);
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

  /** Entries that were promised and have no number yet: instants of their receipts, in the order they came. */
  get waiting(): readonly number[] {
    return this.waitingSince;
  }

  /** The next entry in the order of `seq`; gives the subtrees it completes, to compare with the stored ones. */
  add(entry: NumberedEntry): SubtreeHash[] {
    if (entry.seq <= this.range.size) {
      this.name(`entry ${entry.seq}`, 'stands in the log twice.');
      return [];
    }
    if (entry.seq > this.range.size + 1) this.skipTo(entry.seq);
    const subject = `entry ${entry.seq} (${entry.kind}, lift ${entry.liftId})`;
    const hash = this.judge(subject, entry);
    const leaf = this.leafOf(subject, entry, hash);
    this.follow(entry, leaf);
    this.keep(entry.seq, hash);
    this.receipts.delete(hash);
    this.lastVersion = entry.version;
    return this.grow(leaf);
  }

  /** An entry without a number, after all that have one. */
  addWaiting(entry: StoredEntry): void {
    const hash = this.judge(`waiting entry (${entry.kind}, lift ${entry.liftId})`, entry);
    this.receipts.delete(hash);
    this.waitingSince.push(entry.at);
  }

  /**
   * Since version 2 a receipt does not bind an entry to its number; until the next checkpoint the sequencer's
   * signature over the end of the log does.
   */
  checkHead(head: StoredHead): void {
    const { logId, keys, isSigned } = this.options;
    if (this.lastVersion === 1) return;
    const said = { version: 1 as const, logId, size: this.range.size, root: rootOfRange(this.range) };
    if (head && isHeadBelieved({ ...said, ...head }, keys, isSigned)) return;
    this.name(
      'log head',
      'is not the one the service signed: entries were numbered, reordered or taken away by hand.',
    );
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
    for (const receipt of [...this.receipts.values()].flat()) {
      if (receipt.version === 1) {
        this.name(`receipt of entry ${receipt.seq}`, 'promises an entry that the log does not hold.');
      } else {
        this.name(
          `receipt of ${new Date(receipt.at).toISOString()} for ${receipt.entryHash}`,
          'promises an entry that the log does not hold: it was removed or changed after the receipt was given.',
        );
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
  private judge(subject: string, entry: StoredEntry): string {
    const { hashOf = sha256OfText } = this.options;
    const computed = entryHash(entry, hashOf);
    const isStoredPromised = this.isPromised(entry, entry.hash);
    if (hashOf(entry.closed) !== entry.closedHash) {
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
    const promised = { logId, keyId, entryHash: hash, at };
    if (entry.version === 2)
      return isSigned(key.publicKey, receiptText({ version: 2, ...promised }), signature);
    return seq !== null && isSigned(key.publicKey, receiptText({ version: 1, ...promised, seq }), signature);
  }

  /** The leaf as stored, since that is what was signed; named where the entry's place does not lead to it. */
  private leafOf(subject: string, entry: NumberedEntry, hash: string): string {
    // Version 1 has one number for both: its place is part of the hash that was judged.
    if (entry.version === 1) return hash;
    const computed = entryLeaf({ ...entry, hash }, this.options.hashOf) ?? noPrevious;
    if (entry.leaf === computed) return computed;
    this.name(subject, 'its place in the log was changed: number, link and stored leaf do not fit together.');
    return entry.leaf ?? computed;
  }

  /** Each entry names the one before it on its lift. */
  private follow(entry: NumberedEntry, leaf: string): void {
    const before = this.lifts.get(entry.liftId);
    if (entry.liftSeq !== (before?.liftSeq ?? 0) + 1 || entry.previous !== (before?.hash ?? noPrevious)) {
      this.name(
        `lift ${entry.liftId}`,
        `its chain is broken at entry ${entry.seq}: it does not follow the lift's previous entry.`,
      );
    }
    this.lifts.set(entry.liftId, { liftSeq: entry.liftSeq, hash: leaf });
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
    const { range, completed } = appendLeaf(this.range, hash, this.options.nodeHashOf);
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
