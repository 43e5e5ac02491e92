import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { mappingRefusal as refusal, refuseColumns } from '../import.mapping';

/** A mapping that cannot lead to one good row is refused before rows are read; all faults at once. */
export function refuseMapping(mapping: Mapping, headers: string[]): Refusal[] {
  const refusals = refuseColumns(mapping, headers, 'lifts');
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
