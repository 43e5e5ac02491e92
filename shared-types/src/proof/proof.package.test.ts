import { generateKeyPairSync, sign } from 'node:crypto';
import type { ProofPackage, SealedEntry } from '../ledger/ledger.contract';
import { canonicalJson, entryHash, entryLeaf, noPrevious, sha256OfText } from './proof.hash';
import { inclusionPath, rootOf } from './proof.merkle';
import { checkPackage } from './proof.package';
import { checkpointText, keyIdOf, receiptText } from './proof.signature';

function aSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  return {
    publicKey: raw,
    keyId: keyIdOf(raw),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}
const signer = aSigner();
const at = 1_763_600_000_000;

type Numbered = SealedEntry & { seq: number; liftSeq: number };

/** A log as both releases wrote it: entries of version 1, then of version 2. */
function aLog(lifts: string[], versionOf: (n: number) => 1 | 2 = () => 1): Numbered[] {
  const entries: Numbered[] = [];
  for (const liftId of lifts) {
    const before = entries.filter((entry) => entry.liftId === liftId).at(-1);
    const closed = canonicalJson({ salt: `salt ${entries.length}`, latitude: 31.2 });
    const entry = {
      version: versionOf(entries.length),
      seq: entries.length + 1,
      kind: 'record.submitted',
      liftId,
      liftSeq: (before?.liftSeq ?? 0) + 1,
      previous: before ? leafOf(before) : noPrevious,
      at: at + entries.length,
      open: canonicalJson({ grade: '正常', liftId }),
      closedHash: sha256OfText(closed),
    };
    entries.push({ ...entry, closed, hash: entryHash(entry) });
  }
  return entries;
}

const leafOf = (entry: SealedEntry) => entryLeaf(entry) ?? '';

function aPackage(entries: Numbered[], size = entries.length, by = signer): ProofPackage {
  const leaves = entries.slice(0, size).map(leafOf);
  const head = { version: 1 as const, logId: 'log', keyId: by.keyId };
  const checkpoint = { ...head, size, root: rootOf(leaves), at: at + 60_000 };
  return {
    version: 1,
    publicKey: by.publicKey,
    checkpoint: { ...checkpoint, signature: by.sign(checkpointText(checkpoint)) },
    entries: entries.map((entry) => {
      const { seq, hash: entryHash, at: promisedAt, version } = entry;
      const said = { ...head, entryHash, at: promisedAt };
      const receipt = version === 1 ? { ...said, version, seq } : { ...said, version };
      return {
        entry,
        receipt: { ...receipt, signature: by.sign(receiptText(receipt)) },
        inclusion: entry.seq <= size ? inclusionPath(entry.seq - 1, leaves) : null,
      };
    }),
  };
}

const lifts = ['A', 'B', 'A', 'A', 'B'];

const bad = (pkg: ProofPackage, key?: string) =>
  checkPackage(pkg, key)
    .filter(({ good }) => !good)
    .map(({ name }) => name);
const changed = (pkg: ProofPackage, seq: number, change: Partial<SealedEntry>): ProofPackage => ({
  ...pkg,
  entries: pkg.entries.map((proven) =>
    proven.entry.seq === seq ? { ...proven, entry: { ...proven.entry, ...change } } : proven,
  ),
});

