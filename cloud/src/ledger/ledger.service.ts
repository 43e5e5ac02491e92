import { randomBytes } from 'node:crypto';
import type { ProofPackage, SealedEntry } from '@lifttrust/shared-types/ledger/ledger.contract';
import { canonicalJson } from '@lifttrust/shared-types/proof/proof.hash';
import { receiptText } from '@lifttrust/shared-types/proof/proof.signature';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { fastHash, hashOfEntry } from './entry.hash';
import { LedgerQuery } from './ledger.query';
import { LedgerSequencer } from './ledger.sequencer';
import { LedgerSigner } from './ledger.signer';
import { LedgerEntry } from './ledger-entry.entity';

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

export interface Sealed {
  hash: string;
  receipt: Receipt;
}

/** Seals entries and proves them (docs/adr/0002, docs/adr/0014). */
@Singleton()
export class LedgerService {
  @Inject() ledgerSigner: LedgerSigner;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSequencer: LedgerSequencer;

  /**
   * Seals an entry inside the caller's transaction and promises to include it in the log; it gets its number a moment
   * after the commit, so that nobody waits for anybody else's. The receipt is worth something only once the
   * transaction has committed.
   */
  async append(tx: Transaction, draft: EntryDraft): Promise<Sealed> {
    // The salt keeps the closed part from being guessed from its hash.
    const closed = canonicalJson({ ...draft.closed, salt: randomBytes(32).toString('hex') });
    const entry = {
      version: 2 as const,
      seq: null,
      liftSeq: null,
      previous: null,
      kind: draft.kind,
      liftId: draft.liftId,
      at: draft.at,
      open: canonicalJson(draft.open),
      closedHash: fastHash(closed),
    };
    const hash = hashOfEntry(entry);
    const receipt = this.promise(await this.ledgerQuery.logId(), hash, draft.at);
    const { open, ...columns } = entry;
    const { keyId, signature } = receipt;
    const row = { ...columns, openText: open, closedText: closed, hash, keyId, signature };
    await insertRows(tx.manager, LedgerEntry, [row]);
    tx.afterCommit(() => this.ledgerSequencer.wake());
    return { hash, receipt };
  }

  /** Proof of some entries, named by their hashes, under the latest checkpoint; closed parts only for who may see them. */
  packageFor(hashes: readonly string[], options: { withClosed: boolean }): Promise<ProofPackage> {
    return this.ledgerQuery.packageFor(hashes, options, this.ledgerSigner);
  }

  /** A lift's whole history as sealed, oldest first, closed parts included. */
  entriesOf(liftId: string, manager?: EntityManager): Promise<SealedEntry[]> {
    return this.ledgerQuery.entriesOf(liftId, manager);
  }

  /** What was sealed about one thing of a lift, named by its id; oldest first, closed parts included. */
  entriesAbout(liftId: string, id: string, manager?: EntityManager): Promise<SealedEntry[]> {
    return this.ledgerQuery.entriesAbout(liftId, id, manager);
  }

  private promise(logId: string, entryHash: string, at: number): Receipt {
    const key = this.ledgerSigner.current();
    const draft = { version: 2 as const, logId, keyId: key.keyId, entryHash, at };
    return { ...draft, signature: key.sign(receiptText(draft)) };
  }
}
