import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { isUniqueViolation } from '../../kernel/database-errors';
import type { Transaction } from '../../kernel/unit-of-work';
import { ImportRow } from '../import-row.entity';
import type { ImportRun } from '../import-run.entity';
import type { Judgement, RowReading, RowToWrite } from './import-kind';
import type { Stage } from './stage';

/** Rows a transaction: other writers wait for as long as one chunk takes, some ten milliseconds. */
const chunkRows = 500;
const attemptsAtOnce = 3;

const changedReason = {
  code: 'import.register_changed',
  message: '核对之后台账有了变化，这一行没有写入。请把这一行重新导入，再核对一遍。',
};

/** Of a row of the check what its writing needs. */
type CheckedRow = Pick<
  ImportRow,
  'id' | 'rowNumber' | 'outcome' | 'label' | 'statedValues' | 'subjectId' | 'changes'
>;

/** As the engines hand it out. */
type PlainRow = Omit<CheckedRow, 'statedValues' | 'changes'> & { statedValues: string; changes: string };

/**
 * Carries a checked run into the register, chunk by chunk. Rows and the run's position move in one transaction, so
 * that each row is written exactly once however often the service is killed. Each row is judged once more: what is
 * written is what a person saw in the preview, and nothing else.
 */
export class CommitStage {
  constructor(private readonly stage: Stage) {}

  async carry(): Promise<void> {
    let rows = await this.rowsAfter(this.stage.run.position ?? 0);
    for (let last = rows.at(-1); last; last = rows.at(-1)) {
      // The next rows are fetched while these are written.
      const next = this.rowsAfter(last.rowNumber);
      next.catch(() => undefined);
      await this.chunk(rows);
      rows = await next;
    }
    await this.stage.step(async (tx) => {
      const { id, written, counts } = this.stage.run;
      await tx.audit('import.committed', 'import', id, { counts, written });
      return { state: 'committed', stageId: null, committedAt: tx.at, problem: '' };
    });
  }

  /** Without the ORM, whose making of a hundred thousand entities took longer than the engine's reading of them. */
  private async rowsAfter(position: number): Promise<CheckedRow[]> {
    const rows: PlainRow[] = await this.stage.manager.query(
      `SELECT checked.id, checked.row_number AS rowNumber, checked.outcome, checked.label, checked.stated_values AS statedValues,
              checked.lift_id AS subjectId, checked.changes
       FROM import_row checked
       WHERE checked.import_id = ? AND checked.row_number > ? AND checked.outcome IN ('create', 'update')
       ORDER BY checked.row_number LIMIT ${chunkRows}`,
      [this.stage.run.id, position],
    );
    return rows.map((row) => ({
      ...row,
      statedValues: JSON.parse(row.statedValues),
      changes: JSON.parse(row.changes),
    }));
  }

  private async chunk(rows: CheckedRow[], attempt = 1): Promise<void> {
    try {
      await this.stage.step((tx) => this.write(tx, rows));
    } catch (error) {
      // Another import has entered one of these at the same moment; the next look finds it in the register.
      if (!isUniqueViolation(error) && !(error instanceof AppError)) throw error;
      if (attempt < attemptsAtOnce) return this.chunk(rows, attempt + 1);
      if (rows.length === 1) return this.stage.step((tx) => this.refuse(tx, rows));
      const half = Math.ceil(rows.length / 2);
      await this.chunk(rows.slice(0, half));
      await this.chunk(rows.slice(half));
    }
  }

  private async write(tx: Transaction, rows: CheckedRow[]): Promise<Partial<ImportRun>> {
    const { kind, run } = this.stage;
    const readings = rows.map(
      (row): RowReading<object> => ({
        rowNumber: row.rowNumber,
        label: row.label,
        values: row.statedValues,
        keys: kind.keysOf(row.statedValues),
        reasons: [],
        warnings: [],
      }),
    );
    const judgements = await kind.judge(tx.manager, readings, run);
    const asShown: RowToWrite<object>[] = [];
    const counts = { ...run.counts };
    const written = { ...(run.written ?? { create: 0, update: 0 }) };
    for (const [at, row] of rows.entries()) {
      const judgement = judgements[at];
      const shown = row.outcome === 'create' ? 'create' : 'update';
      if (judgement && row.subjectId && isAsShown(row, judgement)) {
        asShown.push({ subjectId: row.subjectId, isNew: shown === 'create', values: judgement.toWrite });
        written[shown] += 1;
        continue;
      }
      const now = judgement?.outcome === 'unchanged' ? 'unchanged' : 'refused';
      const reasons = now === 'unchanged' ? [] : [...(judgement?.reasons ?? []), changedReason];
      await tx.manager.update(ImportRow, { id: row.id }, { outcome: now, reasons });
      counts[shown] = (counts[shown] ?? 0) - 1;
      counts[now] = (counts[now] ?? 0) + 1;
    }
    await kind.write(tx, asShown, run);
    return { ...this.moved(rows), counts, written };
  }

  /** A row that cannot be entered on its own either. */
  private async refuse(tx: Transaction, rows: CheckedRow[]): Promise<Partial<ImportRun>> {
    const counts = { ...this.stage.run.counts };
    for (const { id, outcome } of rows) {
      await tx.manager.update(ImportRow, { id }, { outcome: 'refused', reasons: [changedReason] });
      counts[outcome] = (counts[outcome] ?? 0) - 1;
      counts.refused = (counts.refused ?? 0) + 1;
    }
    return { ...this.moved(rows), counts };
  }

  private moved(rows: CheckedRow[]): Partial<ImportRun> {
    const { run } = this.stage;
    return {
      position: rows.at(-1)?.rowNumber ?? run.position,
      done: (run.done ?? 0) + rows.length,
      problem: '',
    };
  }
}

function isAsShown(shown: CheckedRow, judgement: Judgement<object>): boolean {
  if (shown.outcome !== judgement.outcome) return false;
  if (shown.outcome === 'create') return true;
  return (
    shown.subjectId === judgement.subjectId &&
    JSON.stringify(shown.changes) === JSON.stringify(judgement.changes)
  );
}
