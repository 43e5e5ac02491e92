import { type ReadingLimits, refuseReading, type SheetRow } from './spreadsheet';
import { unescapeControls } from './xlsx-controls';
import { textOfNumber } from './xlsx-number';
import type { Workbook } from './xlsx-workbook';
import { XmlFeed } from './xml-events';

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.toUpperCase()) {
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + (letter.charCodeAt(0) - 64);
  }
  return column - 1;
}

/** No table program counts further (XFD); whoever does wants us to. */
const lastColumn = 16_384;

/**
 * Collects rows from sheet events. A formula is never evaluated: only the value that was last calculated and
 * stored is taken (`v`), and a text that begins with `=` stays text.
 */
class SheetCollector {
  private finished: SheetRow[] = [];
  private row: SheetRow = { rowNumber: 0, cells: [] };
  private column = 0;
  private kind = 'n';
  private style = 0;
  private value = '';
  private reading = false;
  private inString = false;
  private phonetic = false;
  /** Empty ones too: they cost as much to read. */
  private cells = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly limits: ReadingLimits,
  ) {}

  take(): SheetRow[] {
    const rows = this.finished;
    this.finished = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'is') this.inString = true;
    else if (name === 'rPh') this.phonetic = true;
    this.reading = name === 'v' || (name === 't' && this.inString && !this.phonetic);
  }

  text(text: string): void {
    if (this.reading && this.value.length <= this.limits.cellChars) this.value += text;
  }

  close(name: string): void {
    this.reading = false;
    if (name === 'is') this.inString = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') this.closeCell();
    // Millions of empty rows are nothing to carry on.
    else if (name === 'row' && this.row.cells.length > 0) this.finished.push(this.row);
  }

  private openRow(attributes: Record<string, string>): void {
    const stated = Number(attributes.r);
    this.row = {
      rowNumber: Number.isInteger(stated) && stated > 0 ? stated : this.row.rowNumber + 1,
      cells: [],
    };
    this.column = -1;
  }

  private openCell(attributes: Record<string, string>): void {
    this.column = attributes.r === undefined ? this.column + 1 : columnOf(attributes.r);
    this.cells += 1;
    if (this.column >= lastColumn || this.cells > this.limits.cells) throw refuseReading('too_many_columns');
    this.kind = attributes.t ?? 'n';
    this.style = Number(attributes.s ?? '0');
    this.value = '';
  }

  private closeCell(): void {
    const text = this.textOfCell().slice(0, this.limits.cellChars);
    if (text === '') return;
    if (this.column < 0 || this.column >= this.limits.columns) throw refuseReading('too_many_columns');
    while (this.row.cells.length < this.column) this.row.cells.push('');
    this.row.cells[this.column] = text;
  }

  private textOfCell(): string {
    if (this.kind === 's') return this.workbook.sharedStrings[Number(this.value)] ?? '';
    if (this.kind === 'str' || this.kind === 'inlineStr') return unescapeControls(this.value);
    if (this.kind === 'b') return this.value === '1' ? '是' : '否';
    if (this.kind === 'e') return '';
    if (this.kind === 'd') return this.value.slice(0, 10);
    const format = this.workbook.formats[this.style] ?? { kind: 'plain' };
    return textOfNumber(this.value, format, this.workbook.since1904);
  }
}

export async function* readSheet(
  pieces: AsyncIterable<Buffer>,
  workbook: Workbook,
  limits: ReadingLimits,
): AsyncGenerator<SheetRow> {
  const collector = new SheetCollector(workbook, limits);
  const feed = new XmlFeed(collector);
  for await (const piece of pieces) {
    feed.write(piece);
    yield* collector.take();
  }
  feed.end();
  yield* collector.take();
}
