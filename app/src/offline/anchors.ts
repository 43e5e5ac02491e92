import { madeText } from '@lifttrust/shared-types/kernel/made-at';
import { device } from '../platform/device';
import { vault } from '../store/vault-of-phone';
import { phoneClock } from './clock';
import { madeInstant } from './made';
import type { Counted } from './phone-clock';

const nameOf = (visitId: string) => `anchor/${visitId}`;

interface KeptAnchor extends Counted {
  anchor: string;
}

const isKept = (value: unknown): value is KeptAnchor =>
  typeof value === 'object' && value !== null && 'anchor' in value && 'elapsedMs' in value;

/** Remembers the service's time of a visit, with what this phone had counted when it came. */
export function keepAnchor(visitId: string, anchor: string): void {
  vault.store()?.write(nameOf(visitId), { anchor, ...phoneClock.readAndKeep() });
}

export const dropAnchor = (visitId: string): void => vault.store()?.remove(nameOf(visitId));

/**
 * `x-made` for a command given now: `<anchor>.<elapsedMs>.<jumpMs>`; null where the visit has no anchor here.
 * @basis CHK-14
 */
export function madeFor(visitId: string): string | null {
  const kept = vault.store()?.read(nameOf(visitId));
  if (!isKept(kept)) return null;
  const { elapsedMs, jumpMs } = phoneClock.readAndKeep();
  return madeText(kept.anchor, Math.max(0, elapsedMs - kept.elapsedMs), jumpMs - kept.jumpMs);
}

/** The service's time now, counted on by the phone; where it never told, the phone's own clock. Epoch ms. */
export const nowAt = (visitId: string): number => madeInstant(madeFor(visitId), device.now());
