import type { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryLeaf, noPrevious } from '@lifttrust/shared-types/proof/proof.hash';
import { headText } from '@lifttrust/shared-types/proof/proof.signature';
import {
  appendLeaf,
  type CompactRange,
  rootOfRange,
  type SubtreeHash,
} from '@lifttrust/shared-types/proof/proof.subtree';
import { In } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import { marks } from '../kernel/marks';
import type { Transaction } from '../kernel/unit-of-work';
import type { LedgerSigner } from './ledger.signer';
import { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';
import { LedgerLiftHead } from './ledger-lift-head.entity';
import { LedgerNode } from './ledger-node.entity';

/** What the sequencer needs to see of an entry that waits. */
export type WaitingEntry = Omit<LedgerEntry, 'closedText'>;

/** An entry with its place in the log. */
export type Placed = WaitingEntry & { seq: number; liftSeq: number; previous: string; leaf: string };

/** The log's end, held by one transaction: whoever has taken it gives out the next numbers. */
export class EndOfLog {
  private constructor(
    private readonly tx: Transaction,
    private readonly signer: LedgerSigner,
    private readonly logId: string,
    private range: CompactRange,
  ) {}

  /**
   * Writing to the row first takes its lock and then reads what the last holder committed, even where the
   * transaction's own snapshot is older; reading first would let two transactions see the same end.
   */
  static async take(tx: Transaction, signer: LedgerSigner): Promise<EndOfLog> {
    await tx.manager.query('UPDATE ledger_head SET size = size WHERE id = 1');
    const head = await tx.manager.findOneByOrFail(LedgerHead, { id: 1 });
    if (!(await isHeadOurs(tx, head, signer))) throw new Error(notOurs(head.size));
    return new EndOfLog(tx, signer, head.logId, { size: head.size, hashes: head.frontier });
  }

  get size(): number {
    return this.range.size;
  }

  /** Appends entries in the order given and signs the new end. */
  async append(rows: readonly WaitingEntry[]): Promise<Placed[]> {
    const { manager } = this.tx;
    const heads = await manager.findBy(LedgerLiftHead, {
      liftId: In([...new Set(rows.map((row) => row.liftId))]),
    });
    const lifts = new Map(heads.map((head) => [head.liftId, head]));
    const completed: SubtreeHash[] = [];
    const placed = rows.map((row) => {
      const before = lifts.get(row.liftId);
      const place = {
        seq: this.range.size + 1,
        liftSeq: (before?.liftSeq ?? 0) + 1,
        previous: before?.hash ?? noPrevious,
      };
      const leaf = leafOf(row, place);
      lifts.set(row.liftId, { liftId: row.liftId, liftSeq: place.liftSeq, hash: leaf });
      const grown = appendLeaf(this.range, leaf);
      this.range = grown.range;
      completed.push(...grown.completed);
      return { ...row, ...place, leaf };
    });
    await this.number(placed);
    await manager.upsert(LedgerLiftHead, [...lifts.values()], ['liftId']);
    await insertRows(
      manager,
      LedgerNode,
      completed.map(({ level, index, hash }) => ({ level, position: index, hash })),
    );
    await this.sign();
    return placed;
  }

  /** All rows with one statement. */
  private async number(placed: readonly Placed[]): Promise<void> {
    const names = { seq: 'seq', lift_seq: 'liftSeq', previous: 'previous', leaf: 'leaf' } as const;
    const values: (string | number)[] = [];
    const sets = Object.entries(names).map(([column, name]) => {
      for (const entry of placed) values.push(entry.id, entry[name]);
      return `${column} = CASE id ${placed.map(() => 'WHEN ? THEN ?').join(' ')} END`;
    });
    const ids = placed.map(({ id }) => id);
    await this.tx.manager.query(`UPDATE ledger_entry SET ${sets.join(', ')} WHERE id IN (${marks(ids)})`, [
      ...values,
      ...ids,
    ]);
  }

  private async sign(): Promise<void> {
    const { keyId, sign } = this.signer.current();
    const { size, hashes } = this.range;
    const at = this.tx.at;
    const text = headText({ version: 1, logId: this.logId, keyId, size, root: rootOfRange(this.range), at });
    await this.tx.manager.update(
      LedgerHead,
      { id: 1 },
      { size, frontier: [...hashes], keyId, signedAt: at, signature: sign(text) },
    );
  }
}

/**
 * Is this where the service left the log? Receipts of version 1 bind entries to their numbers by themselves; since
 * version 2 the signature of whoever numbered last does.
 */
export async function isHeadOurs(
  { manager }: Pick<Transaction, 'manager'>,
  head: LedgerHead,
  signer: LedgerSigner,
): Promise<boolean> {
  const said = signedHead(head);
  if (said) return signer.isHeadOurs(said);
  if (head.size === 0) return true;
  return manager.existsBy(LedgerEntry, { seq: head.size, version: 1 });
}

const signedHead = ({ logId, size, frontier, keyId, signedAt, signature }: LedgerHead): Checkpoint | null =>
  keyId === null || signedAt === null || signature === null
    ? null
    : {
        version: 1,
        logId,
        keyId,
        size,
        root: rootOfRange({ size, hashes: frontier }),
        at: signedAt,
        signature,
      };

export const notOurs = (size: number): string =>
  `The database does not hold the log that this service sealed (up to entry ${size}): entries were removed, added or ` +
  'changed, or an older copy was restored. Nothing more is signed until this is settled: see docs/proof.md.';

function leafOf(row: WaitingEntry, place: { seq: number; liftSeq: number; previous: string }): string {
  const leaf = entryLeaf({ version: 2, hash: row.hash, ...place });
  if (leaf === null) throw new Error(`Entry ${row.id} got no place.`);
  return leaf;
}
