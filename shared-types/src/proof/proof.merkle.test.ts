import { createHash } from 'node:crypto';
import { fromHex } from './proof.bytes';
import {
  consistencyPath,
  consistencyRanges,
  emptyRoot,
  inclusionPath,
  inclusionRanges,
  isConsistent,
  leafHash,
  rootFromInclusion,
  rootOf,
} from './proof.merkle';
import { appendLeaf, emptyRange, rootOfRange, rootOfSubtrees, subtreesOf } from './proof.subtree';

// The eight leaves and the roots of the reference implementation of Certificate Transparency.
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const known = inputs.map((input) => leafHash(fromHex(input)));
const someLeaves = (count: number) =>
  Array.from({ length: count }, (_, at) => leafHash(Uint8Array.of(at & 255, at >> 8)));

test('the empty tree has the hash of nothing', () => {
  expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('the roots are those of the Certificate Transparency reference', () => {
  expect(roots.map((_, at) => rootOf(known.slice(0, at + 1)))).toEqual(roots);
});

test('the inclusion paths are those of the Certificate Transparency reference', () => {
  expect(inclusionPath(0, known)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
});

test('the consistency paths are those of the Certificate Transparency reference', () => {
  expect(consistencyPath(1, known)).toEqual(inclusionPath(0, known));
  expect(consistencyPath(6, known)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('a leaf hash is the SHA-256 of a zero byte and the leaf', () => {
  expect(leafHash(Uint8Array.of(1, 2))).toBe(
    createHash('sha256')
      .update(Uint8Array.of(0, 1, 2))
      .digest('hex'),
  );
});

test('every entry of every log up to 36 entries is found by its path, and only at its own place', () => {
  for (let size = 1; size <= 36; size += 1) {
    const leaves = someLeaves(size);
    const root = rootOf(leaves);
    leaves.forEach((leaf, index) => {
      const path = inclusionPath(index, leaves);
      expect(rootFromInclusion(leaf, index, size, path)).toBe(root);
      expect(rootFromInclusion(leaf, index + 1, size, path)).not.toBe(root);
      expect(rootFromInclusion(leaf, index, size, [...path, root])).toBeNull();
    });
  }
});

test('a longer log is consistent with each of its own beginnings', () => {
  const leaves = someLeaves(36);
  for (let size = 1; size <= 36; size += 1) {
    const newer = { size, root: rootOf(leaves.slice(0, size)) };
    for (let older = 1; older <= size; older += 1) {
      const path = consistencyPath(older, leaves.slice(0, size));
      expect(isConsistent({ size: older, root: rootOf(leaves.slice(0, older)) }, newer, path)).toBe(true);
    }
  }
});

test('a log that was rewritten is consistent with none of its old beginnings', () => {
  const leaves = someLeaves(21);
  const rewritten = leaves.map((leaf, at) => (at === 3 ? leafHash(Uint8Array.of(9, 9, 9)) : leaf));
  for (let older = 4; older <= 21; older += 1) {
    const path = consistencyPath(older, rewritten);
    const old = { size: older, root: rootOf(leaves.slice(0, older)) };
    expect(isConsistent(old, { size: 21, root: rootOf(rewritten) }, path)).toBe(false);
  }
});

test('a path that is too short, too long or for a larger log proves nothing', () => {
  const leaves = someLeaves(9);
  const old = { size: 5, root: rootOf(leaves.slice(0, 5)) };
  const now = { size: 9, root: rootOf(leaves) };
  const path = consistencyPath(5, leaves);
  expect(isConsistent(old, now, path.slice(1))).toBe(false);
  expect(isConsistent(old, now, [...path, now.root])).toBe(false);
  expect(isConsistent(now, old, path)).toBe(false);
  expect(isConsistent({ size: 0, root: emptyRoot }, now, [])).toBe(false);
  expect(isConsistent(now, now, [])).toBe(true);
  expect(rootFromInclusion(leaves[0] ?? '', 9, 9, [])).toBeNull();
  expect(rootFromInclusion(leaves[0] ?? '', 0.5, 9, [])).toBeNull();
});

test('a log that grows entry by entry keeps the same root and completes every subtree once', () => {
  const leaves = someLeaves(36);
  const kept = new Map<string, string>();
  let range = emptyRange;
  leaves.forEach((leaf, index) => {
    kept.set(`0:${index}`, leaf);
    const grown = appendLeaf(range, leaf);
    range = grown.range;
    for (const { level, index: at, hash } of grown.completed) {
      expect(kept.has(`${level}:${at}`)).toBe(false);
      kept.set(`${level}:${at}`, hash);
    }
    expect(rootOfRange(range)).toBe(rootOf(leaves.slice(0, index + 1)));
  });
  const hashesOf = (from: number, to: number) =>
    rootOfSubtrees(subtreesOf({ from, to }).map(({ level, index }) => kept.get(`${level}:${index}`) ?? ''));
  for (let older = 1; older <= 36; older += 1) {
    expect(consistencyRanges(older, 36).map(({ from, to }) => hashesOf(from, to))).toEqual(
      consistencyPath(older, leaves),
    );
    expect(inclusionRanges(older - 1, 36).map(({ from, to }) => hashesOf(from, to))).toEqual(
      inclusionPath(older - 1, leaves),
    );
  }
});
