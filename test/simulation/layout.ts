/** How the people of an owner behave, which decides what becomes of its records. */
export type Temper = 'prompt' | 'slow' | 'silent_agreed' | 'silent' | 'unreachable' | 'refuses';
export const tempers: Temper[] = ['silent_agreed', 'refuses', 'silent', 'slow', 'unreachable', 'prompt'];

const buildingsOfOwner = 2;
/** Small cities have small houses, so that owners of every temper are among them. */
export const liftsOfBuilding = (lifts: number): number => (lifts <= 40 ? 2 : 4);
export const ownersOf = (buildings: number): number =>
  Math.min(buildings, Math.max(tempers.length, Math.ceil(buildings / buildingsOfOwner)));
/** Twenty digits, each different by its serial. */
export const registrationCodeOf = (serial: number): string =>
  `3110999901201605${String(serial).padStart(4, '0')}`;
