import type { Conventions, Mapping } from '@lifttrust/shared-types/import/import.contract';
import {
  type ImportField,
  type ImportKindName,
  importFieldsOf,
} from '@lifttrust/shared-types/import/import.fields';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { tidy } from './reading/cell-words';
import { parseDay } from './reading/day-words';

// What systems write where nothing is known.
const nothing = /^(?:[-—–/\\*]+|无|暂无|NULL|N\/A|不详)$/i;

/** Which cell of a row holds which field. */
export function columnsOf(mapping: Mapping, headers: string[], kind: ImportKindName): Map<string, number> {
  const columns = new Map<string, number>();
  for (const field of Object.keys(importFieldsOf[kind]) as ImportField[]) {
    const header = mapping[field];
    const at = header === undefined ? -1 : headers.indexOf(header);
    if (at >= 0) columns.set(field, at);
  }
  return columns;
}

/** One row while it is being read: its cells by field, and everything that is wrong with them at once. */
export class CellReader {
  readonly reasons: Refusal[] = [];
  readonly warnings: Refusal[] = [];

  constructor(
    private readonly kind: ImportKindName,
    private readonly cells: string[],
    private readonly columns: Map<string, number>,
    private readonly conventions: Conventions,
  ) {}

  /** The cell on one line in half-width; empty when it says nothing. */
  cell(field: ImportField): string {
    const at = this.columns.get(field);
    const text = tidy((at === undefined ? '' : (this.cells[at] ?? '')).replace(/\p{Cc}/gu, ' '));
    return nothing.test(text) ? '' : text;
  }

  label(field: ImportField): string {
    return importFieldsOf[this.kind][field] ?? field;
  }

  refuse(reason: string, field: ImportField, message: string): void {
    this.reasons.push({ code: `import.${reason}`, field, message });
  }

  warn(reason: string, field: ImportField, message: string): void {
    this.warnings.push({ code: `import.${reason}`, field, message });
  }

  /** A text that fits its column, or a refusal. */
  text(field: ImportField, maximum: number): string {
    const text = this.cell(field);
    if (text.length <= maximum) return text;
    this.refuse('text_too_long', field, `${this.label(field)}超过 ${maximum} 个字，请核对是否错列。`);
    return '';
  }

  /** `YYYY-MM-DD`; null when the cell says nothing or cannot be read, the latter with a refusal. */
  day(field: ImportField): string | null {
    const cell = this.cell(field);
    if (cell === '') return null;
    const day = parseDay(cell, this.conventions.dates);
    if (day === null)
      this.refuse(
        'day_unreadable',
        field,
        `${this.label(field)}“${cell}”看不出是哪一天，请写成 2026-11-20 这样的格式。`,
      );
    return day;
  }
}
