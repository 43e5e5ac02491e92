import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type {
  Checkpoint,
  KeyHandover,
  ProofPackage,
  SealedEntry,
} from '@lifttrust/shared-types/ledger/ledger.contract';
import { noPrevious } from '@lifttrust/shared-types/proof/proof.hash';
import {
  consistencyRanges,
  inclusionRanges,
  type LeafRange,
} from '@lifttrust/shared-types/proof/proof.merkle';
import {
  type CompactRange,
  rootOfSubtrees,
  type Subtree,
  subtreesOf,
} from '@lifttrust/shared-types/proof/proof.subtree';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { Database } from '../kernel/database';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerNode } from './ledger-node.entity';

/** Reads the log; proofs are put together from the complete subtrees, a few dozen rows whatever its size. */
@Singleton()
export class LedgerQuery {
  @Inject() database: Database;

  private get manager() {
    return this.database.reader.manager;
  }

  head(): Promise<LedgerHead> {
    return this.manager.findOneByOrFail(LedgerHead, { id: 1 });
  }

  async latestCheckpoint(): Promise<Checkpoint | null> {
    const [row] = await this.manager.find(LedgerCheckpoint, { order: { size: 'DESC' }, take: 1 });
    return row ? toCheckpoint(row) : null;
  }

  /** Inside a transaction, pass its manager: what it has just sealed is not committed yet. */
  async entriesOf(liftId: string, manager: EntityManager = this.manager): Promise<SealedEntry[]> {
    const rows = await manager.find(LedgerEntry, { where: { liftId }, order: { seq: 'ASC' } });
    return rows.map(toEntry);
  }

  async packageFor(
    seqs: readonly number[],
    { withClosed }: { withClosed: boolean },
    signer: { publicKey: string; handovers: readonly KeyHandover[] },
  ): Promise<ProofPackage> {
    const rows = await this.manager.find(LedgerEntry, {
      where: { seq: In([...seqs]) },
      order: { seq: 'ASC' },
    });
    const { logId } = await this.head();
    const checkpoint = await this.latestCheckpoint();
    const entries = [];
    for (const row of rows) {
      const { closed, ...entry } = toEntry(row);
      entries.push({
        entry: withClosed && closed !== undefined ? { ...entry, closed } : entry,
        receipt: toReceipt(row, logId),
        inclusion:
          checkpoint && row.seq <= checkpoint.size
            ? await this.rootsOf(inclusionRanges(row.seq - 1, checkpoint.size))
            : null,
      });
    }
    const handovers = [...signer.handovers];
    const keys = { publicKey: signer.publicKey, ...(handovers.length > 0 ? { handovers } : {}) };
    return { version: 1, entries, checkpoint, ...keys };
  }

  /** Proof that the log of `to` entries begins with the log of `from` entries. */
  async consistency(from: number, to: number): Promise<string[]> {
    const size = (await this.latestCheckpoint())?.size ?? 0;
    if (from > to || to > size) {
      throw AppError.invalid(
        'ledger.sizes_invalid',
        `请给出 1 到 ${size} 之间的两个数，前一个不大于后一个。`,
      );
    }
    return this.rootsOf(consistencyRanges(from, to));
  }

  /** The complete subtrees over the first `size` entries, from what the database holds now. */
  async rangeAt(size: number): Promise<CompactRange> {
    const subtrees = subtreesOf({ from: 0, to: size });
    const hashes = await this.hashesOf(subtrees);
    return { size, hashes: subtrees.map((subtree) => hashes.get(nameOf(subtree)) ?? noPrevious) };
  }

  /** Entries after `size`, some hundred at a time, each with its receipt. */
  async sealedAfter(size: number): Promise<{ entry: SealedEntry & { closed: string }; receipt: Receipt }[]> {
    const rows = await this.manager.find(LedgerEntry, {
      where: { seq: MoreThan(size) },
      order: { seq: 'ASC' },
      take: 200,
    });
    const { logId } = await this.head();
    return rows.map((row) => ({
      entry: { ...toEntry(row), closed: row.closedText },
      receipt: toReceipt(row, logId),
    }));
  }

  private async rootsOf(ranges: readonly LeafRange[]): Promise<string[]> {
    const parts = ranges.map(subtreesOf);
    const hashes = await this.hashesOf(parts.flat());
    return parts.map((subtrees) =>
      rootOfSubtrees(subtrees.map((subtree) => hashes.get(nameOf(subtree)) ?? noPrevious)),
    );
  }

  private async hashesOf(subtrees: readonly Subtree[]): Promise<Map<string, string>> {
    const leaves = subtrees.filter(({ level }) => level === 0);
    const nodes = subtrees.filter(({ level }) => level > 0);
    const entries =
      leaves.length === 0
        ? []
        : await this.manager.find(LedgerEntry, {
            select: { seq: true, hash: true },
            where: { seq: In(leaves.map(({ index }) => index + 1)) },
          });
    const rows =
      nodes.length === 0
        ? []
        : await this.manager.find(LedgerNode, {
            where: nodes.map(({ level, index }) => ({ level, position: index })),
          });
    return new Map([
      ...entries.map(({ seq, hash }) => [nameOf({ level: 0, index: seq - 1 }), hash] as const),
      ...rows.map(({ level, position, hash }) => [nameOf({ level, index: position }), hash] as const),
    ]);
  }
}

const nameOf = ({ level, index }: Subtree) => `${level}:${index}`;

const toCheckpoint = (row: LedgerCheckpoint): Checkpoint => ({
  version: 1,
  logId: row.logId,
  keyId: row.keyId,
  size: row.size,
  root: row.root,
  at: row.at,
  signature: row.signature,
});

const toEntry = (row: LedgerEntry): SealedEntry => ({
  version: 1,
  seq: row.seq,
  kind: row.kind,
  liftId: row.liftId,
  liftSeq: row.liftSeq,
  previous: row.previous,
  at: row.at,
  open: row.openText,
  closedHash: row.closedHash,
  closed: row.closedText,
  hash: row.hash,
});

const toReceipt = (row: LedgerEntry, logId: string): Receipt => ({
  version: 1,
  logId,
  keyId: row.keyId,
  seq: row.seq,
  entryHash: row.hash,
  at: row.at,
  signature: row.signature,
});
