import { createHash } from 'node:crypto';
import { addDays } from '@lifttrust/shared-types/kernel/time';
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
/** A month and what is planned along with it. */
const daysAhead = 62;

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
    /** The last day of each person's certificate. */
    private readonly until: ReadonlyMap<string, string>,
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
   * Who of a team goes to a place on a day, the lead first: pairs as the city asks for, one of them certified and
   * nobody whose certificate has run out by then; the same place, the same pair.
   * @basis ORG-08; TSG T5002-2017 第五条(八)
   */
  crewFor(teamId: string, place: string, day: string, without: string | null = null): RosterPerson[] {
    const pairs = this.pairsOf(teamId, day, without);
    return pairs[digest(place).readUInt32BE(0) % Math.max(1, pairs.length)] ?? [];
  }

  private pairsOf(teamId: string, day: string, without: string | null = null): RosterPerson[][] {
    const hasLapsed = (id: string) => (this.until.get(id) ?? day) < day;
    const all = this.byId.get(teamId)?.people ?? [];
    const away = all.filter(({ id }) => id === without || hasLapsed(id)).map(({ id }) => id);
    const key = [teamId, ...away].join(' ');
    const known = this.pairs.get(key) ?? this.pairedUp(all, new Set(away));
    this.pairs.set(key, known);
    return known;
  }

  private pairedUp(all: readonly RosterPerson[], away: ReadonlySet<string>): RosterPerson[][] {
    const people = all.filter(({ id }) => !away.has(id));
    // Without those who are away the rest may be too few to go at all.
    if (away.size > 0 && people.length < this.minimum) return [];
    const certified = people.filter(({ isCertified }) => isCertified);
    const count = Math.min(certified.length, Math.max(1, Math.floor(people.length / this.minimum)));
    const leads = certified.slice(0, count);
    const rest = people.filter((person) => !leads.includes(person));
    return leads.map((lead, at) => [
      lead,
      ...rest.slice(at * (this.minimum - 1), (at + 1) * (this.minimum - 1)),
    ]);
  }

  /** `from`: the first day that is planned. */
  forPlanner(from: string, minutesADay: number, absence: Absence | null = null): PlanTeam[] {
    return this.teams.map(({ id, people }) => {
      const days = people.flatMap(({ id: own, isCertified }) =>
        isCertified ? (this.until.get(own) ?? []) : [],
      );
      const pairs = Math.max(1, this.pairsOf(id, this.roster.day).length);
      return {
        id,
        certifiedUntil: days.sort().at(-1) ?? null,
        minutesADay: minutesADay * pairs,
        areas: [],
        ...this.missing(id, from, pairs, minutesADay, absence),
      };
    });
  }

  /** Days on which nobody or fewer can go: somebody is away, or their certificate has run out by then. */
  private missing(
    id: string,
    from: string,
    pairs: number,
    minutesADay: number,
    absence: Absence | null,
  ): Pick<PlanTeam, 'away' | 'fewer'> {
    const isOurs = absence !== null && (absence.teamId ?? id) === id;
    const gone = new Set(isOurs ? absence.days : []);
    const person = absence?.personId ?? null;
    const [away, fewer]: [string[], string[]] = [[], []];
    let least = pairs;
    for (const day of new Set([...daysFrom(from), ...gone])) {
      const isGone = gone.has(day) && person === null;
      const left = isGone ? 0 : this.pairsOf(id, day, gone.has(day) ? person : null).length;
      if (left === 0) away.push(day);
      else if (left < pairs) fewer.push(day);
      if (left > 0) least = Math.min(least, left);
    }
    return fewer.length === 0 ? { away } : { away, fewer: { days: fewer, minutesADay: least * minutesADay } };
  }

  /** Names by person, for whoever is shown. */
  get people() {
    return this.roster.people;
  }
}

const daysFrom = (first: string): string[] => Array.from({ length: daysAhead }, (_, n) => addDays(first, n));
