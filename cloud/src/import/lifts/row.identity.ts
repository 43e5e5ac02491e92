import { liftImportFields } from '@lifttrust/shared-types/import/import.fields';
import {
  normaliseCode,
  normaliseIdentifier,
  refuseRescueCode,
  refuseRuined,
  refuseUnidentified,
  warnLiftCode,
  warnUseRegistration,
} from '@lifttrust/shared-types/lift/lift.codes';
import type { DraftValues, RowDraft } from './row.draft';

const identifiers = [
  ['equipmentCode', 40, normaliseCode],
  ['registrationCode', 40, normaliseCode],
  ['useRegistration', 60, normaliseCode],
  ['factoryNumber', 80, normaliseIdentifier],
  ['rescueCode', 20, normaliseCode],
  ['ownNumber', 60, normaliseIdentifier],
] as const;

// A table program keeps 15 digits of a number and fills up with zeros; no office gives such a number.
const isRounded = (code: string): boolean => /^\d{11,}0{5,}$/.test(code) && code.length >= 17;

/** Identifiers as text, normalised; what a table program has ruined is refused (CODES §1 rule 1). */
export function readIdentity(row: RowDraft): void {
  for (const [field, maximum, normalise] of identifiers) {
    const cell = row.cell(field);
    const label = liftImportFields[field];
    const ruined = refuseRuined(cell, field, label);
    const code = normalise(cell);
    if (ruined) row.reasons.push(ruined);
    else if (isRounded(code)) {
      row.refuse(
        'identifier_rounded',
        field,
        `${label}“${code}”的末几位已被表格软件改成 0，原号码无法还原，请从原系统按文本格式重新导出。`,
      );
    } else assign(row.values, field, row.text(field, maximum, code));
  }
  // With a ruined code in the row, "no identifier" would send the person looking for the wrong fault.
  if (row.reasons.length === 0) refuseNone(row);
  warnUnusual(row);
}

function assign<K extends keyof DraftValues>(values: DraftValues, field: K, value: DraftValues[K]): void {
  if (value !== undefined) values[field] = value;
}

function refuseNone(row: RowDraft): void {
  const { equipmentCode = '', registrationCode = '', useRegistration = '', factoryNumber = '' } = row.values;
  const manufacturer = row.cell('manufacturer');
  const facts = { equipmentCode, registrationCode, useRegistration, factoryNumber, manufacturer };
  const refusal = refuseUnidentified(facts);
  if (refusal) row.reasons.push(refusal);
}

function warnUnusual(row: RowDraft): void {
  const { values, terms } = row;
  const warnings = [
    warnLiftCode(values.equipmentCode ?? '', 'equipmentCode', liftImportFields.equipmentCode),
    warnLiftCode(values.registrationCode ?? '', 'registrationCode', liftImportFields.registrationCode),
    warnUseRegistration(values.useRegistration ?? ''),
  ];
  row.warnings.push(...warnings.filter((warning) => warning !== null));
  const wrongRescueCode = refuseRescueCode(values.rescueCode ?? '', terms.rescueCodePattern);
  if (wrongRescueCode) {
    row.warnings.push({ ...wrongRescueCode, message: `${wrongRescueCode.message}这一项没有导入。` });
    delete values.rescueCode;
  }
}
