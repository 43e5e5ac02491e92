import { emptyRoot, type LeafRange, nodeHash } from './proof.merkle';

/**
 * The log as it grows: only complete subtrees are ever kept, because they never change again. A subtree of level `l`
 * and index `i` covers the leaves i·2^l … (i+1)·2^l−1; level 0 are the entries themselves.
 */
export interface Subtree {
  level: number;
  index: number;
}

export interface SubtreeHash extends Subtree {
  hash: string;
}

/** Largest complete subtrees that make up a range which starts where a subtree may start (RFC 6962 ranges do). */
export function subtreesOf({ from, to }: LeafRange): Subtree[] {
  const parts: Subtree[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    // Not bit shifts: a log may outgrow 2^31 entries.
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    parts.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return parts;
}

/** Root over neighbouring complete subtrees, largest (left) first. */
export function rootOfSubtrees(hashes: readonly string[]): string {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot;
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The complete subtrees of a log of `size` entries, largest first: all that is needed to append and to sign. */
export interface CompactRange {
  size: number;
  hashes: readonly string[];
}

export const emptyRange: CompactRange = { size: 0, hashes: [] };

/** Appends one leaf; `completed` are the subtrees above the leaf which it made complete. `join`: `nodeHash` or its equal. */
export function appendLeaf(
  range: CompactRange,
  leaf: string,
  join: typeof nodeHash = nodeHash,
): { range: CompactRange; completed: SubtreeHash[] } {
  const hashes = [...range.hashes];
  const completed: SubtreeHash[] = [];
  let hash = leaf;
  let index = range.size;
  for (let level = 1; index % 2 === 1; level += 1) {
    const left = hashes.pop();
    if (left === undefined) throw new Error('the compact range does not fit its size');
    hash = join(left, hash);
    index = (index - 1) / 2;
    completed.push({ level, index, hash });
  }
  return { range: { size: range.size + 1, hashes: [...hashes, hash] }, completed };
}

export const rootOfRange = (range: CompactRange): string => rootOfSubtrees(range.hashes);
