import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Transaction } from '../kernel/unit-of-work';
import { ImportRun } from './import-run.entity';

export function mustBeOpen(run: ImportRun): void {
  if (run.state === 'committed')
    throw AppError.conflict('import.already_committed', '这次导入已经写入台账。');
  if (run.state === 'cancelled')
    throw AppError.conflict('import.cancelled', '这次导入已经停止，请重新上传表格。');
}

/** Nothing else can be asked of a run while it is being checked or committed. */
export function mustBeResting(run: ImportRun): void {
  mustBeOpen(run);
  if (run.state === 'checking') throw AppError.conflict('import.checking', '这份表格正在核对，请等它完成。');
  if (run.state === 'committing')
    throw AppError.conflict('import.committing', '这份表格正在写入台账，请等它完成。');
}

/** One step of a run's life; of two persons taking a step at once, one hears that the other was first. */
export async function moveTo(tx: Transaction, run: ImportRun, next: Partial<ImportRun>): Promise<ImportRun> {
  mustBeOpen(run);
  const { mapping, conventions, onBehalf, written, counts, ...plain } = next;
  const json = Object.fromEntries(
    Object.entries({ mapping, conventions, onBehalf, written, counts }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const moved = await tx.manager.update(ImportRun, { id: run.id, state: run.state }, { ...plain, ...json });
  if (moved.affected === 1) return tx.manager.create(ImportRun, { ...run, ...next });
  throw AppError.conflict('import.changed_meanwhile', '这次导入刚刚被别人改动，请刷新后再试。');
}
