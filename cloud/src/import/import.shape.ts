import { createHash } from 'node:crypto';
import {
  type Conventions,
  ImportField,
  type ImportProgress,
  ImportRow as ImportRowShape,
  ImportRun as ImportRunShape,
  type Mapping,
} from '@lifttrust/shared-types/import/import.contract';
import type { ImportRow } from './import-row.entity';
import type { ImportRun } from './import-run.entity';
import type { DraftValues } from './lifts/row.draft';
import { changesIfNew } from './lifts/row.judgement';

/** How tables are read when nothing points to anything else. */
export const plainConventions: Conventions = {
  decimal: 'point',
  dates: 'year_first',
  load: 'kg',
  speed: 'm/s',
};

export function toRun(run: ImportRun, sameAs: ImportRun | null = null): ImportRunShape {
  return ImportRunShape.parse({
    ...run,
    kind: run.kind ?? 'lifts',
    separator: run.separator ?? '',
    preset: run.preset ?? '',
    conventions: run.conventions ?? plainConventions,
    written: writtenOf(run),
    progress: progressOf(run),
    problem: run.problem ?? '',
    sameAs,
  });
}

/** Runs of the first release were written as a whole. */
function writtenOf({ written, state, counts }: ImportRun): ImportRunShape['written'] {
  if (written) return written;
  return state === 'committed' && counts
    ? { create: counts.create ?? 0, update: counts.update ?? 0 }
    : { create: 0, update: 0 };
}

function progressOf(run: ImportRun): ImportProgress | null {
  if (run.state !== 'checking' && run.state !== 'committing') return null;
  const [done, total, at] = [run.done ?? 0, run.total ?? run.rowCount, run.progressAt ?? run.createdAt];
  const seconds = (at - (run.pacedFrom ?? at)) / 1_000;
  const rows = done - (run.pacedDone ?? 0);
  // The first moments say nothing about the pace.
  const rowsPerSecond = seconds >= 0.5 && rows > 0 ? Math.round(rows / seconds) : null;
  const secondsLeft = rowsPerSecond ? Math.ceil(Math.max(0, total - done) / rowsPerSecond) : null;
  return { done, total, rowsPerSecond, secondsLeft, at };
}

export function toRow(row: ImportRow, run: ImportRun): ImportRowShape {
  const isNewLift = row.outcome === 'create' && (run.kind ?? 'lifts') === 'lifts';
  const changes =
    isNewLift && row.changes.length === 0 ? changesIfNew(row.statedValues as DraftValues) : row.changes;
  return ImportRowShape.parse({ ...row, changes, written: isWritten(row, run) });
}

/** A run's rows are written in the order of their numbers. */
function isWritten({ outcome, rowNumber }: ImportRow, { state, position }: ImportRun): boolean {
  if (outcome !== 'create' && outcome !== 'update') return false;
  return state === 'committed' || rowNumber <= (position ?? 0);
}

/** Under which a mapping is remembered; the same headings may mean something else in another kind. */
export const printOf = (headers: string[], kind: string): string =>
  createHash('sha256')
    .update(JSON.stringify(kind === 'lifts' ? headers : [kind, ...headers]))
    .digest('hex');

export const sameMapping = (a: Mapping, b: Mapping): boolean =>
  ImportField.options.every((field) => a[field] === b[field]);
