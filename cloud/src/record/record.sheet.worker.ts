import writeExcelFile from 'write-excel-file/node';

/** A table on its way out. */
export interface SheetOrder {
  sheet: string;
  /** Width of each column, in letters. */
  widths: readonly number[];
  /** What stands above the table, a line each: a word and what it says. */
  head: readonly (readonly string[])[];
  titles: readonly string[];
  rows: readonly (readonly string[])[];
  /** What stands below it. */
  foot: readonly string[];
}

/**
 * Runs in a worker thread: a workbook is made as a whole. Every cell is text, so that codes keep their digits and
 * nothing that somebody wrote into a record is ever a formula.
 */
export async function write({ sheet, widths, head, titles, rows, foot }: SheetOrder): Promise<Uint8Array> {
  const text = (value: string, more: object = {}) => ({ value, type: String, format: '@', ...more });
  const lines = [
    ...head.map(([word = '', ...said]) => [
      text(word, { fontWeight: 'bold' }),
      ...said.map((one) => text(one)),
    ]),
    ...(head.length > 0 ? [[text('')]] : []),
    titles.map((title) => text(title, { fontWeight: 'bold' })),
    ...rows.map((row) => row.map((cell) => text(cell))),
    [text('')],
    ...foot.map((line) => [text(line)]),
  ];
  const columns = widths.map((width) => ({ width }));
  const stickyRowsCount = head.length > 0 ? 0 : 1;
  return writeExcelFile(lines, { sheet, columns, stickyRowsCount }).toBuffer();
}
