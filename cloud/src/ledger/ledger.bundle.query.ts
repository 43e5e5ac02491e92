import type { Checkpoint, KeyHandover, ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { noPrevious } from '@lifttrust/shared-types/proof/proof.hash';
import { inclusionRanges } from '@lifttrust/shared-types/proof/proof.merkle';
import { rootOfSubtrees, type Subtree, subtreesOf } from '@lifttrust/shared-types/proof/proof.subtree';
import { Inject, Singleton } from '@midwayjs/core';
import { Between, In } from 'typeorm';
import { Database } from '../kernel/database';
import { LedgerQuery } from './ledger.query';
import { inOrder, toCheckpoint, toEntry, toReceipt } from './ledger.rows';
import { LedgerSigner } from './ledger.signer';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerNode } from './ledger-node.entity';

const entriesAtOnce = 500;
/** Subtrees that were looked up; the higher ones are asked for again and again. Some 100 bytes each. */
const keptHashes = 50_000;

/** What every package made under one checkpoint has in common. */
export interface Bundle {
  logId: string;
  checkpoint: Checkpoint;
  publicKey: string;
  handovers: readonly KeyHandover[];
  /** By `level:index`. */
  hashes: Map<string, string>;
}

/** Proofs of many entries under one and the same checkpoint: a few statements for hundreds of them. */
@Singleton()
export class LedgerBundleQuery {
  @Inject() database: Database;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSigner: LedgerSigner;

  private get manager() {
    return this.database.reader.manager;
  }

  /** How many entries the latest checkpoint covers; 0 while there is none. */
  async checkedSize(): Promise<number> {
    return (await this.ledgerQuery.latestCheckpoint())?.size ?? 0;
  }

  /** @param size that of a checkpoint there is */
  async begin(size: number): Promise<Bundle> {
    const row = await this.manager.findOneByOrFail(LedgerCheckpoint, { size });
    const { publicKey, handovers } = this.ledgerSigner;
    const logId = await this.ledgerQuery.logId();
    return { logId, checkpoint: toCheckpoint(row), publicKey, handovers, hashes: new Map() };
  }

  /** The open parts of entries after one number and up to another, in order, some hundred at a time. */
  opensAfter(after: number, upTo: number): Promise<{ seq: number | null; openText: string }[]> {
    return this.manager.find(LedgerEntry, {
      select: { id: true, seq: true, openText: true },
      where: { seq: Between(after + 1, Math.min(upTo, after + entriesAtOnce)) },
      order: { seq: 'ASC' },
    });
  }

  /** Entries of some lifts from a number on, as far as the bundle's checkpoint reaches. */
  async entriesFrom(bundle: Bundle, liftIds: string[], from: number): Promise<LedgerEntry[]> {
    const rows = await this.manager.find(LedgerEntry, {
      where: { liftId: In(liftIds), seq: Between(from, bundle.checkpoint.size) },
    });
    return rows.sort(inOrder);
  }

  /** The proof of some entries, closed parts included. */
  async packageOf(bundle: Bundle, rows: readonly LedgerEntry[]): Promise<ProofPackage> {
    const { size } = bundle.checkpoint;
    const paths = rows.map((row) => inclusionRanges(Number(row.seq) - 1, size).map(subtreesOf));
    await this.learn(bundle, paths.flat(2));
    const hashOf = (subtree: Subtree) => bundle.hashes.get(nameOf(subtree)) ?? noPrevious;
    const entries = rows.map((row, at) => ({
      entry: toEntry(row),
      receipt: toReceipt(row, bundle.logId),
      inclusion: (paths[at] ?? []).map((subtrees) => rootOfSubtrees(subtrees.map(hashOf))),
    }));
    const { checkpoint, publicKey, handovers } = bundle;
    return {
      version: 1,
      entries,
      checkpoint,
      publicKey,
      ...(handovers.length > 0 ? { handovers: [...handovers] } : {}),
    };
  }

  /** Asks for what the bundle does not know yet: one statement a level. */
  async learn(bundle: Bundle, subtrees: readonly Subtree[]): Promise<void> {
    if (bundle.hashes.size > keptHashes) bundle.hashes.clear();
    const unknown = new Map<number, Set<number>>();
    for (const subtree of subtrees) {
      if (bundle.hashes.has(nameOf(subtree))) continue;
      const level = unknown.get(subtree.level) ?? new Set();
      unknown.set(subtree.level, level.add(subtree.index));
    }
    for (const [level, indices] of unknown)
      for (const [index, hash] of await this.hashesAt(level, [...indices]))
        bundle.hashes.set(nameOf({ level, index }), hash);
  }

  /** Before many packages are made: one look for all of their paths. */
  async prepare(bundle: Bundle, rows: readonly LedgerEntry[]): Promise<void> {
    const { size } = bundle.checkpoint;
    await this.learn(
      bundle,
      rows.flatMap((row) => inclusionRanges(Number(row.seq) - 1, size).flatMap(subtreesOf)),
    );
  }

  private async hashesAt(level: number, indices: number[]): Promise<[number, string][]> {
    if (level === 0) {
      const rows = await this.manager.find(LedgerEntry, {
        select: { id: true, seq: true, leaf: true },
        where: { seq: In(indices.map((index) => index + 1)) },
      });
      return rows.map(({ seq, leaf }) => [Number(seq) - 1, leaf ?? noPrevious]);
    }
    const rows = await this.manager.findBy(LedgerNode, { level, position: In(indices) });
    return rows.map(({ position, hash }) => [position, hash]);
  }
}

const nameOf = ({ level, index }: Subtree) => `${level}:${index}`;
