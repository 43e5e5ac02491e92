import type { ProofPackage, SealedEntry } from '../ledger/ledger.contract';
import { entryHash, entryLeaf, isCanonical, noPrevious, sha256OfText } from './proof.hash';
import { isCheckpointBelieved, isReceiptBelieved, type KeyRing, keysFrom } from './proof.keys';
import { rootFromInclusion } from './proof.merkle';
import { keyIdOf } from './proof.signature';

/** One thing that was checked, in words for whoever holds the phone. */
export interface ProofCheck {
  name: 'key' | 'content' | 'closed' | 'chain' | 'receipt' | 'checkpoint' | 'inclusion';
  label: string;
  good: boolean;
  text: string;
  /** Numbers of the entries that failed. */
  broken: number[];
}

type Proven = ProofPackage['entries'][number];

const named = (entries: readonly SealedEntry[]) =>
  entries.map(({ seq }) => (seq === null ? '还没有编号的' : `第 ${seq} 号`)).join('、');

/** A check over several entries: one sentence when all hold, otherwise the ones that do not are named. */
function check(
  name: ProofCheck['name'],
  label: string,
  broken: readonly SealedEntry[],
  fine: string,
  bad: string,
): ProofCheck {
  const good = broken.length === 0;
  return {
    name,
    label,
    good,
    text: good ? fine : `${named(broken)}存证${bad}`,
    broken: broken.map(({ seq }) => seq).filter((seq) => seq !== null),
  };
}

const failing = (entries: readonly Proven[], holds: (proven: Proven) => boolean): SealedEntry[] =>
  entries.filter((proven) => !holds(proven)).map(({ entry }) => entry);

function checkKey(pkg: ProofPackage, ring: KeyRing): ProofCheck {
  const good = isKnown(ring, pkg.publicKey);
  return {
    name: 'key',
    label: '签名公钥',
    good,
    text: good
      ? `与已公布的公钥一致（编号 ${keyIdOf(pkg.publicKey)}）。`
      : '证明包里的公钥不是已公布的公钥，不要相信这份证明。',
    broken: [],
  };
}

function isKnown(ring: KeyRing, publicKey: string): boolean {
  return [...ring.values()].some((key) => key.publicKey === publicKey);
}

function checkContent(entries: readonly Proven[]): ProofCheck {
  const broken = failing(entries, ({ entry }) => isCanonical(entry.open) && entryHash(entry) === entry.hash);
  return check(
    'content',
    '内容',
    broken,
    '内容与封存时的摘要一致，没有改动。',
    '的内容与摘要不符，已被改动。',
  );
}

function checkClosed(entries: readonly Proven[]): ProofCheck[] {
  const shown = entries.filter(({ entry }) => entry.closed !== undefined);
  if (shown.length === 0) return [];
  const broken = failing(
    shown,
    ({ entry }) =>
      entry.closed !== undefined &&
      isCanonical(entry.closed) &&
      sha256OfText(entry.closed) === entry.closedHash,
  );
  return [
    check(
      'closed',
      '不公开的部分',
      broken,
      '不公开的部分与封存时的摘要一致。',
      '不公开的部分与摘要不符，已被改动。',
    ),
  ];
}

/** Each entry names the one before it on the same lift, so nothing can be slipped in or taken out between two. */
function checkChain(entries: readonly Proven[]): ProofCheck {
  // What waits for its number has no place yet that could be wrong.
  const numbered = entries.map(({ entry }) => entry).filter(({ seq }) => seq !== null);
  const sorted = numbered.sort((a, b) => Number(a.seq) - Number(b.seq));
  const last = new Map<string, SealedEntry>();
  const broken: SealedEntry[] = [];
  let previousSeq = 0;
  for (const entry of sorted) {
    if (entry.seq === previousSeq || !followsLift(entry, last.get(entry.liftId))) broken.push(entry);
    previousSeq = Number(entry.seq);
    last.set(entry.liftId, entry);
  }
  return check(
    'chain',
    '前后相连',
    broken,
    '每一条都指向该电梯的上一条，首尾相连。',
    '与该电梯的上一条存证接不上。',
  );
}

