import { within } from '@lifttrust/shared-types/staff/staff.rules';
import type { StaffArea } from './staff-area.entity';
import type { StaffMember } from './staff-member.entity';
import type { StaffUnit } from './staff-unit.entity';

export interface RosterPerson {
  id: string;
  name: string;
  isTechnician: boolean;
  /** Holds a certificate of item T; without one they help where somebody certified is with them. */
  isCertified: boolean;
  /** Why they may not be assigned on the day, in words; empty: they may. */
  reasons: string[];
}

/** One company's people and levels as they are on one day. */
export class Roster {
  private readonly unitOfPerson: Map<string, string>;
  private readonly peopleBelow = new Map<string, string[]>();

  constructor(
    readonly organisationId: string,
    readonly day: string,
    readonly units: StaffUnit[],
    members: StaffMember[],
    readonly areas: StaffArea[],
    readonly people: ReadonlyMap<string, RosterPerson>,
  ) {
    // Who has left the company no longer counts in a team, whether or not somebody has taken them out of it.
    const known = members.filter((member) => people.has(member.personId));
    this.unitOfPerson = new Map(known.map((member) => [member.personId, member.unitId]));
  }

  get places() {
    return this.units.map(({ unitId, parentId, kind }) => ({
      id: unitId,
      parentId,
      kind: kind === 'team' ? ('team' as const) : ('department' as const),
    }));
  }

  unit(unitId: string): StaffUnit | undefined {
    return this.units.find((unit) => unit.unitId === unitId);
  }

  unitOf(personId: string): string | null {
    return this.unitOfPerson.get(personId) ?? null;
  }

  /** Ids of everybody in a department or team and below it. */
  peopleIn(unitId: string): string[] {
    const found = this.peopleBelow.get(unitId);
    if (found) return found;
    const units = within(this.places, unitId);
    const people = this.unit(unitId)
      ? [...this.unitOfPerson].flatMap(([personId, at]) => (units.has(at) ? [personId] : []))
      : [];
    this.peopleBelow.set(unitId, people);
    return people;
  }

  /** The people whom assignments name, directly or by their team; only who may be assigned on the day. */
  able(assigned: { personId: string | null; unitId: string | null }[]): RosterPerson[] {
    const ids = new Set(
      assigned.flatMap(({ personId, unitId }) =>
        personId ? [personId] : unitId ? this.peopleIn(unitId) : [],
      ),
    );
    return [...ids].flatMap((id) => {
      const person = this.people.get(id);
      return person && person.reasons.length === 0 ? [person] : [];
    });
  }
}
