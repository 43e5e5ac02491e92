import type { Checkpoint, KeyHandover } from '../ledger/ledger.contract';
import type { Receipt } from '../record/record.contract';
import { canonicalJson } from './proof.hash';
import { checkpointText, headText, isSignedBy, keyIdOf, receiptText } from './proof.signature';

/** Clocks of several processes differ; a key that has handed over may still sign for this long (ms). */
export const overlapMs = 10 * 60_000;

/** A public key that is believed, and until when what it signed counts (epoch ms; null: it has not handed over). */
export interface TrustedKey {
  publicKey: string;
  until: number | null;
}

/** Believed keys by key id. */
export type KeyRing = ReadonlyMap<string, TrustedKey>;

type IsSigned = (publicKey: string, text: string, signature: string) => boolean;

export const handoverText = (handover: Omit<KeyHandover, 'signature' | 'countersignature'>): string =>
  `lifttrust/key-handover/v1\n${canonicalJson({
    version: handover.version,
    logId: handover.logId,
    fromKey: handover.fromKey,
    toKey: handover.toKey,
    at: handover.at,
  })}`;

/** Both keys have signed, so that whoever believes one of them may believe the other. */
export const isHandoverGood = (handover: KeyHandover, isSigned: IsSigned = isSignedBy): boolean =>
  isSigned(handover.fromKey, handoverText(handover), handover.signature) &&
  isSigned(handover.toKey, handoverText(handover), handover.countersignature);

/**
 * The keys that the given ones vouch for. Forward from a believed key to its successors, back to its predecessors, and
 * never sideways: a successor that only a predecessor names proves nothing, since that one's key may have leaked. Two
 * different successors of one key are believed neither.
 */
export function keysFrom(
  believed: readonly string[],
  handovers: readonly KeyHandover[],
  isSigned: IsSigned = isSignedBy,
): KeyRing {
  const good = handovers.filter((handover) => isHandoverGood(handover, isSigned));
  const ring = new Map<string, TrustedKey>();
  for (const start of believed) {
    add(ring, start);
    follow(ring, start, (key) => onlyOne(good, 'fromKey', key)?.toKey);
    follow(ring, start, (key) => onlyOne(good, 'toKey', key)?.fromKey);
  }
  for (const key of ring.values()) key.until = untilOf(good, ring, key.publicKey);
  return ring;
}

function add(ring: Map<string, TrustedKey>, publicKey: string): void {
  ring.set(keyIdOf(publicKey), { publicKey, until: null });
}

function follow(
  ring: Map<string, TrustedKey>,
  start: string,
  step: (key: string) => string | undefined,
): void {
  const seen = new Set([start]);
  for (let key = step(start); key !== undefined && !seen.has(key); key = step(key)) {
    seen.add(key);
    add(ring, key);
  }
}

function onlyOne(
  handovers: readonly KeyHandover[],
  side: 'fromKey' | 'toKey',
  key: string,
): KeyHandover | undefined {
  const found = handovers.filter((handover) => handover[side] === key);
  const [first] = found;
  return found.every((handover) => handover.fromKey === first?.fromKey && handover.toKey === first.toKey)
    ? first
    : undefined;
}

function untilOf(handovers: readonly KeyHandover[], ring: KeyRing, publicKey: string): number | null {
  const known = new Set([...ring.values()].map((key) => key.publicKey));
  const over = handovers.filter(({ fromKey, toKey }) => fromKey === publicKey && known.has(toKey));
  return over.length === 0 ? null : Math.min(...over.map(({ at }) => at)) + overlapMs;
}

/** The key under which something of this instant may have been signed. */
export function keyFor(ring: KeyRing, keyId: string, at: number): TrustedKey | undefined {
  const key = ring.get(keyId);
  return key && (key.until === null || at <= key.until) ? key : undefined;
}

/** Signed by a believed key, in that key's time. */
export function isReceiptBelieved(receipt: Receipt, ring: KeyRing, isSigned: IsSigned = isSignedBy): boolean {
  const key = keyFor(ring, receipt.keyId, receipt.at);
  return key !== undefined && isSigned(key.publicKey, receiptText(receipt), receipt.signature);
}

/** Signed by a believed key, in that key's time. */
export function isCheckpointBelieved(
  checkpoint: Checkpoint,
  ring: KeyRing,
  isSigned: IsSigned = isSignedBy,
): boolean {
  const key = keyFor(ring, checkpoint.keyId, checkpoint.at);
  return key !== undefined && isSigned(key.publicKey, checkpointText(checkpoint), checkpoint.signature);
}

/** Where the log ends, signed by a believed key, in that key's time. */
export function isHeadBelieved(head: Checkpoint, ring: KeyRing, isSigned: IsSigned = isSignedBy): boolean {
  const key = keyFor(ring, head.keyId, head.at);
  return key !== undefined && isSigned(key.publicKey, headText(head), head.signature);
}
