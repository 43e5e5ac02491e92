import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import type { Called, ClockFacts } from '@lifttrust/shared-types/rescue/rescue.clock.rules';
import { arrivalLimit, type Limits, mayDeskReport } from '@lifttrust/shared-types/rescue/rescue.rules';
import type { Tier } from '@lifttrust/shared-types/rescue/rescue.words';
import type { Entrapment } from './entrapment.entity';
import type { EntrapmentEvent } from './entrapment-event.entity';
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

/** They said that they come, or their visit is open here, and nobody has seen them yet. */
export const mayBeConfirmed = (row: Presence): boolean =>
  (row.state === 'accepted' && row.arrivedAt === null) || isTakenToBeThere(row);

/**
 * Whose arrival it is that somebody else confirms. Nobody is named: the only one who comes, else the crew of the open visit;
 * of several who come nobody in person.
 */
export function meantBy<T extends Presence & { personId: string }>(
  coming: readonly T[],
  personIds: readonly string[],
): readonly T[] {
  if (personIds.length > 0) return coming.filter(({ personId }) => personIds.includes(personId));
  const onTheWay = coming.filter((row) => !isTakenToBeThere(row));
  if (onTheWay.length === 0) return coming;
  return onTheWay.length === 1 ? onTheWay : [];
}

/** What is kept of an open visit once they say that they are not at the lift, or not yet. */
export const notThere = { arrivedAt: null, arrivalProof: null };

/** They came to free people: what was proven or confirmed, or a visit of theirs and their own answer. */
export const hasCome = (row: Presence): boolean =>
  canFree(row) && row.arrivedAt !== null && (!isTakenToBeThere(row) || row.state === 'accepted');

/** An arrival that somebody else confirmed; one by an open visit was, where they did not begin themselves. */
const ofOthers: readonly string[] = ['confirmed', 'on_site'];

/**
 * Whose arrival stands on the word of others alone, and when somebody arrived without those; null: nobody.
 * @param did what people tapped themselves: of these only a beginning counts
 */
export function confirmedByOthers<T extends Presence & { personId: string }>(
  summons: readonly T[],
  did: readonly Pick<EntrapmentEvent, 'kind' | 'personId' | 'at'>[],
): { wrong: readonly T[]; arrivedAt: number | null } {
  const able = summons.filter(canFree);
  const begun = did.filter(
    ({ kind, personId }) => kind === 'started' && able.some((row) => row.personId === personId),
  );
  const wrong = able.filter(
    (row) =>
      isThere(row) &&
      ofOthers.includes(row.arrivalProof ?? '') &&
      !begun.some(({ personId }) => personId === row.personId),
  );
  const others = able.filter((row) => isThere(row) && !wrong.includes(row));
  const known = [...others.map((row) => row.arrivedAt), ...begun.map(({ at }) => at)].filter(
    (at) => at !== null,
  );
  return { wrong, arrivedAt: known.length === 0 ? null : Math.min(...known) };
}

/** The desk writes the cause where nobody came who could (`mayDeskReport`). */
export const isForDeskToReport = (one: Entrapment, summons: readonly Presence[]): boolean =>
  mayDeskReport(
    one,
    summons.map((row) => ({ side: row.side, hasCome: hasCome(row) })),
  );

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

/** For titles: at an escalator nobody is shut in. */
export const happened = ({ kind }: Pick<Entrapment, 'kind'>): string => (kind === 'hurt' ? '伤人' : '困人');

/** The highest tier that was called. */
export const tierOf = (one: Entrapment): Tier | null =>
  one.tier3At !== null ? 3 : one.tier2At !== null ? 2 : one.tier1At !== null ? 1 : null;
