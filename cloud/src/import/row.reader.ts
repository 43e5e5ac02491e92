import type { LiftImportField, Mapping } from '@lifttrust/shared-types/import/import.contract';
import { LiftImportField as Field } from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { identityKeys } from '../lift/lift.identity';
import { type DraftValues, RowDraft, type RowTerms } from './row.draft';
import { readDays, readKind, readOrganisations, readPlace, readSizes } from './row.facts';
import { readIdentity } from './row.identity';
import { readPosition } from './row.position';

export interface RowReading {
  rowNumber: number;
  label: string;
  values: DraftValues;
  keys: string[];
  reasons: Refusal[];
  warnings: Refusal[];
}

/** Which cell of a row holds which field. */
export function columnsOf(mapping: Mapping, headers: string[]): Map<LiftImportField, number> {
  const columns = new Map<LiftImportField, number>();
  for (const field of Field.options) {
    const header = mapping[field];
    const at = header === undefined ? -1 : headers.indexOf(header);
    if (at >= 0) columns.set(field, at);
  }
  return columns;
}

/** How a person recognises the row in the list of results. */
function labelOf(row: RowDraft): string {
  const { place, address, ownNumber, registrationCode, equipmentCode, useRegistration } = row.values;
  const where = [place ?? address, ownNumber].filter(Boolean).join(' ');
  return (
    where ||
    registrationCode ||
    equipmentCode ||
    useRegistration ||
    row.cell('registrationCode')
  ).slice(0, 190);
}

/** Everything a row states and everything wrong with it, before anybody asks what is registered already. */
export function readRow(
  rowNumber: number,
  cells: string[],
  columns: Map<LiftImportField, number>,
  terms: RowTerms,
): RowReading {
  const named: Partial<Record<LiftImportField, string>> = {};
  for (const [field, at] of columns) named[field] = cells[at] ?? '';
  const row = new RowDraft(named, terms);
  readIdentity(row);
  readPlace(row);
  readKind(row);
  readDays(row);
  readSizes(row);
  readPosition(row);
  readOrganisations(row);
  const { values, reasons, warnings } = row;
  return { rowNumber, label: labelOf(row), values, keys: identityKeys(values), reasons, warnings };
}

/** A later row that names the same lift as an earlier one is refused, with the earlier row's number. */
export class FileDuplicates {
  private readonly rowOfKey = new Map<string, number>();

  refuse(row: RowReading): void {
    const earlier = row.keys.map((key) => this.rowOfKey.get(key)).find((found) => found !== undefined);
    if (earlier !== undefined) {
      row.reasons.push({
        code: 'import.duplicate_in_file',
        message: `与第 ${earlier} 行是同一台电梯，只导入前面的一行。请核对后删去重复的行。`,
      });
      return;
    }
    for (const key of row.keys) this.rowOfKey.set(key, row.rowNumber);
  }
}
