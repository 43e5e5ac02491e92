import type { CityParameters } from '../city/city.parameters';
import type { Refusal } from '../kernel/app-error';
import { distanceMetres, type GeoPoint, toGcj02 } from '../kernel/geo';
import type { PositionVerdict } from '../visit/visit.contract';

export interface FixFacts extends GeoPoint {
  accuracyMetres: number;
}

export interface PositionFacts {
  /** Where the lift stands; not confirmed on site yet, or in an unknown reference system: no fence (CHK-07). */
  liftPosition: (GeoPoint & { confirmed: boolean }) | null;
  fix: FixFacts;
  /** The lift's own radius where it has one, else the city's. */
  radiusMetres: number;
  parameters: Pick<CityParameters, 'fence'>;
}

export interface PositionJudgement {
  verdict: Exclude<PositionVerdict, 'none'>;
  /** Null when no honest comparison is possible. */
  distanceMetres: number | null;
}

/**
 * Inside, when the distance less what the fix admits to be inexact (100 m of it at most) is within the radius.
 * @basis CHK-04; 200 m is the city's parameter `fence.radiusMetres`
 */
export const isWithinFence = (
  distance: number,
  accuracyMetres: number,
  radiusMetres: number,
  fence: CityParameters['fence'],
): boolean => distance - Math.min(accuracyMetres, fence.creditedAccuracyMetres) <= radiusMetres;

/**
 * Was the technician at the lift? Never a refusal: weak and outside ask for a photograph and are settled later, so
 * that an honest technician in a basement can go on.
 * @basis 泉鲤市监规〔2024〕1号 三(三)“地图精准定位”, from 2024-01-16 (CHK-04, CHK-05, CHK-07)
 */
export function judgePosition(facts: PositionFacts): PositionJudgement {
  const { liftPosition, fix, radiusMetres, parameters } = facts;
  const lift = liftPosition?.confirmed ? toGcj02(liftPosition) : null;
  const seen = toGcj02(fix);
  if (!lift || !seen) return { verdict: 'no_reference', distanceMetres: null };
  const distance = Math.round(distanceMetres(lift, seen) * 10) / 10;
  if (fix.accuracyMetres > parameters.fence.weakAccuracyMetres) {
    return { verdict: 'weak', distanceMetres: distance };
  }
  const inside = isWithinFence(distance, fix.accuracyMetres, radiusMetres, parameters.fence);
  return { verdict: inside ? 'fine' : 'outside', distanceMetres: distance };
}

/**
 * A position that the phone itself reports as simulated is not taken, and the attempt is remembered.
 * @basis CHK-06; DECISIONS 19 (only where the platform tells)
 */
export const refuseMockPosition = (isMock: boolean | null): Refusal | null =>
  isMock === true
    ? {
        code: 'check_in.mock_position',
        message: '手机正在使用模拟定位，请关闭模拟定位软件后重新定位。本次尝试已记录。',
      }
    : null;

/**
 * The phone's clock against the server's when it spoke: honest phones differ by seconds.
 * @basis CHK-14
 */
export const isClockSkewed = (
  capturedAt: number,
  receivedAt: number,
  parameters: Pick<CityParameters, 'clockSkewSeconds'>,
): boolean => Math.abs(receivedAt - capturedAt) > parameters.clockSkewSeconds * 1000;

/**
 * Two technicians are one team only if they come together: at most half an hour between first and last check-in.
 * @basis CHK-08 (local regulations; parameter `technicians.gapMinutes`)
 */
export const cameTogether = (
  checkInTimes: readonly number[],
  parameters: Pick<CityParameters, 'technicians'>,
): boolean =>
  checkInTimes.length < 2 ||
  Math.max(...checkInTimes) - Math.min(...checkInTimes) <= parameters.technicians.gapMinutes * 60_000;

/** One person's stay at one lift; `to` is null while it lasts. */
export interface Stay {
  visitId: string;
  from: number;
  to: number | null;
  position: GeoPoint | null;
}

/**
 * Nobody is inside two stays at the same time; leaving and arriving in the same instant is no overlap.
 * @basis CHK-09
 */
export const overlaps = (a: Stay, b: Stay): boolean =>
  a.visitId !== b.visitId &&
  a.from < (b.to ?? Number.POSITIVE_INFINITY) &&
  b.from < (a.to ?? Number.POSITIVE_INFINITY);

export interface Travel {
  metres: number;
  minutes: number;
}

/** The way from one lift to the next, in a straight line; null when a place or the end of the stay is unknown. */
export function travelBetween(earlier: Stay, later: Stay): Travel | null {
  if (earlier.to === null || !earlier.position || !later.position) return null;
  const from = toGcj02(earlier.position);
  const to = toGcj02(later.position);
  if (!from || !to) return null;
  return { metres: Math.round(distanceMetres(from, to)), minutes: (later.from - earlier.to) / 60_000 };
}

/**
 * Nobody drives 8.3 km in one minute: faster than the limit, or further than a few hundred metres in under three
 * minutes. The case 苏州 65 000 元 rested on exactly this.
 * @basis CHK-10 (parameter `travel`)
 */
export function isImpossibleTravel(way: Travel, parameters: Pick<CityParameters, 'travel'>): boolean {
  const { maxKilometresPerHour, nearMetres, nearMinutes } = parameters.travel;
  // Within the inexactness of two fixes nothing can be said about speed.
  if (way.metres <= nearMetres) return false;
  if (way.minutes < nearMinutes) return true;
  return way.metres / 1000 / (way.minutes / 60) > maxKilometresPerHour;
}

/**
 * Two phones of the same model at the same place to six decimals are one phone.
 * @basis CHK-08 (edge cases in docs/law/rules.md)
 */
export const areSuspiciouslyAlike = (
  a: GeoPoint & { deviceModel: string },
  b: GeoPoint & { deviceModel: string },
): boolean =>
  a.deviceModel === b.deviceModel &&
  a.crs === b.crs &&
  a.lng.toFixed(6) === b.lng.toFixed(6) &&
  a.lat.toFixed(6) === b.lat.toFixed(6);
