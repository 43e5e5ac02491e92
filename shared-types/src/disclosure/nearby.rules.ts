import { distanceMetres } from '../kernel/geo';

/** Two buildings further nobody needs to know what there is. */
export const nearbyMetres = 200;
/** A street of lifts is a list; five are an answer. */
export const mostNearby = 5;
/** A fix that is less exact than this does not tell buildings apart. */
export const coarsestMetres = 300;
/** Distances are told in these steps only, so that nobody measures out where a lift stands. */
const steps = [30, 60, 100, nearbyMetres] as const;

/** A place in GCJ-02. */
export interface Spot {
  lng: number;
  lat: number;
}

/** Eleven metres: nothing finer is worked with. */
export const blurred = ({ lng, lat }: Spot): Spot => ({
  lng: Math.round(lng * 10_000) / 10_000,
  lat: Math.round(lat * 10_000) / 10_000,
});

/**
 * The few lifts around a place, nearest step first and within a step by name: the order says nothing finer than the step.
 * @param at where somebody stands, in GCJ-02; blurred here
 * @basis EQ edge case of torn codes, DIS-04; docs/adr/0041
 */
export function nearestOf<L extends Spot & { name: string }>(
  lifts: readonly L[],
  at: Spot,
): { lift: L; withinMetres: number }[] {
  const here = blurred(at);
  return lifts
    .flatMap((lift) => {
      const metres = distanceMetres(here, lift);
      const withinMetres = steps.find((step) => metres <= step);
      return withinMetres === undefined ? [] : [{ lift, withinMetres }];
    })
    .sort((a, b) => a.withinMetres - b.withinMetres || (a.lift.name < b.lift.name ? -1 : 1))
    .slice(0, mostNearby);
}
