import type { Conventions } from '@lifttrust/shared-types/import/import.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { Entity } from 'typeorm';
import {
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** One spreadsheet on its way into a register. */
@Entity('import_run')
export class ImportRun {
  @IdKey() id: string;
  /** Which register; null in runs of the first release, which were all of lifts. */
  @WordColumn(20, { nullable: true }) kind: string | null;
  @IdColumn() fileId: string;
  @WordColumn(64, { nullable: true }) fileSha256: string | null;
  @WordColumn(200) fileName: string;
  /** mapping · checking · checked · committing · committed · cancelled */
  @WordColumn(12) state: string;
  @WordColumn(6) format: string;
  @WordColumn(12) encoding: string;
  @WordColumn(2, { nullable: true }) separator: string | null;
  @JsonColumn() headers: string[];
  /** The last row of the heading; data begin below it. */
  @NumberColumn() headerRow: number;
  @JsonColumn() sample: string[][];
  @NumberColumn() rowCount: number;
  @JsonColumn() mapping: Record<string, string>;
  /** remembered · guessed · chosen · preset */
  @WordColumn(12) mappingFrom: string;
  @WordColumn(40, { nullable: true }) preset: string | null;
  @WordColumn(8) crs: string;
  @JsonColumn({ nullable: true }) conventions: Conventions | null;
  @JsonColumn({ nullable: true }) counts: Record<string, number> | null;
  /** For whom it is imported: the area whose lifts it may touch. */
  @WordColumn(12) divisionCode: string;
  @IdColumn() organisationId: string;
  @InstantColumn() createdAt: number;
  @IdColumn() createdById: string;
  @WordColumn(40) createdBy: string;
  @InstantColumn({ nullable: true }) committedAt: number | null;
  /** Changes whenever somebody starts or takes over a stage; who holds an older one has lost it. */
  @IdColumn({ nullable: true }) stageId: string | null;
  /** Whose command the stage carries out, for the audit trail. */
  @JsonColumn({ nullable: true }) onBehalf: OnBehalf | null;
  /** The last row of the table that the commit has dealt with. */
  @NumberColumn({ nullable: true }) position: number | null;
  @NumberColumn({ nullable: true }) done: number | null;
  @NumberColumn({ nullable: true }) total: number | null;
  /** When the stage was last begun or gone on with, and how many rows were done then: the pace counts from there. */
  @InstantColumn({ nullable: true }) pacedFrom: number | null;
  @NumberColumn({ nullable: true }) pacedDone: number | null;
  @InstantColumn({ nullable: true }) progressAt: number | null;
  @JsonColumn({ nullable: true }) written: Written | null;
  @LongColumn({ nullable: true }) problem: string | null;
}

export interface OnBehalf {
  personId: string;
  personName: string;
  role: Role;
  organisationId: string;
  deviceId: string | null;
  requestId: string;
}

export interface Written {
  create: number;
  update: number;
}
