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
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, Like, MoreThan } from 'typeorm';
import { Database } from '../kernel/database';
import { inOrder, toCheckpoint, toEntry, toReceipt } from './ledger.rows';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerNode } from './ledger-node.entity';

/** Reads the log; proofs are put together from the complete subtrees, a few dozen rows whatever its size. */
@Singleton()
export class LedgerQuery {
  @Inject() database: Database;

  private knownLogId: string | undefined;

  private get manager() {
    return this.database.reader.manager;
  }

  /** Which log this is; it never changes. */
  async logId(): Promise<string> {
    this.knownLogId ??= (await this.head()).logId;
    return this.knownLogId;
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
    const rows = await manager.findBy(LedgerEntry, { liftId });
    return rows.sort(inOrder).map(toEntry);
  }

  /** What was sealed about one thing of a lift, e.g. a record: the entries whose open part names its id. */
  async entriesAbout(
    liftId: string,
    id: string,
    manager: EntityManager = this.manager,
  ): Promise<SealedEntry[]> {
    const rows = await manager.findBy(LedgerEntry, { liftId, openText: Like(`%"${id}"%`) });
    return rows.sort(inOrder).map(toEntry);
  }

  async packageFor(
    hashes: readonly string[],
    { withClosed }: { withClosed: boolean },
    signer: { publicKey: string; handovers: readonly KeyHandover[] },
  ): Promise<ProofPackage> {
    const rows = await this.manager.findBy(LedgerEntry, { hash: In([...hashes]) });
    const logId = await this.logId();
    const checkpoint = await this.latestCheckpoint();
    const entries = [];
    for (const row of rows.sort(inOrder)) {
      const { closed, ...entry } = toEntry(row);
      entries.push({
        entry: withClosed ? { ...entry, closed } : entry,
        receipt: toReceipt(row, logId),
        inclusion:
          checkpoint && row.seq !== null && row.seq <= checkpoint.size
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

  /** Entries after `size` in the order of the log, some hundred at a time. */
  numberedAfter(size: number): Promise<LedgerEntry[]> {
    return this.manager.find(LedgerEntry, {
      where: { seq: MoreThan(size) },
      order: { seq: 'ASC' },
      take: 200,
    });
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
            select: { id: true, seq: true, leaf: true },
            where: { seq: In(leaves.map(({ index }) => index + 1)) },
          });
    const rows =
      nodes.length === 0
        ? []
        : await this.manager.find(LedgerNode, {
            where: nodes.map(({ level, index }) => ({ level, position: index })),
          });
    return new Map([
      ...entries.map(
        ({ seq, leaf }) => [nameOf({ level: 0, index: Number(seq) - 1 }), leaf ?? noPrevious] as const,
      ),
      ...rows.map(({ level, position, hash }) => [nameOf({ level, index: position }), hash] as const),
    ]);
  }
}

const nameOf = ({ level, index }: Subtree) => `${level}:${index}`;
