import { type Conventions, Mapping } from '@lifttrust/shared-types/import/import.contract';
import { importUnits } from '@lifttrust/shared-types/import/import.fields';
import { Crs } from '@lifttrust/shared-types/kernel/fields';
import type { EntityManager } from 'typeorm';
import { readAreasInThread } from '../../jurisdiction/jurisdiction.thread';
import type { Transaction } from '../../kernel/unit-of-work';
import { identityKeys } from '../../lift/lift.identity';
import type { LiftQuery } from '../../lift/lift.query';
import type {
  ImportKind,
  Judgement,
  RowReading,
  RowToWrite,
  RunOf,
  TableLayout,
} from '../engine/import-kind';
import { loadUnits, speedUnits, unitOfHeading } from '../reading/number-words';
import { LiftWriter, type Registers } from './lift.writer';
import type { DraftValues, RowTerms } from './row.draft';
import { judgeRow, RegisterIndex } from './row.judgement';
import { columnsOf, readRow } from './row.reader';

/** Lifts, as superior systems list them. */
export class LiftKind implements ImportKind<DraftValues> {
  readonly what = importUnits.lifts.one;
  private readonly writer: LiftWriter;

  constructor(
    private readonly liftQuery: LiftQuery,
    private readonly registers: Registers,
  ) {
    this.writer = new LiftWriter(registers);
  }

  async reader(layout: TableLayout, manager: EntityManager) {
    await readAreasInThread(manager, layout.today);
    const mapping = Mapping.parse(layout.mapping);
    const terms: RowTerms = {
      crs: Crs.catch('UNKNOWN').parse(layout.crs),
      today: layout.today,
      rescueCodePattern: this.registers.parameters.rescueCodePattern,
      divisions: await this.registers.organisationService.divisions(manager),
      divisionCode: layout.divisionCode,
      ...measuresOf(mapping, layout.conventions),
    };
    const columns = columnsOf(mapping, layout.headers);
    return (rowNumber: number, cells: string[]) => readRow(rowNumber, cells, columns, terms);
  }

  keysOf(values: DraftValues): string[] {
    return identityKeys(values);
  }

  async judge(
    manager: EntityManager,
    rows: RowReading<DraftValues>[],
    run: RunOf,
  ): Promise<Judgement<DraftValues>[]> {
    const index = await this.indexFor(manager, rows);
    return rows.map((row) => judgeRow(row, index, run.divisionCode));
  }

  write(tx: Transaction, rows: RowToWrite<DraftValues>[], run: RunOf): Promise<void> {
    return this.writer.write(tx, rows, run);
  }

  private async indexFor(manager: EntityManager, rows: RowReading<DraftValues>[]): Promise<RegisterIndex> {
    const stated = rows.map((row) => row.values);
    const texts = (values: (string | undefined)[]): string[] => [
      ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
    ];
    const lifts = await this.liftQuery.withIdentifiers(
      {
        codes: texts(stated.flatMap((values) => [values.equipmentCode, values.registrationCode])),
        useRegistrations: texts(stated.map((values) => values.useRegistration)),
        factoryNumbers: texts(
          stated.map((values) => (values.manufacturer ? values.factoryNumber : undefined)),
        ),
      },
      manager,
    );
    return new RegisterIndex(lifts);
  }
}

export const measuresOf = (
  mapping: Mapping,
  conventions: Conventions,
): Pick<RowTerms, 'conventions' | 'units'> => ({
  conventions,
  units: {
    load: unitOfHeading(mapping.ratedLoad ?? '', loadUnits) ?? conventions.load,
    speed: unitOfHeading(mapping.ratedSpeed ?? '', speedUnits) ?? conventions.speed,
  },
});
