import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { importUnits } from '@lifttrust/shared-types/import/import.fields';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { EntityManager } from 'typeorm';
import type { Cipher } from '../../kernel/cipher';
import type { Transaction } from '../../kernel/unit-of-work';
import type { PaperBulk } from '../../paper/paper.bulk';
import type { PersonBulk } from '../../person/person.bulk';
import type {
  ImportKind,
  Judgement,
  RowReading,
  RowToWrite,
  RunOf,
  TableLayout,
} from '../engine/import-kind';
import { judgePerson, type PersonToWrite } from './people.judgement';
import { type PersonValues, peopleReader, personKeys } from './people.reader';
import { PeopleIndex } from './people.register';

interface Registers {
  cipher: Cipher;
  personBulk: PersonBulk;
  paperBulk: PaperBulk;
  parameters: CityParameters;
  /** The service's time, epoch ms; known once the first turn has been taken. */
  now: () => number;
}

const isToWrite = (values: PersonValues): values is PersonToWrite => 'writes' in values;

/** People with their certificates and contracts, as units keep them in lists (ORG-04, ORG-08). */
export class PeopleKind implements ImportKind<PersonValues> {
  readonly what = importUnits.people.one;
  private today = '';

  constructor(private readonly registers: Registers) {}

  async reader(layout: TableLayout) {
    this.today = layout.today;
    return peopleReader(layout, this.registers.cipher);
  }

  keysOf(values: PersonValues): string[] {
    return personKeys(values);
  }

  async judge(
    manager: EntityManager,
    rows: RowReading<PersonValues>[],
    run: RunOf,
  ): Promise<Judgement<PersonValues>[]> {
    const today = this.today || dayOf(this.registers.now());
    const index = await PeopleIndex.of(
      manager,
      rows.map(({ values }) => values),
      run,
    );
    const { phonesDiffer } = this.registers.parameters.employment;
    return rows.map((row) => judgePerson(row, index, { run, today, phonesDiffer }));
  }

  /** Somebody known by their number elsewhere gets one more role; nobody is entered twice. */
  async write(tx: Transaction, rows: RowToWrite<PersonValues>[], run: RunOf): Promise<void> {
    const { personBulk, paperBulk } = this.registers;
    const wanted = rows.flatMap(({ subjectId, isNew, values }) =>
      isToWrite(values) ? [{ ...values, id: subjectId, isNew }] : [],
    );
    const operator = { id: run.onBehalf?.personId ?? null, name: run.onBehalf?.personName ?? '' };
    const source = { source: 'import', sourceId: run.id, operator };
    const ids = await personBulk.register(tx, wanted, source);
    const papers = wanted.flatMap((row, at) => papersOf(row, ids[at] ?? row.id));
    await paperBulk.enter(tx, papers, operator.id ?? '');
  }
}

function papersOf(row: PersonToWrite, personId: string) {
  const { organisationId } = row;
  const shared = { personId, organisationId };
  return [
    ...(row.writes.certificate && row.item
      ? [
          {
            ...shared,
            kind: 'certificate' as const,
            item: row.item,
            numberSealed: row.numberSealed,
            from: null,
            until: row.until,
          },
        ]
      : []),
    ...(row.writes.employment
      ? [
          {
            ...shared,
            kind: 'employment' as const,
            item: '' as const,
            numberSealed: null,
            from: row.from || null,
            until: row.employedUntil,
          },
        ]
      : []),
  ];
}
