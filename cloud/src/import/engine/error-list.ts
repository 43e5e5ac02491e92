import type { EntityManager } from 'typeorm';
import { Brackets } from 'typeorm';
import writeExcelFile from 'write-excel-file/node';
import { ImportRow } from '../import-row.entity';
import { ImportRun } from '../import-run.entity';
import { openSpreadsheet } from '../reading/open-spreadsheet';
import type { ErrorListOrder } from './order';

/** A workbook is made as a whole in memory; longer lists are worked off in several rounds anyway. */
const mostRows = 20_000;
const pageRows = 5_000;

interface Failed {
  word: string;
  reasons: string;
}

/**
 * The rows that were not written, as a workbook: row number, what became of it, why, and then the row exactly as it
 * stands in the uploaded table. Every cell is text, so that codes keep their digits and nothing is a formula.
 */
export async function errorList(manager: EntityManager, order: ErrorListOrder): Promise<Uint8Array> {
  const run = await manager.findOneByOrFail(ImportRun, { id: order.importId });
  const failed = await failedRows(manager, run);
  const text = (value: string, more: object = {}) => ({ value, type: String, wrap: true, ...more });
  const heading = ['表格行号', '结果', '原因', ...run.headers].map((title) =>
    text(title, { fontWeight: 'bold' }),
  );
  const lines = [heading];
  const listed = [...failed.keys()].slice(0, mostRows);
  const wanted = new Set(listed);
  const { bytes, encoding, separator } = order.file;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sheet = await openSpreadsheet(file, { encoding, separator });
  for await (const { rowNumber, cells } of sheet.rows()) {
    const row = wanted.has(rowNumber) ? failed.get(rowNumber) : undefined;
    if (!row) continue;
    const original = run.headers.map((_, at) => text(cells[at] ?? ''));
    lines.push([text(String(rowNumber)), text(row.word), text(row.reasons), ...original]);
  }
  if (failed.size > listed.length) {
    const rest = failed.size - listed.length;
    lines.push([text(''), text(''), text(`还有 ${rest} 行没有列出，请先改好以上各行，再导入一次。`)]);
  }
  const columns = [{ width: 10 }, { width: 12 }, { width: 60 }, ...run.headers.map(() => ({ width: 20 }))];
  return writeExcelFile(lines, { sheet: '没有写入的行', columns, stickyRowsCount: 1 }).toBuffer();
}

async function failedRows(manager: EntityManager, run: ImportRun): Promise<Map<number, Failed>> {
  const failed = new Map<number, Failed>();
  const isOver = run.state === 'committed' || run.state === 'cancelled';
  for (let after = 0; ; ) {
    const rows = await manager
      .createQueryBuilder(ImportRow, 'row')
      .where('row.importId = :id AND row.rowNumber > :after', { id: run.id, after })
      .andWhere(
        new Brackets((either) => {
          either.where(`row.outcome = 'refused'`);
          // Rows that a stopped run did not come to.
          if (isOver)
            either.orWhere(`(row.outcome IN ('create', 'update') AND row.rowNumber > :position)`, {
              position: run.state === 'committed' ? Number.MAX_SAFE_INTEGER : (run.position ?? 0),
            });
        }),
      )
      .orderBy('row.rowNumber')
      .limit(pageRows)
      .getMany();
    for (const { rowNumber, outcome, reasons } of rows) {
      const refused = outcome === 'refused';
      failed.set(rowNumber, {
        word: refused ? '不能导入' : '没有写入',
        reasons: refused
          ? reasons.map(({ message }) => message).join('\n')
          : '这次导入已停止，这一行还没有写入。',
      });
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return failed;
    after = last.rowNumber;
  }
}
