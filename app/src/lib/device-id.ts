import { device } from '../platform/device';
import { storage } from '../platform/storage';
import { randomId } from './random-id';

const key = 'device-id';

/** A random id kept on the phone: a witness of which phone it was, not a proof (DECISIONS 20). */
export function deviceId(): string {
  const kept = storage.read(key);
  if (typeof kept === 'string') return kept;
  const made = randomId(device.now());
  storage.write(key, made);
  return made;
}
