import { createHash } from 'node:crypto';
import {
  ImportRow as ImportRowShape,
  ImportRun as ImportRunShape,
  LiftImportField,
  type Mapping,
  type RowOutcome,
} from '@lifttrust/shared-types/import/import.contract';
import { newId } from '../kernel/new-id';
import { identityKeys } from '../lift/lift.identity';
import type { ImportRow } from './import-row.entity';
import type { ImportRun } from './import-run.entity';
import type { JudgedRow } from './row.judgement';
import type { RowReading } from './row.reader';

export const toRun = (run: ImportRun): ImportRunShape => ImportRunShape.parse(run);

export const toRow = (row: ImportRow): ImportRowShape => ImportRowShape.parse(row);

export const printOf = (headers: string[]): string =>
  createHash('sha256').update(JSON.stringify(headers)).digest('hex');

export type Counts = Record<RowOutcome, number>;

export function countOutcomes(outcomes: RowOutcome[]): Counts {
  const counts: Counts = { create: 0, update: 0, unchanged: 0, refused: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

export const sameMapping = (a: Mapping, b: Mapping): boolean =>
  LiftImportField.options.every((field) => a[field] === b[field]);

export const toEntity = (importId: string, { reading, judgement }: JudgedRow) => ({
  id: newId(),
  importId,
  rowNumber: reading.rowNumber,
  outcome: judgement.outcome,
  label: reading.label,
  statedValues: reading.values,
  // A new lift is given its id here, so that a repeated commit enters the same lift and not a second one.
  liftId: judgement.outcome === 'create' ? newId() : judgement.liftId,
  reasons: judgement.reasons,
  warnings: judgement.warnings,
  changes: judgement.changes,
});

/** A kept row as it was read, to be judged once more when it is carried into the register. */
export const toReading = (row: ImportRow): RowReading => ({
  rowNumber: row.rowNumber,
  label: row.label,
  values: row.statedValues,
  keys: identityKeys(row.statedValues),
  reasons: [],
  warnings: [],
});

export function* chunksOf<T>(items: T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
