import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/** Something in the data that somebody has to put right, until when, and how it ended (EQ-02). */
@Entity('task')
export class Task {
  @IdKey() id: string;
  /** What kind of trouble: `module.what`. */
  @WordColumn(60) kind: string;
  /** Which trouble of this kind: one open task for each. */
  @WordColumn(120) about: string;
  @WordColumn(30) subjectKind: string;
  @WordColumn(64) subjectId: string;
  @WordColumn(12) divisionCode: string;
  /** Who has to act: an organisation, or null for the district's regulator. */
  @IdColumn({ nullable: true }) organisationId: string | null;
  @WordColumn(80) title: string;
  @LongColumn() text: string;
  @DayColumn({ nullable: true }) dueOn: string | null;
  /** open · done · dropped */
  @WordColumn(10) state: string;
  @WordColumn(200) outcome: string;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) closedAt: number | null;
  @IdColumn({ nullable: true }) closedBy: string | null;
  /** Kind and about while open: two processes that find the same trouble at once open one task. */
  @WordColumn(181, { nullable: true }) openKey: string | null;
}
