import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { mappingRefusal, refuseColumns } from '../import.mapping';

/** `isOwn`: a company's own people, whose unit need not be named. */
export function refusePeopleMapping(mapping: Mapping, headers: string[], isOwn: boolean): Refusal[] {
  const refusals = refuseColumns(mapping, headers, 'people');
  if (!mapping.personName)
    refusals.push(mappingRefusal('mapping_name_missing', 'personName', '请选定姓名对应的列。'));
  if (!mapping.phone)
    refusals.push(mappingRefusal('mapping_phone_missing', 'phone', '请选定手机号码对应的列。'));
  if (!isOwn && !mapping.unitName && !mapping.unitCode)
    refusals.push(
      mappingRefusal('mapping_unit_missing', 'unitName', '请选定所在单位或单位统一社会信用代码对应的列。'),
    );
  return refusals;
}
