import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { mappingRefusal, refuseColumns } from '../import.mapping';

export function refuseOrganisationMapping(mapping: Mapping, headers: string[]): Refusal[] {
  const refusals = refuseColumns(mapping, headers, 'organisations');
  if (!mapping.organisationName)
    refusals.push(mappingRefusal('mapping_name_missing', 'organisationName', '请选定单位名称对应的列。'));
  if (!mapping.organisationKind)
    refusals.push(mappingRefusal('mapping_kind_missing', 'organisationKind', '请选定单位类型对应的列。'));
  return refusals;
}
