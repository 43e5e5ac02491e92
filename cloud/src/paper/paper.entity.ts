import type { SubItem } from '@lifttrust/shared-types/paper/paper.contract';
import { Entity } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** What was presented about a company or a person, with its terms; never changed, only decided and ended. */
@Entity('paper')
export class Paper {
  @IdKey() id: string;
  @WordColumn(20) kind: string;
  /** person · organisation */
  @WordColumn(12) subjectKind: string;
  @IdColumn() subjectId: string;
  /** The unit that it concerns: itself, the employer, or where the person worked when it was entered. */
  @IdColumn() organisationId: string;
  /** Papers of one slot follow each other: the later one renews the earlier. */
  @WordColumn(80) slot: string;
  /** Numbers of companies' papers; people's are sealed. */
  @WordColumn(40) number: string;
  @LongColumn({ nullable: true }) numberSealed: string | null;
  @WordColumn(10) item: string;
  @JsonColumn() subItems: SubItem[];
  @DayColumn({ nullable: true }) fromDay: string | null;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @IdColumn({ nullable: true }) fileId: string | null;
  /** entered · verified · rejected · ended */
  @WordColumn(10) state: string;
  /** In force: rules go by it. */
  @FlagColumn() counts: boolean;
  /** Days before expiry of the last reminder; -1: the expiry itself was told. */
  @NumberColumn({ nullable: true }) reminded: number | null;
  @IdColumn() enteredBy: string;
  @InstantColumn() enteredAt: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(300) reason: string;
}