describe.each([
  ['version 1', aLog(lifts)],
  ['version 1 and then version 2', aLog(lifts, (n) => (n < 2 ? 1 : 2))],
])('in a log of entries of %s', (_, log) => {
  test('an honest package passes every check', () => {
    const checks = checkPackage(aPackage(log), signer.publicKey);
    expect(checks.map(({ name }) => name)).toEqual([
      'key',
      'content',
      'closed',
      'chain',
      'receipt',
      'checkpoint',
      'inclusion',
    ]);
    expect(checks.filter(({ good }) => !good)).toEqual([]);
  });

  test('an outsider checks a package that holds the closed part only by its hash', () => {
    const pkg = aPackage(log);
    const open = {
      ...pkg,
      entries: pkg.entries.map(({ entry: { closed: _, ...entry }, ...rest }) => ({ ...rest, entry })),
    };
    expect(bad(open, signer.publicKey)).toEqual([]);
    expect(checkPackage(open).map(({ name }) => name)).not.toContain('closed');
  });

  test('a changed word in the open part is found, and the entry is named', () => {
    const pkg = changed(aPackage(log), 3, { open: canonicalJson({ grade: '优秀', liftId: 'A' }) });
    expect(bad(pkg)).toEqual(['content']);
    expect(checkPackage(pkg).find(({ good }) => !good)?.text).toContain('第 3 号');
  });

  test('a changed word in the closed part is found', () => {
    expect(bad(changed(aPackage(log), 3, { closed: canonicalJson({ salt: '', latitude: 31.3 }) }))).toEqual([
      'closed',
    ]);
  });

  test('a body that could be read in two ways is refused', () => {
    const twofold = { ...(log[0] as Numbered), open: '{"grade":"正常","grade":"停梯"}' };
    const pkg = aPackage([{ ...twofold, hash: entryHash(twofold) }]);
    expect(bad(pkg)).toEqual(['content']);
  });

  test('a changed word with its hash recomputed breaks chain, receipt and inclusion', () => {
    const forged = { ...(log[2] as Numbered), open: canonicalJson({ grade: '优秀' }) };
    const pkg = changed(aPackage(log), 3, { open: forged.open, hash: entryHash(forged) });
    expect(bad(pkg)).toEqual(['chain', 'receipt', 'inclusion']);
  });

  test('an entry taken out between two of the same lift is noticed as a gap that links across', () => {
    const relinked = { ...(log[3] as Numbered), previous: leafOf(log[0] as Numbered) };
    const pkg = aPackage([log[0] as Numbered, { ...relinked, hash: entryHash(relinked) }], 0);
    expect(bad(pkg)).toContain('chain');
  });

  test('a package that shows only some entries of a lift is fine', () => {
    const pkg = aPackage(log);
    expect(bad({ ...pkg, entries: pkg.entries.filter(({ entry }) => entry.seq !== 3) })).toEqual([]);
  });

  test('an entry younger than the checkpoint waits under its receipt', () => {
    const pkg = aPackage(log, 4);
    expect(bad(pkg)).toEqual([]);
    expect(checkPackage(pkg).at(-1)?.text).toContain('回执担保');
    expect(bad({ ...pkg, checkpoint: null, entries: pkg.entries.slice(4) })).toEqual([]);
  });

  test('a package that leaves out the path of a covered entry is refused', () => {
    const pkg = aPackage(log);
    const [first, ...others] = pkg.entries;
    expect(first && bad({ ...pkg, entries: [{ ...first, inclusion: null }, ...others] })).toEqual([
      'inclusion',
    ]);
  });

  test('a forged receipt is refused', () => {
    const pkg = aPackage(log);
    const forged = aPackage(log, log.length, aSigner());
    expect(bad({ ...pkg, entries: forged.entries })).toEqual(['receipt']);
  });

  test('a whole package signed by somebody else is refused by whoever knows the published key', () => {
    const foreign = aPackage(log, log.length, aSigner());
    expect(bad(foreign)).toEqual([]);
    expect(bad(foreign, signer.publicKey)).toEqual(['key', 'receipt', 'checkpoint']);
  });

  test('a checkpoint with another root is refused', () => {
    const pkg = aPackage(log);
    expect(pkg.checkpoint && bad({ ...pkg, checkpoint: { ...pkg.checkpoint, size: 6 } })).toEqual([
      'checkpoint',
      'inclusion',
    ]);
  });

  test('an empty package proves nothing', () => {
    expect(bad({ ...aPackage(log), entries: [] })).toEqual(['content']);
  });
});
