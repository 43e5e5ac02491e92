import { randomBytes } from 'node:crypto';
import type { ProofPackage, SealedEntry } from '@lifttrust/shared-types/ledger/ledger.contract';
import { canonicalJson, entryHash, noPrevious, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { receiptText } from '@lifttrust/shared-types/proof/proof.signature';
import { appendLeaf, type SubtreeHash } from '@lifttrust/shared-types/proof/proof.subtree';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { LedgerQuery } from './ledger.query';
import { LedgerSigner } from './ledger.signer';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerLiftHead } from './ledger-lift-head.entity';
import { LedgerNode } from './ledger-node.entity';

export interface EntryDraft {
  /** `record.submitted`, `record.owner_signed` … */
  kind: string;
  liftId: string;
  at: number;
  /** What anybody may hold in full. */
  open: Record<string, unknown>;
  /** What outsiders hold only as a salted hash. */
  closed: Record<string, unknown>;
}

export interface Appended {
  seq: number;
  hash: string;
  receipt: Receipt;
}

/** The sequencer of the one log (docs/adr/0002). */
@Singleton()
export class LedgerService {
  @Inject() ledgerSigner: LedgerSigner;
  @Inject() ledgerQuery: LedgerQuery;

  /**
   * Seals an entry inside the caller's transaction. Call it late: from here to the commit everybody else who seals
   * waits. The receipt is worth something only once the transaction has committed.
   */
  async append({ manager }: Transaction, draft: EntryDraft): Promise<Appended> {
    const head = await this.takeTurn(manager);
    const lift = await nextOfLift(manager, draft.liftId);
    // The salt keeps the closed part from being guessed from its hash.
    const closed = canonicalJson({ ...draft.closed, salt: randomBytes(32).toString('hex') });
    const entry = {
      version: 1 as const,
      seq: head.size,
      kind: draft.kind,
      liftId: draft.liftId,
      ...lift,
      at: draft.at,
      open: canonicalJson(draft.open),
      closedHash: sha256OfText(closed),
    };
    const hash = entryHash(entry);
    const receipt = this.promise(head.logId, { ...entry, hash });
    await insertEntry(manager, { ...entry, closed, hash }, receipt);
    await manager.update(LedgerLiftHead, { liftId: draft.liftId }, { hash });
    const grown = appendLeaf({ size: head.size - 1, hashes: head.frontier }, hash);
    await manager.update(LedgerHead, { id: 1 }, { frontier: [...grown.range.hashes] });
    await insertNodes(manager, grown.completed);
    return { seq: entry.seq, hash, receipt };
  }

  /** Proof of some entries under the latest checkpoint; the closed parts only for those who may see them. */
  packageFor(seqs: readonly number[], options: { withClosed: boolean }): Promise<ProofPackage> {
    return this.ledgerQuery.packageFor(seqs, options, this.ledgerSigner);
  }

  /** A lift's whole history as sealed, oldest first, closed parts included. */
  entriesOf(liftId: string, manager?: EntityManager): Promise<SealedEntry[]> {
    return this.ledgerQuery.entriesOf(liftId, manager);
  }

  /**
   * Counting up first takes the row's lock and then reads what the last holder committed, even where the
   * transaction's own snapshot is older; reading first would let two transactions see the same end of the log.
   */
  private async takeTurn(manager: EntityManager): Promise<LedgerHead> {
    await manager
      .createQueryBuilder()
      .update(LedgerHead)
      .set({ size: () => 'size + 1' })
      .where({ id: 1 })
      .execute();
    return manager.findOneByOrFail(LedgerHead, { id: 1 });
  }

  private promise(logId: string, entry: Pick<SealedEntry, 'seq' | 'hash' | 'at'>): Receipt {
    const key = this.ledgerSigner.current();
    const draft = {
      version: 1 as const,
      logId,
      keyId: key.keyId,
      seq: entry.seq,
      entryHash: entry.hash,
      at: entry.at,
    };
    return { ...draft, signature: key.sign(receiptText(draft)) };
  }
}

/** Same order as for the log's head: count up, then read. */
async function nextOfLift(
  manager: EntityManager,
  liftId: string,
): Promise<Pick<SealedEntry, 'liftSeq' | 'previous'>> {
  const counted = await manager
    .createQueryBuilder()
    .update(LedgerLiftHead)
    .set({ liftSeq: () => 'lift_seq + 1' })
    .where({ liftId })
    .execute();
  if (counted.affected !== 1) {
    await manager.insert(LedgerLiftHead, { liftId, liftSeq: 1, hash: noPrevious });
    return { liftSeq: 1, previous: noPrevious };
  }
  const head = await manager.findOneByOrFail(LedgerLiftHead, { liftId });
  return { liftSeq: head.liftSeq, previous: head.hash };
}

const insertEntry = (manager: EntityManager, entry: SealedEntry & { closed: string }, receipt: Receipt) =>
  manager.insert(LedgerEntry, {
    seq: entry.seq,
    kind: entry.kind,
    liftId: entry.liftId,
    liftSeq: entry.liftSeq,
    previous: entry.previous,
    at: entry.at,
    openText: entry.open,
    closedText: entry.closed,
    closedHash: entry.closedHash,
    hash: entry.hash,
    keyId: receipt.keyId,
    signature: receipt.signature,
  });

async function insertNodes(manager: EntityManager, completed: readonly SubtreeHash[]): Promise<void> {
  if (completed.length === 0) return;
  await manager.insert(
    LedgerNode,
    completed.map(({ level, index, hash }) => ({ level, position: index, hash })),
  );
}
