import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import type { Called, ClockFacts } from '@lifttrust/shared-types/rescue/rescue.clock.rules';
import { arrivalLimit, type Limits } from '@lifttrust/shared-types/rescue/rescue.rules';
import type { Tier } from '@lifttrust/shared-types/rescue/rescue.words';
import type { Entrapment } from './entrapment.entity';
import type { Summons } from './summons.entity';

/** Those who can free people; the owner's officers are called beside them, and their word stops no ring. */
export const canFree = ({ side }: Pick<Summons, 'side'>): boolean => side === 'company' || side === 'station';

type Presence = Pick<Summons, 'side' | 'state' | 'departedAt' | 'arrivedAt' | 'arrivalProof'>;
type Answer = Pick<Summons, 'tier' | 'answeredAt'> & Presence;

/** An open visit speaks for them; they themselves have not said that they are at the lift, nor anybody who sees them. */
export const isTakenToBeThere = ({
  departedAt,
  arrivedAt,
  arrivalProof,
}: Omit<Presence, 'side' | 'state'>): boolean =>
  arrivedAt !== null && arrivalProof === 'on_site' && departedAt === null;

/** They are at the lift: proven, confirmed or said, and not by an open visit alone. */
export const isThere = (row: Omit<Presence, 'side' | 'state'>): boolean =>
  row.arrivedAt !== null && !isTakenToBeThere(row);

/** What is kept of an open visit once they say that they are not at the lift, or not yet. */
export const notThere = { arrivedAt: null, arrivalProof: null };

/** They came to free people: what was proven or confirmed, or a visit of theirs and their own answer. */
export const hasCome = (row: Presence): boolean =>
  canFree(row) && row.arrivedAt !== null && (!isTakenToBeThere(row) || row.state === 'accepted');

/** When the alarm came to a lift with an open visit whose people did not say that they are elsewhere; null: none was. */
export function onSiteOf(summons: readonly Presence[]): number | null {
  const there = summons.filter((row) => canFree(row) && row.arrivalProof === 'on_site');
  return there.reduce<number | null>(
    (first, { arrivedAt }) => (arrivedAt === null ? first : Math.min(first ?? arrivedAt, arrivedAt)),
    null,
  );
}

function called(at: number | null, rungAt: number | null, summons: readonly Answer[]): Called | undefined {
  if (at === null) return undefined;
  const able = summons.filter(canFree);
  const isDeclined = able.length > 0 && able.every(({ state }) => state === 'declined');
  return {
    at,
    isAccepted: able.some(({ state }) => state === 'accepted'),
    declinedAt: isDeclined ? Math.max(...able.map(({ answeredAt }) => answeredAt ?? at)) : null,
    rungAt: rungAt ?? at,
  };
}

/** What the clock decides by, from an entrapment and those who were called to it. */
export function clockFacts(one: Entrapment, summons: readonly Answer[]): ClockFacts {
  const of = (tier: Tier) => summons.filter((row) => row.tier === tier);
  const tiers: [Tier, Called | undefined][] = [
    [1, called(one.tier1At, one.tier1RungAt, of(1))],
    [2, called(one.tier2At, one.tier2RungAt, of(2))],
    [3, called(one.tier3At, one.tier3RungAt, of(3))],
  ];
  return {
    ...one,
    called: Object.fromEntries(tiers.filter(([, found]) => found !== undefined)),
    isFireCalled: one.fireCalledAt !== null,
    onSiteAt: onSiteOf(summons),
  };
}

/** A city's numbers for a lift, as they are frozen at the report. */
export function limitsFor(divisionCode: string, { rescue }: CityParameters): Limits {
  const { responseMinutes, arrivalMinutes, areaArrivalMinutes, escalateBeforeMinutes, ringSeconds } = rescue;
  const limit = arrivalLimit(divisionCode, arrivalMinutes, areaArrivalMinutes);
  return { responseMinutes, arrivalMinutes: limit, escalateBeforeMinutes, ringSeconds };
}

/** The highest tier that was called. */
export const tierOf = (one: Entrapment): Tier | null =>
  one.tier3At !== null ? 3 : one.tier2At !== null ? 2 : one.tier1At !== null ? 1 : null;
