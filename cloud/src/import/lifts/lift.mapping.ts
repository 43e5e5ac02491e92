import {
  LiftImportField,
  liftImportFields,
  type Mapping,
} from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';

const refusal = (code: string, field: string, message: string): Refusal => ({
  code: `import.${code}`,
  field: `mapping.${field}`,
  message,
});

/** A mapping that cannot lead to one good row is refused before rows are read; all faults at once. */
export function refuseMapping(mapping: Mapping, headers: string[]): Refusal[] {
  const refusals: Refusal[] = [];
  const fieldOfHeader = new Map<string, LiftImportField>();
  for (const field of LiftImportField.options) {
    const header = mapping[field];
    if (header === undefined) continue;
    const label = liftImportFields[field];
    const other = fieldOfHeader.get(header);
    if (!headers.includes(header)) {
      refusals.push(
        refusal('mapping_column_unknown', field, `表格里没有“${header}”这一列，请重新选择${label}对应的列。`),
      );
    } else if (other) {
      refusals.push(
        refusal(
          'mapping_column_twice',
          field,
          `“${header}”同时对应了${liftImportFields[other]}和${label}，请只留一个。`,
        ),
      );
    }
    fieldOfHeader.set(header, field);
  }
  const { equipmentCode, registrationCode, useRegistration, factoryNumber, manufacturer } = mapping;
  if (!equipmentCode && !registrationCode && !useRegistration && !(factoryNumber && manufacturer)) {
    refusals.push(
      refusal(
        'mapping_no_identifier',
        'registrationCode',
        '请至少选定一列编号：设备代码、注册代码、使用登记证编号，或制造单位加出厂编号。',
      ),
    );
  }
  if (Boolean(mapping.lng) !== Boolean(mapping.lat)) {
    refusals.push(
      refusal('mapping_half_position', mapping.lng ? 'lat' : 'lng', '经度和纬度要同时选定，或都不选。'),
    );
  }
  return refusals;
}
