import type { RowOutcome } from '@lifttrust/shared-types/import/import.contract';
import { Conventions } from '@lifttrust/shared-types/import/import.contract';
import { insertRows } from '../../kernel/insert-rows';
import { newId } from '../../kernel/new-id';
import { plainConventions } from '../import.shape';
import { ImportRow } from '../import-row.entity';
import { openSpreadsheet } from '../reading/open-spreadsheet';
import { duplicate, FileDuplicates } from './file-duplicates';
import type { Judgement, RowReading } from './import-kind';
import type { CheckOrder } from './order';
import type { Stage } from './stage';

const chunkRows = 1_000;
const clearRows = 5_000;

/**
 * A dry run over all rows: what would be created, changed, left or refused. It touches no register, so an interrupted
 * check simply begins again.
 */
export class CheckStage {
  private readonly counts: Record<RowOutcome, number> = { create: 0, update: 0, unchanged: 0, refused: 0 };
  private readonly duplicates: FileDuplicates;
  private readonly rowOfSubject = new Map<string, number>();
  private done = 0;
  /** One chunk is written while the next is read and judged. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly stage: Stage,
    private readonly order: CheckOrder,
  ) {
    this.duplicates = new FileDuplicates(stage.kind.what);
  }

  async carry(): Promise<void> {
    await this.clear();
    const { run, kind, manager } = this.stage;
    const { headers, mapping, crs, divisionCode } = run;
    const conventions = Conventions.parse(run.conventions ?? plainConventions);
    const layout = { headers, mapping, crs, conventions, divisionCode, today: this.order.today };
    const read = await kind.reader(layout, manager);
    const { bytes, encoding, separator } = this.order.file;
    const sheet = await openSpreadsheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      encoding,
      separator,
    });
    let chunk: RowReading<object>[] = [];
    for await (const { rowNumber, cells } of sheet.rows()) {
      if (rowNumber <= run.headerRow) continue;
      const reading = read(rowNumber, cells);
      this.duplicates.refuse(reading);
      chunk.push(reading);
      if (chunk.length < chunkRows) continue;
      await this.keep(chunk);
      chunk = [];
    }
    await this.keep(chunk);
    await this.writing;
    await this.stage.step(async (tx) => {
      await tx.audit('import.checked', 'import', run.id, { counts: this.counts });
      return { state: 'checked', stageId: null, counts: this.counts, problem: '' };
    });
  }

  private async keep(readings: RowReading<object>[]): Promise<void> {
    const { run, kind, manager } = this.stage;
    const judgements = await kind.judge(manager, readings, run);
    const rows = readings.map((reading, at) => this.rowOf(reading, this.onceOnly(judgements[at], reading)));
    for (const { outcome } of rows) this.counts[outcome] += 1;
    this.done += rows.length;
    const { done } = this;
    await this.writing;
    this.writing = this.stage.step(async (tx) => {
      await insertRows(tx.manager, ImportRow, rows);
      return { done };
    });
    // Whoever waits for it next hears of a failure.
    this.writing.catch(() => undefined);
  }

  private rowOf(reading: RowReading<object>, judgement: Judgement<object>) {
    const { outcome, reasons, warnings, changes, subjectId } = judgement;
    return {
      id: newId(),
      importId: this.stage.run.id,
      rowNumber: reading.rowNumber,
      outcome,
      label: reading.label,
      statedValues: reading.values,
      // What is new is given its id here, so that a repeated commit enters the same thing and not a second one.
      subjectId: outcome === 'create' ? newId() : subjectId,
      reasons,
      warnings,
      changes,
    };
  }

  /** Two rows may mean one registered entry by different identifiers; only the first of them is taken. */
  private onceOnly(judgement: Judgement<object> | undefined, row: RowReading<object>): Judgement<object> {
    if (!judgement) throw new Error('a kind has left a row without judgement');
    if (judgement.subjectId === null) return judgement;
    const earlier = this.rowOfSubject.get(judgement.subjectId);
    if (earlier === undefined) {
      this.rowOfSubject.set(judgement.subjectId, row.rowNumber);
      return judgement;
    }
    const reasons = [duplicate(earlier, this.stage.kind.what)];
    return { ...judgement, outcome: 'refused', subjectId: null, toWrite: {}, changes: [], reasons };
  }

  /** Rows of an earlier check, some at a time. */
  private async clear(): Promise<void> {
    const { run, manager } = this.stage;
    for (;;) {
      const old = await manager.find(ImportRow, {
        select: { id: true, rowNumber: true },
        where: { importId: run.id },
        order: { rowNumber: 'ASC' },
        take: clearRows,
      });
      const last = old.at(-1);
      if (!last) return;
      await this.stage.step(async (tx) => {
        await tx.manager
          .createQueryBuilder()
          .delete()
          .from(ImportRow)
          .where('import_id = :id AND row_number <= :last', { id: run.id, last: last.rowNumber })
          .execute();
        return {};
      });
    }
  }
}
