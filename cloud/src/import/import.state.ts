import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Transaction } from '../kernel/unit-of-work';
import { ImportRun } from './import-run.entity';

export function mustBeOpen(run: ImportRun): void {
  if (run.state === 'committed')
    throw AppError.conflict('import.already_committed', '这次导入已经写入台账。');
  if (run.state === 'cancelled')
    throw AppError.conflict('import.cancelled', '这次导入已经放弃，请重新上传表格。');
}

/** One step of a run's life; of two persons taking a step at once, one hears that the other was first. */
export async function moveTo(
  tx: Transaction,
  run: ImportRun,
  next: Partial<Pick<ImportRun, 'state' | 'mapping' | 'mappingFrom' | 'crs' | 'counts' | 'committedAt'>>,
): Promise<void> {
  mustBeOpen(run);
  const moved = await tx.manager.update(ImportRun, { id: run.id, state: run.state }, next);
  if (moved.affected === 1) return;
  throw AppError.conflict('import.changed_meanwhile', '这次导入刚刚被别人改动，请刷新后再试。');
}
