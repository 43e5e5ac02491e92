import { ImportField, type Mapping } from '@lifttrust/shared-types/import/import.contract';
import { type ImportKindName, importFieldsOf } from '@lifttrust/shared-types/import/import.fields';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';

export const mappingRefusal = (code: string, field: string, message: string): Refusal => ({
  code: `import.${code}`,
  field: `mapping.${field}`,
  message,
});

/** Columns that the table does not have, fields of another kind, one column for two fields. */
export function refuseColumns(mapping: Mapping, headers: string[], kind: ImportKindName): Refusal[] {
  const labels = importFieldsOf[kind];
  const refusals: Refusal[] = [];
  const fieldOfHeader = new Map<string, string>();
  for (const field of ImportField.options) {
    const header = mapping[field];
    if (header === undefined) continue;
    const label = labels[field];
    const other = fieldOfHeader.get(header);
    if (label === undefined)
      refusals.push(
        mappingRefusal('mapping_field_unknown', field, '对应关系里有这类表格没有的内容，请重新选择。'),
      );
    else if (!headers.includes(header))
      refusals.push(
        mappingRefusal(
          'mapping_column_unknown',
          field,
          `表格里没有“${header}”这一列，请重新选择${label}对应的列。`,
        ),
      );
    else if (other)
      refusals.push(
        mappingRefusal(
          'mapping_column_twice',
          field,
          `“${header}”同时对应了${other}和${label}，请只留一个。`,
        ),
      );
    fieldOfHeader.set(header, label ?? '');
  }
  return refusals;
}
