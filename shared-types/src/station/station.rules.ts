import { distanceMetres } from '../kernel/geo';

/** A place on the map in GCJ-02 degrees. */
export interface Place {
  lng: number;
  lat: number;
}

export interface StationFacts {
  id: string;
  /** Beginnings of division codes that it goes out to. */
  areas: readonly string[];
  position: Place | null;
  isOpen: boolean;
  /** How many are on call now. */
  onCall: number;
}

/** Farther than anything on earth. */
const farthest = 1e9;

export interface Ranked {
  id: string;
  /** Straight distance; null where one of the two places is not known. */
  metres: number | null;
}

/**
 * Which stations could go out, the best first: only open ones whose area covers the place; those with somebody on call
 * before those without; then the nearer ones, and those of unknown distance last.
 * @basis 利川市电梯应急救援, 巴州 X9 (EMG-05): 二级 is the nearest public rescue station
 * @param divisionCode of the lift
 */
export function rankStations(
  stations: readonly StationFacts[],
  divisionCode: string,
  position: Place | null,
): Ranked[] {
  return stations
    .filter(({ isOpen, areas }) => isOpen && areas.some((area) => divisionCode.startsWith(area)))
    .map(({ id, position: own, onCall }) => ({
      id,
      onCall,
      metres: own && position ? Math.round(distanceMetres(own, position)) : null,
    }))
    .sort(
      (a, b) =>
        Number(b.onCall > 0) - Number(a.onCall > 0) ||
        (a.metres ?? farthest) - (b.metres ?? farthest) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id, metres }) => ({ id, metres }));
}
