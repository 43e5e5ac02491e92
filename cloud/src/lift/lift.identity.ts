import { normaliseIdentifier } from '@lifttrust/shared-types/lift/lift.codes';

export interface Identified {
  equipmentCode?: string;
  registrationCode?: string;
  useRegistration?: string;
  factoryNumber?: string;
  manufacturer?: string;
}

const squeezed = (text: string): string => normaliseIdentifier(text).replace(/[\s()（）]+/g, '');

/**
 * By which two mentions of a lift are found to be one. 设备代码 and 注册代码 share one kind, since several systems
 * write one into the other's column (CODES §1).
 */
export function identityKeys(lift: Identified): string[] {
  const { equipmentCode, registrationCode, useRegistration, factoryNumber, manufacturer } = lift;
  const keys: string[] = [];
  if (equipmentCode) keys.push(`code:${equipmentCode}`);
  if (registrationCode) keys.push(`code:${registrationCode}`);
  if (useRegistration) keys.push(`use:${useRegistration}`);
  if (factoryNumber && manufacturer) keys.push(`made:${squeezed(manufacturer)}:${factoryNumber}`);
  return [...new Set(keys)];
}
