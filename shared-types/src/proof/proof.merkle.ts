import { sha256 } from '@noble/hashes/sha2';
import { fromHex, joinBytes, toHex } from './proof.bytes';

/**
 * The Merkle tree of RFC 6962 §2.1. Hashes are lower-case hexadecimal. Leaves and nodes are hashed under different
 * first bytes, so that a node can never be passed off as an entry.
 */

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

export const emptyRoot = toHex(sha256(new Uint8Array(0)));
export const leafHash = (leaf: Uint8Array): string => toHex(sha256(joinBytes(leafPrefix, leaf)));
export const nodeHash = (left: string, right: string): string =>
  toHex(sha256(joinBytes(nodePrefix, fromHex(left), fromHex(right))));

/** Largest power of two smaller than `size` (RFC 6962's k). */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Leaves `from` (inclusive) to `to` (exclusive). */
export interface LeafRange {
  from: number;
  to: number;
}

/** The subtrees whose roots prove that leaf `index` is in a tree of `size`, nearest first (PATH of RFC 6962). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  return ranges;
}

/** The subtrees whose roots prove that the tree of `size` begins with the one of `older` (PROOF of RFC 6962). */
export function consistencyRanges(older: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  // The old tree itself is known to the verifier; only a part of it has to be told.
  return from === 0 ? ranges : [{ from, to }, ...ranges];
}

/** Root over leaf hashes. */
export function rootOf(leaves: readonly string[]): string {
  const [only] = leaves;
  if (only === undefined) return emptyRoot;
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

export const inclusionPath = (index: number, leaves: readonly string[]): string[] =>
  inclusionRanges(index, leaves.length).map(({ from, to }) => rootOf(leaves.slice(from, to)));

export const consistencyPath = (older: number, leaves: readonly string[]): string[] =>
  consistencyRanges(older, leaves.length).map(({ from, to }) => rootOf(leaves.slice(from, to)));

/** The root that a path leads to; null when the path cannot belong to this index and size. */
export function rootFromInclusion(
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): string | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== path.length) return null;
  return path.reduce((hash, sibling, step) => {
    const onTheLeft = (ranges[step]?.from ?? 0) < index;
    return onTheLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }, leaf);
}

/** Does the tree of `size` begin with exactly the leaves of the tree of `older`? */
export function isConsistent(
  older: { size: number; root: string },
  newer: { size: number; root: string },
  path: readonly string[],
): boolean {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && older.root === newer.root;
  const ranges = consistencyRanges(older.size, newer.size);
  if (ranges.length !== path.length) return false;
  const [first, ...others] = path;
  if (first === undefined) return false;
  // Where the old tree is complete, its root starts the walk; otherwise the path brings its last subtree.
  const startsWithOldRoot = (ranges[0]?.from ?? 0) >= older.size;
  let old = startsWithOldRoot ? older.root : first;
  let now = old;
  for (const [step, sibling] of (startsWithOldRoot ? path : others).entries()) {
    const range = ranges[startsWithOldRoot ? step : step + 1];
    if (!range) return false;
    if (range.from >= older.size) now = nodeHash(now, sibling);
    else {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
    }
  }
  return old === older.root && now === newer.root;
}
