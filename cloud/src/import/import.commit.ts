import type { RowOutcome, ImportRun as RunShape } from '@lifttrust/shared-types/import/import.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Provide } from '@midwayjs/core';
import { In } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { ImportJudge } from './import.judge';
import { ImportQuery } from './import.query';
import { toReading, toRun } from './import.shape';
import { moveTo, mustBeOpen } from './import.state';
import { ImportWriter, type RowToWrite } from './import.writer';
import { ImportRow } from './import-row.entity';
import type { ImportRun } from './import-run.entity';
import type { JudgedRow } from './row.judgement';

const toBeWritten: RowOutcome[] = ['create', 'update'];

/**
 * Carries a checked run into the register: all of it or nothing. Each row is judged once more inside the
 * transaction; if the register has moved since a person looked at the preview, they look again.
 */
@Provide()
export class ImportCommit {
  @Inject() work: UnitOfWork;
  @Inject() importQuery: ImportQuery;
  @Inject() importJudge: ImportJudge;
  @Inject() importWriter: ImportWriter;

  async commit(importId: string, ctx: Ctx): Promise<RunShape> {
    return this.work.run(ctx, async (tx) => {
      const run = await this.importQuery.mustFind(tx.manager, importId, requireActor(ctx));
      mustBeOpen(run);
      if (run.state !== 'checked')
        throw AppError.conflict('import.not_checked', '请先核对表格，再写入台账。');
      await moveTo(tx, run, { state: 'committed', committedAt: tx.at });
      await this.carry(tx, run);
      await tx.audit('import.committed', 'import', run.id, { counts: run.counts });
      return toRun({ ...run, state: 'committed' });
    });
  }

  private async carry(tx: Transaction, run: ImportRun): Promise<void> {
    const kept = await tx.manager.find(ImportRow, {
      where: { importId: run.id, outcome: In(toBeWritten) },
      order: { rowNumber: 'ASC' },
    });
    const keptByNumber = new Map(kept.map((row) => [row.rowNumber, row]));
    for await (const chunk of this.importJudge.judge(tx.manager, kept.map(toReading), run.divisionCode)) {
      const rows = chunk.map((row) => toBeWrittenAsShown(row, keptByNumber.get(row.reading.rowNumber)));
      await this.importWriter.write(tx, rows, run.divisionCode, run.id);
    }
  }
}

/** What a person saw in the preview is what is written. */
function toBeWrittenAsShown({ reading, judgement }: JudgedRow, shown: ImportRow | undefined): RowToWrite {
  const isNew = judgement.outcome === 'create';
  const isSame =
    shown?.outcome === judgement.outcome &&
    (isNew || shown.liftId === judgement.liftId) &&
    JSON.stringify(shown.changes) === JSON.stringify(judgement.changes);
  if (isSame && shown.liftId) return { liftId: shown.liftId, isNew, values: judgement.toWrite };
  throw AppError.conflict(
    'import.register_changed',
    `核对之后台账有了变化（从第 ${reading.rowNumber} 行起），没有写入。请重新核对后再写入。`,
  );
}
