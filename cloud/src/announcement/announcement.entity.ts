import type {
  AnnouncementKind,
  AnnouncementState,
  Audience,
} from '@lifttrust/shared-types/announcement/announcement.rules';
import { Entity, PrimaryColumn } from 'typeorm';
import {
  DayColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** 公告 or 安全教育. Changed only while it is a draft. */
@Entity('announcement')
export class AnnouncementRow {
  @IdKey() id: string;
  @WordColumn(12) kind: AnnouncementKind;
  @WordColumn(80) title: string;
  @LongColumn() text: string;
  @WordColumn(10) audience: Audience;
  /** The office that speaks, and its area. */
  @IdColumn() organisationId: string;
  @WordColumn(12) divisionCode: string;
  @IdColumn({ nullable: true }) companyId: string | null;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @WordColumn(10) state: AnnouncementState;
  @IdColumn() createdBy: string;
  @InstantColumn() createdAt: number;
  @IdColumn({ nullable: true }) publishedBy: string | null;
  @InstantColumn({ nullable: true }) publishedAt: number | null;
  @InstantColumn({ nullable: true }) withdrawnAt: number | null;
  @WordColumn(300) withdrawReason: string;
  @NumberColumn() edition: number;
}

/** On which lifts' pages an announcement stands, where it is for some only. */
@Entity('announcement_lift')
export class AnnouncementLift {
  @PrimaryColumn({ type: 'varchar', length: 26 }) announcementId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) liftId: string;
}
