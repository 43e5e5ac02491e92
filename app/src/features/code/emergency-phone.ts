import { usualEmergencyPhone } from '@lifttrust/shared-types/city/usual-emergency-phone';
import { storage } from '../../platform/storage';

const key = 'emergency-phone';

/** Kept, so that the call works on this page without network and with an unknown code too. */
export function keepEmergencyPhone(phone: string): void {
  if (storage.read(key) !== phone) storage.write(key, phone);
}

export function emergencyPhone(): string {
  const kept = storage.read(key);
  return typeof kept === 'string' && kept !== '' ? kept : usualEmergencyPhone;
}
