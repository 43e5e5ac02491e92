import type { Refusal } from '../kernel/app-error';
import { distanceMetres, type GeoPoint, toGcj02 } from '../kernel/geo';

/** One fix that a technician gave at the lift, newest last. */
export interface CollectedFix extends GeoPoint {
  personId: string;
  accuracyMetres: number;
}

export interface PositionRules {
  /** How many technicians have to agree: one or two (city parameter). */
  confirmations: number;
  /** Fixes of two people this far apart may be one place. */
  agreeMetres: number;
  /** A fix less exact than this counts for nothing. */
  weakAccuracyMetres: number;
}

/**
 * - `confirmed`: the place in GCJ-02, from so many fixes, the largest distance between them in metres
 * - `waiting`: so many more technicians are needed
 * - `contradiction`: enough people, but they do not agree
 */
export type PositionFinding =
  | { state: 'confirmed'; lng: number; lat: number; fixes: number; spreadMetres: number }
  | { state: 'waiting'; missing: number }
  | { state: 'contradiction'; spreadMetres: number };

/**
 * Whoever collects on purpose hears that a fix says too little, instead of being thanked for nothing.
 * `accuracyMetres`, `weakAccuracyMetres`: metres.
 * @basis EQ-03; city parameter `fence.weakAccuracyMetres`
 */
export const refuseBlurredFix = (accuracyMetres: number, weakAccuracyMetres: number): Refusal | null =>
  accuracyMetres > weakAccuracyMetres
    ? {
        code: 'lift.fix_too_weak',
        message: `定位误差约 ${Math.round(accuracyMetres)} 米，太大，没有采集。请走到门外或窗边，等定位稳定再采集。`,
      }
    : null;

interface Placed {
  lng: number;
  lat: number;
  accuracyMetres: number;
}

const spreadOf = (places: readonly Placed[]): number =>
  Math.max(0, ...places.flatMap((a, index) => places.slice(index + 1).map((b) => distanceMetres(a, b))));

/** The exacter a fix, the more it weighs; a claim of less than 5 m is not believed. */
function meanOf(places: readonly Placed[]): { lng: number; lat: number } {
  const weighted = places.map((place) => ({ ...place, weight: 1 / Math.max(place.accuracyMetres, 5) ** 2 }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (pick: 'lng' | 'lat') =>
    weighted.reduce((sum, place) => sum + place[pick] * place.weight, 0) / total;
  return { lng: mean('lng'), lat: mean('lat') };
}

/**
 * Where the lift stands, from what technicians collected on site: the newest usable fix of each person; the newest
 * people decide, so that two who agree outweigh an older mistake.
 * @basis 泉鲤市监规〔2024〕1号 四(三): coordinates collected on site at the first maintenance (EQ-03, CHK-07)
 */
export function judgeCollected(fixes: readonly CollectedFix[], rules: PositionRules): PositionFinding {
  const newest = new Map<string, Placed>();
  for (const fix of fixes) {
    const place = toGcj02(fix);
    if (!place || fix.accuracyMetres > rules.weakAccuracyMetres) continue;
    newest.delete(fix.personId);
    newest.set(fix.personId, { ...place, accuracyMetres: fix.accuracyMetres });
  }
  const deciding = [...newest.values()].slice(-rules.confirmations);
  if (deciding.length < rules.confirmations)
    return { state: 'waiting', missing: rules.confirmations - deciding.length };
  const spread = Math.round(spreadOf(deciding) * 10) / 10;
  if (spread > rules.agreeMetres) return { state: 'contradiction', spreadMetres: spread };
  return { state: 'confirmed', ...meanOf(deciding), fixes: deciding.length, spreadMetres: spread };
}
