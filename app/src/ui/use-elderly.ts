import { useEffect, useState } from 'react';
import { device } from '../platform/device';
import { storage } from '../platform/storage';

const storageKey = 'text-size';
/** From here on the person has asked their phone for the large text (关怀模式). */
const largeFontScale = 1.3;
const listeners = new Set<(large: boolean) => void>();

function isLarge(): boolean {
  const chosen = storage.read(storageKey);
  return chosen === undefined || chosen === null || chosen === ''
    ? device.fontScale() >= largeFontScale
    : chosen === 'large';
}

/** Whether this person wants the large text: as chosen here, otherwise as their phone is set. */
export function useElderly(): boolean {
  const [large, setLarge] = useState(isLarge);
  useEffect(() => {
    listeners.add(setLarge);
    return () => {
      listeners.delete(setLarge);
    };
  }, []);
  return large;
}

export function toggleElderly(): void {
  const large = !isLarge();
  storage.write(storageKey, large ? 'large' : 'normal');
  for (const tell of listeners) tell(large);
}
