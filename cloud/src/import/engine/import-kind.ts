import type { Conventions, ImportRow } from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import type { Transaction } from '../../kernel/unit-of-work';

export type Change = ImportRow['changes'][number];

/** One row read on its own, before anybody asks what is registered already. */
export interface RowReading<Values extends object> {
  rowNumber: number;
  /** How a person recognises the row in the list of results. */
  label: string;
  values: Values;
  /** By which two rows are found to mean the same. */
  keys: string[];
  reasons: Refusal[];
  warnings: Refusal[];
}

/** What becomes of one row. */
export interface Judgement<Values extends object> {
  outcome: ImportRow['outcome'];
  /** The registered entry that is meant; null for a new or a refused one. */
  subjectId: string | null;
  /** What of the row is to be written: everything for a new entry, the differences for a known one. */
  toWrite: Values;
  changes: Change[];
  reasons: Refusal[];
  warnings: Refusal[];
}

export interface RowToWrite<Values extends object> {
  subjectId: string;
  isNew: boolean;
  values: Values;
}

/** How one table is to be read: its headings, what they mean, and what surrounds all its rows. */
export interface TableLayout {
  headers: string[];
  mapping: Record<string, string>;
  crs: string;
  conventions: Conventions;
  /** In Asia/Shanghai. */
  today: string;
  /** The area for which the importer answers, as a prefix; empty for a company, which imports its own people. */
  divisionCode: string;
}

export interface RunOf {
  id: string;
  /** As in `TableLayout`. */
  divisionCode: string;
  organisationId: string;
  onBehalf: { personId: string; personName: string } | null;
}

/**
 * Something that can be imported. The engine reads the table, keeps rows and position, commits by chunks, goes on
 * after a restart and lists what failed; a kind knows what its rows mean. History of maintenance can be a
 * further one.
 */
export interface ImportKind<Values extends object = object> {
  /** What one of its things is called in “同一台电梯”. */
  readonly what: string;
  /** Prepares the reading of one table. */
  reader(
    layout: TableLayout,
    manager: EntityManager,
  ): Promise<(rowNumber: number, cells: string[]) => RowReading<Values>>;
  keysOf(values: Values): string[];
  /** Compares a chunk of rows with the register as it is now; answers in the order of the rows. */
  judge(manager: EntityManager, rows: RowReading<Values>[], run: RunOf): Promise<Judgement<Values>[]>;
  /** Writes a chunk of judged rows inside the chunk's transaction. */
  write(tx: Transaction, rows: RowToWrite<Values>[], run: RunOf): Promise<void>;
}
