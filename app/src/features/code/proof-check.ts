import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryHash, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { rootFromInclusion } from '@lifttrust/shared-types/proof/proof.merkle';
import { isCheckpointGood, isReceiptGood } from '@lifttrust/shared-types/proof/proof.signature';

export interface CheckedStep {
  outcome: 'good' | 'bad' | 'later';
  /** What was found, in words. */
  text: string;
}

interface CheckStep {
  key: string;
  label: string;
  check: (proof: ProofPackage) => CheckedStep;
}

const good = (text: string): CheckedStep => ({ outcome: 'good', text });
const bad = (text: string): CheckedStep => ({ outcome: 'bad', text });
const later = (text: string): CheckedStep => ({ outcome: 'later', text });
const short = (hash: string): string => `${hash.slice(0, 8)}…`;

function contentUnchanged({ entries }: ProofPackage): CheckedStep {
  const [first] = entries;
  if (!first) return bad('这里没有存证内容。');
  const sound = entries.every(({ entry }) => entryHash(entry) === entry.hash && closedMatches(entry));
  return sound
    ? good(`重新计算得到 ${short(first.entry.hash)}，与封存时一致。`)
    : bad('重新计算的结果与封存时不一致，内容被改动过。');
}

/** The closed part is seldom shown; where it is, it must be the one that was sealed. */
const closedMatches = (entry: ProofPackage['entries'][number]['entry']): boolean =>
  entry.closed === undefined || sha256OfText(entry.closed) === entry.closedHash;

function receiptSigned({ entries, publicKey }: ProofPackage): CheckedStep {
  const sound = entries.every(
    ({ entry, receipt }) => receipt.entryHash === entry.hash && isReceiptGood(receipt, publicKey),
  );
  return sound ? good('回执上的签名是平台签发的。') : bad('回执上的签名不是平台签发的。');
}

function included({ entries, checkpoint }: ProofPackage): CheckedStep {
  if (!checkpoint || entries.some(({ inclusion }) => inclusion === null)) {
    return later('还没有编入总账，一般在一分钟之内。');
  }
  const sound = entries.every(
    ({ entry, inclusion }) =>
      rootFromInclusion(entry.hash, entry.seq, checkpoint.size, inclusion ?? []) === checkpoint.root,
  );
  return sound
    ? good(`总账共 ${checkpoint.size} 条，这份记录在它原来的位置上。`)
    : bad('在总账里找不到这份记录，它可能被删掉或换过位置。');
}

function checkpointSigned({ checkpoint, publicKey }: ProofPackage): CheckedStep {
  if (!checkpoint) return later('总账还没有签发。');
  return isCheckpointGood(checkpoint, publicKey)
    ? good('总账上的签名是平台签发的。')
    : bad('总账上的签名不是平台签发的。');
}

/** The same check as the command line's, one step after another, so that each can be told in words. */
export const checkSteps: CheckStep[] = [
  { key: 'content', label: '内容有没有被改过', check: contentUnchanged },
  { key: 'receipt', label: '回执是不是平台签发的', check: receiptSigned },
  { key: 'inclusion', label: '在不在总账里', check: included },
  { key: 'checkpoint', label: '总账是不是平台签发的', check: checkpointSigned },
];
