import { type EntityManager, In } from 'typeorm';
import { Organisation } from '../../organisation/organisation.entity';
import { organisationKey } from '../../organisation/organisation.name';
import { Paper } from '../../paper/paper.entity';
import { Assignment } from '../../person/assignment.entity';
import { Certificate } from '../../person/certificate.entity';
import { Person } from '../../person/person.entity';
import type { RunOf } from '../engine/import-kind';
import type { PersonValues } from './people.reader';

const texts = (values: string[]): string[] => [...new Set(values.filter((value) => value !== ''))];

/** Everything that is registered and that a chunk of rows may mean. */
export class PeopleIndex {
  private constructor(
    private readonly own: Organisation | null,
    private readonly units: Organisation[],
    private readonly people: Person[],
    private readonly assignments: Assignment[],
    private readonly certificates: Certificate[],
    private readonly employments: Paper[],
  ) {}

  static async of(manager: EntityManager, rows: PersonValues[], run: RunOf): Promise<PeopleIndex> {
    const own =
      run.divisionCode === '' ? await manager.findOneBy(Organisation, { id: run.organisationId }) : null;
    const codes = texts(rows.map(({ unitCode }) => unitCode));
    const names = texts(rows.map(({ unitName }) => organisationKey(unitName)));
    const units = await found(manager, Organisation, [
      ['creditCode', codes],
      ['nameKey', names],
    ]);
    const people = await found(manager, Person, [
      ['idNumberPrint', texts(rows.map(({ numberPrint }) => numberPrint))],
      ['phonePrint', texts(rows.map(({ phonePrint }) => phonePrint))],
    ]);
    const personId = In(people.map(({ id }) => id));
    const isAnybody = people.length > 0;
    return new PeopleIndex(
      own,
      units,
      people,
      isAnybody ? await manager.findBy(Assignment, { personId }) : [],
      isAnybody ? await manager.findBy(Certificate, { personId }) : [],
      isAnybody ? await manager.findBy(Paper, { subjectId: personId, kind: 'employment', counts: true }) : [],
    );
  }

  /** The unit that a row names; for a company always itself. */
  unitsOf({ unitCode, unitName }: PersonValues, run: RunOf): Organisation[] {
    if (this.own) return [this.own];
    const mine = this.units.filter(
      ({ divisionCode, closedOn }) => closedOn === null && divisionCode.startsWith(run.divisionCode),
    );
    if (unitCode !== '') return mine.filter(({ creditCode }) => creditCode === unitCode);
    return mine.filter(({ nameKey }) => nameKey === organisationKey(unitName));
  }

  byNumber(print: string): Person | null {
    return print === '' ? null : (this.people.find(({ idNumberPrint }) => idNumberPrint === print) ?? null);
  }

  byPhone(print: string): Person[] {
    return print === '' ? [] : this.people.filter(({ phonePrint }) => phonePrint === print);
  }

  holds(personId: string, organisationId: string, today: string, role?: string): boolean {
    return this.assignments.some(
      (held) =>
        held.personId === personId &&
        held.organisationId === organisationId &&
        (role === undefined || held.role === role) &&
        held.endedAt === null &&
        (held.untilDay === null || held.untilDay >= today),
    );
  }

  /** Last day of the person's certificates of an item; empty when there is none. */
  certifiedUntil(personId: string, item: string): string {
    const days = this.certificates.filter((held) => held.personId === personId && held.item === item);
    return (
      days
        .map(({ validUntil }) => validUntil)
        .sort()
        .at(-1) ?? ''
    );
  }

  employedUntil(personId: string, organisationId: string): string {
    const papers = this.employments.filter(
      (paper) => paper.subjectId === personId && paper.organisationId === organisationId,
    );
    return (
      papers
        .map(({ untilDay }) => untilDay ?? '')
        .sort()
        .at(-1) ?? ''
    );
  }
}

/** One indexed question for each column; an OR over several would read the whole table. */
async function found<E extends { id: string }>(
  manager: EntityManager,
  entity: new () => E,
  questions: [string, string[]][],
): Promise<E[]> {
  const known = new Map<string, E>();
  for (const [column, values] of questions) {
    if (values.length === 0) continue;
    for (const row of await manager.find(entity, { where: { [column]: In(values) } as never }))
      known.set(row.id, row);
  }
  return [...known.values()];
}
