import type { CityParameters } from '../city/city.parameters';
import type { Role } from '../kernel/access';
import type { DeviceStanding } from './device.contract';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A role whose acts at a lift are evidence works on one device only, where the city asks for it. */
export const needsWorkingDevice = (role: Role, { device }: Pick<CityParameters, 'device'>): boolean =>
  device.roles.includes(role);

/**
 * When an approved change takes effect: both the approval and the waiting time must have passed, so that neither a
 * hasty admin nor a stolen phone moves an account at once.
 * @basis CHK-08 (own account, own device), DECISIONS 20; the hours are ours, parameter `device.changeHours`
 */
export const effectiveAt = (
  askedAt: number,
  approvedAt: number,
  { device }: Pick<CityParameters, 'device'>,
): number => Math.max(approvedAt, askedAt + device.changeHours * hourMs);

/** The one that took effect last; null before there is any. */
export function workingDevice<D extends { trustedFrom: number | null }>(
  devices: readonly D[],
  at: number,
): D | null {
  const inForce = devices.filter(({ trustedFrom }) => trustedFrom !== null && trustedFrom <= at);
  return inForce.sort((a, b) => (b.trustedFrom ?? 0) - (a.trustedFrom ?? 0))[0] ?? null;
}

/** How a device stands, from what is stored; `change` is its latest. */
export function standingOf(
  device: { trustedFrom: number | null },
  change: { state: string } | null,
  isWorking: boolean,
  at: number,
): DeviceStanding {
  if (isWorking) return 'trusted';
  if (change?.state === 'waiting') return 'waiting';
  if (device.trustedFrom !== null && device.trustedFrom > at) return 'cooling';
  if (change?.state === 'refused') return 'refused';
  return device.trustedFrom === null ? 'known' : 'retired';
}

/** 约 23 小时 · 约 40 分钟: rounded up, nobody is let in earlier than was said. */
export function timeLeftInWords(leftMs: number): string {
  if (leftMs >= 2 * hourMs) return `约 ${Math.ceil(leftMs / hourMs)} 小时`;
  return `约 ${Math.max(1, Math.ceil(leftMs / minuteMs))} 分钟`;
}
