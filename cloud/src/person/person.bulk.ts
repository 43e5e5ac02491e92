import type { Role } from '@lifttrust/shared-types/kernel/access';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { AssignmentService } from './assignment.service';
import { Person } from './person.entity';

/** One person with a role, checked already; numbers sealed, with their blind indices (empty: not stated). */
export interface BulkPerson {
  /** Id of a known person, or the one that a new person gets. */
  id: string;
  name: string;
  phoneSealed: string;
  phonePrint: string;
  numberSealed: string;
  numberPrint: string;
  organisationId: string;
  role: Role | '';
  /** First day; empty: today. */
  from: string;
  isNew: boolean;
  writes: { number: boolean; role: boolean };
}

export interface BulkSource {
  source: string;
  sourceId: string;
  operator: { id: string | null; name: string };
}

/** Many people at once, as tables bring them: whole statements for each register instead of one for each row. */
@Singleton()
export class PersonBulk {
  /** It has no state of its own: a worker thread has no container to ask for one. */
  private readonly assignments = new AssignmentService();

  /** Gives each person's id, which for somebody known by their number elsewhere is another than the given one. */
  async register(
    tx: Transaction,
    people: BulkPerson[],
    { source, sourceId, operator }: BulkSource,
  ): Promise<string[]> {
    const known = await this.known(tx, people);
    const ids = people.map(
      (person) => known.get(person.numberPrint) ?? this.byPhone(known, person) ?? person.id,
    );
    const fresh = people.filter((person, at) => person.isNew && ids[at] === person.id);
    await insertRows(
      tx.manager,
      Person,
      fresh.map((person) => toPerson(person, tx.at)),
    );
    await tx.auditAll(
      'person.registered',
      'person',
      fresh.map(({ id }) => ({ id, detail: { source, sourceId } })),
    );
    const freshIds = new Set(fresh.map(({ id }) => id));
    for (const [at, person] of people.entries()) {
      const id = ids[at] ?? person.id;
      if (!person.writes.number || person.numberPrint === '' || freshIds.has(id)) continue;
      const number = { idNumberSealed: person.numberSealed, idNumberPrint: person.numberPrint };
      await tx.manager.update(Person, { id, idNumberPrint: IsNull() }, number);
      await tx.audit('person.number_kept', 'person', id, { source, sourceId });
    }
    const given = people.flatMap((person, at) => givenTo(person, ids[at] ?? person.id, dayOf(tx.at)));
    await this.assignments.giveAll(tx, given, {
      source: 'import',
      operatorId: operator.id,
      operatorName: operator.name,
      reason: '随人员表格导入',
    });
    return ids;
  }

  /** Ids of registered people by blind index; those found by telephone under `phone name`. */
  private async known(tx: Transaction, people: BulkPerson[]): Promise<Map<string, string>> {
    const prints = people.flatMap(({ isNew, numberPrint }) => (isNew && numberPrint ? [numberPrint] : []));
    const phones = people.flatMap(({ isNew, phonePrint }) => (isNew && phonePrint ? [phonePrint] : []));
    const byNumber = prints.length > 0 ? await tx.manager.findBy(Person, { idNumberPrint: In(prints) }) : [];
    const byPhone = phones.length > 0 ? await tx.manager.findBy(Person, { phonePrint: In(phones) }) : [];
    return new Map([
      ...byPhone.map((person) => [phoneKey(person), person.id] as const),
      ...byNumber.map(({ idNumberPrint, id }) => [idNumberPrint ?? '', id] as const),
    ]);
  }

  private byPhone(known: Map<string, string>, person: BulkPerson): string | undefined {
    const { isNew, phonePrint, name, numberPrint } = person;
    if (!isNew || phonePrint === '') return undefined;
    // With a number, only somebody whose number nobody knows yet can be the same person.
    return (
      known.get(phoneKey({ phonePrint, name, idNumberPrint: numberPrint === '' ? 'any' : null })) ??
      (numberPrint === '' ? known.get(phoneKey({ phonePrint, name, idNumberPrint: null })) : undefined)
    );
  }
}

const givenTo = ({ organisationId, role, from, writes }: BulkPerson, personId: string, today: string) =>
  writes.role && role !== '' ? [{ personId, organisationId, role, from: from || today }] : [];

const phoneKey = ({
  phonePrint,
  name,
  idNumberPrint,
}: Pick<Person, 'phonePrint' | 'name' | 'idNumberPrint'>) =>
  `${phonePrint} ${name} ${idNumberPrint === null ? 'without' : 'with'}`;

const toPerson = (person: BulkPerson, at: number) => ({
  id: person.id,
  name: person.name,
  phoneSealed: person.phoneSealed || null,
  phonePrint: person.phonePrint || null,
  idNumberSealed: person.numberSealed || null,
  idNumberPrint: person.numberPrint || null,
  createdAt: at,
});
