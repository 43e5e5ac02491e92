import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import { LiftImportField as Field } from '@lifttrust/shared-types/import/import.contract';
import { type LiftImportField } from '@lifttrust/shared-types/import/import.fields';
import { identityKeys } from '../../lift/lift.identity';
import type { RowReading } from '../engine/import-kind';
import { type DraftValues, RowDraft, type RowTerms } from './row.draft';
import { readDays, readKind, readOrganisations, readPlace, readSizes } from './row.facts';
import { readIdentity } from './row.identity';
import { readPosition } from './row.position';

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
): RowReading<DraftValues> {
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