function followsLift(entry: SealedEntry, before: SealedEntry | undefined): boolean {
  const { liftSeq, previous } = entry;
  if (liftSeq === null || previous === null) return false;
  if (liftSeq === 1 || previous === noPrevious) {
    return liftSeq === 1 && previous === noPrevious && before === undefined;
  }
  if (!before) return liftSeq > 1;
  const isNext = liftSeq === Number(before.liftSeq) + 1;
  if (isNext) return previous === entryLeaf(before);
  return liftSeq > Number(before.liftSeq) + 1 && previous !== entryLeaf(before);
}

function checkReceipts(pkg: ProofPackage, ring: KeyRing): ProofCheck {
  const broken = failing(
    pkg.entries,
    ({ entry, receipt }) =>
      receipt.entryHash === entry.hash &&
      receipt.version === entry.version &&
      (receipt.version === 2 || receipt.seq === entry.seq) &&
      receipt.at === entry.at &&
      (pkg.checkpoint === null || receipt.logId === pkg.checkpoint.logId) &&
      isReceiptBelieved(receipt, ring),
  );
  return check('receipt', '回执', broken, '平台签名的回执有效。', '的回执不是平台签发的，或与内容不符。');
}

function checkCheckpoint(pkg: ProofPackage, ring: KeyRing): ProofCheck[] {
  if (!pkg.checkpoint) return [];
  const good = isCheckpointBelieved(pkg.checkpoint, ring);
  const text = good
    ? `存证日志的检查点（共 ${pkg.checkpoint.size} 条）由平台签名。`
    : '检查点的签名无效，不要相信这份证明。';
  return [{ name: 'checkpoint', label: '检查点', good, text, broken: [] }];
}

function checkInclusion(pkg: ProofPackage): ProofCheck {
  const { checkpoint } = pkg;
  // Without a clock nobody can say here whether it waits too long; the verifier holds kept receipts against the log.
  const isWaiting = ({ entry }: Proven) => !checkpoint || entry.seq === null || entry.seq > checkpoint.size;
  const waiting = pkg.entries.filter(isWaiting);
  const broken = failing(pkg.entries, (proven) => {
    const { entry, inclusion } = proven;
    if (isWaiting(proven)) return inclusion === null;
    const leaf = entryLeaf(entry);
    if (!checkpoint || !inclusion || leaf === null || entry.seq === null) return false;
    return rootFromInclusion(leaf, entry.seq - 1, checkpoint.size, inclusion) === checkpoint.root;
  });
  const fine =
    waiting.length === 0
      ? '已收录在检查点之下，不能再被删除或替换。'
      : `${named(waiting.map(({ entry }) => entry))}存证等待下一个检查点（约一分钟），目前由回执担保。`;
  return check('inclusion', '收录', broken, fine, '不在检查点之下，可能已被删除或替换。');
}

/** Something that is no key at all vouches for nothing. */
function ringOf(keys: readonly string[], pkg: ProofPackage): KeyRing {
  try {
    return keysFrom(keys, pkg.handovers ?? []);
  } catch {
    return new Map();
  }
}

/**
 * The whole check of a proof package, without a server and without a clock (docs/proof.md). `trusted`: the public key
 * or keys that the reader believes; what they hand over to counts as well.
 */
export function checkPackage(pkg: ProofPackage, trusted?: string | readonly string[]): ProofCheck[] {
  if (pkg.entries.length === 0) {
    return [{ name: 'content', label: '内容', good: false, text: '证明包里没有存证。', broken: [] }];
  }
  const ring = ringOf(trusted === undefined ? [pkg.publicKey] : [trusted].flat(), pkg);
  return [
    ...(trusted === undefined ? [] : [checkKey(pkg, ring)]),
    checkContent(pkg.entries),
    ...checkClosed(pkg.entries),
    checkChain(pkg.entries),
    checkReceipts(pkg, ring),
    ...checkCheckpoint(pkg, ring),
    checkInclusion(pkg),
  ];
}
