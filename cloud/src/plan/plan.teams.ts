import { createHash } from 'node:crypto';
import type { PlanTeam } from '@lifttrust/shared-types/plan/plan.planner.facts';
import type { Roster, RosterPerson } from '../staff/staff.roster';

export interface Crew {
  id: string;
  name: string;
  people: RosterPerson[];
}

/** Whom assignments name for one lift: a team or persons. */
export interface Named {
  unitId: string | null;
  personIds: string[];
}

/** Who does not work on which days: one person, a team, or (neither named) the whole company. */
export interface Absence {
  days: readonly string[];
  teamId: string | null;
  personId: string | null;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Those who are named for the same lifts go together; the same people are the same crew. */
const crewId = (personIds: readonly string[]): string =>
  `crew-${digest([...personIds].sort().join())
    .toString('hex')
    .slice(0, 20)}`;

const othersId = 'others';

/** The teams of a company on one day, for a planner that thinks in teams: who may go, and who of them goes where. */
export class PlanTeams {
  readonly teams: Crew[] = [];
  private readonly byId = new Map<string, Crew>();
  private readonly ofPerson = new Map<string, string>();
  private readonly pairs = new Map<string, RosterPerson[][]>();

  constructor(
    private readonly roster: Roster,
    named: Iterable<Named>,
    private readonly minimum: number,
  ) {
    const units = new Set(roster.units.flatMap(({ kind, unitId }) => (kind === 'team' ? unitId : [])));
    const crews = new Map<string, string[]>();
    for (const { unitId, personIds } of named) {
      if (unitId !== null) units.add(unitId);
      else if (personIds.length > 0) crews.set(crewId(personIds), personIds);
    }
    for (const unitId of units)
      this.add(unitId, roster.unit(unitId)?.name ?? '班组', roster.able([{ personId: null, unitId }]));
    for (const [id, personIds] of crews) {
      const people = roster.able(personIds.map((personId) => ({ personId, unitId: null })));
      this.add(id, people.map(({ name }) => name).join('、'), people);
    }
    const rest = [...roster.people.values()].filter(
      ({ id, reasons }) => reasons.length === 0 && !this.ofPerson.has(id),
    );
    this.add(othersId, '未编入班组的人员', rest);
  }

  private add(id: string, name: string, people: RosterPerson[]): void {
    if (people.length === 0) return;
    const team = { id, name, people };
    this.teams.push(team);
    this.byId.set(id, team);
    for (const person of people) if (!this.ofPerson.has(person.id)) this.ofPerson.set(person.id, id);
  }

  /** As people see them: names only. */
  get shown() {
    return this.teams.map(({ id, name, people }) => ({
      ...{ id, name, people: people.map((person) => ({ id: person.id, name: person.name })) },
    }));
  }

  has(teamId: string): boolean {
    return this.byId.has(teamId);
  }

  nameOf(teamId: string): string {
    return this.byId.get(teamId)?.name ?? '';
  }

  teamOfNamed({ unitId, personIds }: Named): string | null {
    const id = unitId ?? (personIds.length > 0 ? crewId(personIds) : null);
    return id !== null && this.byId.has(id) ? id : null;
  }

  teamOfPerson(personId: string): string | null {
    return this.ofPerson.get(personId) ?? null;
  }

  nameOfPerson(personId: string): string {
    return this.roster.people.get(personId)?.name ?? '';
  }

  /**
   * Who of a team goes to a place, the lead first: pairs as the city asks for, one of them certified; the same place,
   * the same pair.
   */
  crewFor(teamId: string, place: string, without: string | null = null): RosterPerson[] {
    const pairs = this.pairsOf(teamId, without);
    return pairs[digest(place).readUInt32BE(0) % Math.max(1, pairs.length)] ?? [];
  }

  private pairsOf(teamId: string, without: string | null = null): RosterPerson[][] {
    const key = `${teamId} ${without ?? ''}`;
    const known = this.pairs.get(key) ?? this.pairedUp(teamId, without);
    this.pairs.set(key, known);
    return known;
  }

  private pairedUp(teamId: string, without: string | null): RosterPerson[][] {
    const people = (this.byId.get(teamId)?.people ?? []).filter(({ id }) => id !== without);
    // Without the one who is away the rest may be too few to go at all.
    if (without !== null && people.length < this.minimum) return [];
    const certified = people.filter(({ isCertified }) => isCertified);
    const count = Math.min(certified.length, Math.max(1, Math.floor(people.length / this.minimum)));
    const leads = certified.slice(0, count);
    const rest = people.filter((person) => !leads.includes(person));
    return leads.map((lead, at) => [
      lead,
      ...rest.slice(at * (this.minimum - 1), (at + 1) * (this.minimum - 1)),
    ]);
  }

  /** `until`: the last day of each person's certificate. */
  forPlanner(
    until: ReadonlyMap<string, string>,
    minutesADay: number,
    absence: Absence | null = null,
  ): PlanTeam[] {
    return this.teams.map(({ id, people }) => {
      const days = people.flatMap((person) => (person.isCertified ? (until.get(person.id) ?? []) : []));
      const whole = minutesADay * Math.max(1, this.pairsOf(id).length);
      return {
        id,
        certifiedUntil: days.sort().at(-1) ?? null,
        minutesADay: whole,
        areas: [],
        ...this.missing(id, minutesADay, absence),
      };
    });
  }

  private missing(
    id: string,
    minutesADay: number,
    absence: Absence | null,
  ): Pick<PlanTeam, 'away' | 'fewer'> {
    if (absence === null || (absence.teamId ?? id) !== id) return { away: [] };
    if (absence.personId === null) return { away: absence.days };
    if (this.teamOfPerson(absence.personId) !== id) return { away: [] };
    const left = this.pairsOf(id, absence.personId).length;
    if (left === 0) return { away: absence.days };
    return { away: [], fewer: { days: absence.days, minutesADay: left * minutesADay } };
  }

  /** Names by person, for whoever is shown. */
  get people() {
    return this.roster.people;
  }
}
