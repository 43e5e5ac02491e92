import { entryHash, entryLeaf, noPrevious, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { appendLeaf, emptyRange, rootOfRange } from '@lifttrust/shared-types/proof/proof.subtree';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { MaintenanceRecord } from '../../record/record.entity';
import { LedgerCheckpoint } from '../ledger-checkpoint.entity';
import { LedgerEntry } from '../ledger-entry.entity';
import { LedgerHead } from '../ledger-head.entity';
import { LedgerLiftHead } from '../ledger-lift-head.entity';
import { LedgerNode } from '../ledger-node.entity';

const tables: EntityTarget<ObjectLiteral>[] = [
  LedgerEntry,
  LedgerHead,
  LedgerLiftHead,
  LedgerNode,
  LedgerCheckpoint,
  MaintenanceRecord,
];

/** Somebody with every right on the database, but neither the signing key nor the exported checkpoints. */
export class Attacker {
  private kept: ObjectLiteral[][] = [];

  constructor(private readonly source: DataSource) {}

  /** The triggers do not stop an owner of the database. */
  async dropTriggers(): Promise<void> {
    for (const table of ['ledger_entry', 'ledger_node', 'ledger_checkpoint']) {
      for (const act of ['update', 'delete']) await this.source.query(`DROP TRIGGER ${table}_refuse_${act}`);
    }
  }

  async remember(): Promise<void> {
    this.kept = await Promise.all(tables.map((table) => this.source.manager.find(table)));
  }

  async restore(): Promise<void> {
    for (const [n, table] of tables.entries()) await this.replace(table, this.kept[n] ?? []);
  }

  async replace(table: EntityTarget<ObjectLiteral>, rows: ObjectLiteral[]): Promise<void> {
    await this.source.manager.createQueryBuilder().delete().from(table).execute();
    if (rows.length > 0) await this.source.manager.insert(table, rows);
  }

  entries(): Promise<LedgerEntry[]> {
    return this.source.manager.find(LedgerEntry, { order: { seq: 'ASC', id: 'ASC' } });
  }

  set(table: EntityTarget<ObjectLiteral>, which: ObjectLiteral, change: ObjectLiteral) {
    return this.source.manager.update(table, which, change);
  }

  /** Writes the log anew from entries in the order given, every number, link, hash, node, head and root recomputed. */
  async rewrite(entries: LedgerEntry[]): Promise<void> {
    const lifts = new Map<string, { liftId: string; liftSeq: number; hash: string }>();
    const nodes: LedgerNode[] = [];
    const roots = new Map<number, string>();
    let range = emptyRange;
    const rows = entries.map((entry, n) => {
      const last = lifts.get(entry.liftId);
      const liftSeq = (last?.liftSeq ?? 0) + 1;
      const previous = last?.hash ?? noPrevious;
      const place = { seq: n + 1, liftSeq, previous };
      const version = entry.version === 1 ? (1 as const) : (2 as const);
      const row = { ...entry, ...place, version, closedHash: sha256OfText(entry.closedText) };
      const hash = entryHash({ ...row, open: row.openText });
      const leaf = entryLeaf({ ...place, version, hash }) ?? '';
      lifts.set(entry.liftId, { liftId: entry.liftId, liftSeq, hash: leaf });
      const grown = appendLeaf(range, leaf);
      range = grown.range;
      nodes.push(
        ...grown.completed.map(({ level, index, hash: node }) => ({ level, position: index, hash: node })),
      );
      roots.set(range.size, rootOfRange(range));
      return { ...row, id: n + 1, hash, leaf };
    });
    await this.replace(LedgerEntry, rows);
    await this.replace(LedgerNode, nodes);
    await this.replace(LedgerLiftHead, [...lifts.values()]);
    await this.set(LedgerHead, { id: 1 }, { size: range.size, frontier: [...range.hashes] });
    const checkpoints = await this.source.manager.find(LedgerCheckpoint);
    const fitting = checkpoints.filter(({ size }) => roots.has(size));
    await this.replace(
      LedgerCheckpoint,
      fitting.map((checkpoint) => ({ ...checkpoint, root: roots.get(checkpoint.size) ?? '' })),
    );
  }
}
