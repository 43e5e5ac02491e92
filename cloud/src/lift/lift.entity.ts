import { Entity } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  NumberColumn,
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** 电梯. Identifiers are text, normalised, empty when unknown; none of them is the key (CODES §1). */
@Entity('lift')
export class Lift {
  @IdKey() id: string;
  @WordColumn(40) equipmentCode: string;
  @WordColumn(40) registrationCode: string;
  @WordColumn(60) useRegistration: string;
  @WordColumn(80) factoryNumber: string;
  @WordColumn(20) rescueCode: string;
  @WordColumn(60) ownNumber: string;
  @WordColumn(4) type: string;
  @WordColumn(20) state: string;
  @WordColumn(120) place: string;
  @WordColumn(200) address: string;
  @WordColumn(12) divisionCode: string;
  /** 使用场所, one of the nine kinds; null: nobody has said. */
  @WordColumn(12, { nullable: true }) usePlace: string | null;
  @WordColumn(120) manufacturer: string;
  @DayColumn({ nullable: true }) madeOn: string | null;
  @RealColumn({ nullable: true }) ratedSpeed: number | null;
  @RealColumn({ nullable: true }) ratedLoad: number | null;
  @NumberColumn({ nullable: true }) floors: number | null;
  @DayColumn({ nullable: true }) lastInspectionOn: string | null;
  @DayColumn({ nullable: true }) nextInspectionOn: string | null;
  @RealColumn({ nullable: true }) lng: number | null;
  @RealColumn({ nullable: true }) lat: number | null;
  @WordColumn(8, { nullable: true }) crs: string | null;
  @FlagColumn() positionConfirmed: boolean;
  /** Overrides the city's radius for this lift. */
  @NumberColumn({ nullable: true }) fenceRadiusMetres: number | null;
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) ownerId: string | null;
  /** Since when it has been in this owner's hands; null: since it was entered. */
  @DayColumn({ nullable: true }) ownerSince: string | null;
  /** Since when it has been in use (again); null: since it was entered, or it never was. */
  @DayColumn({ nullable: true }) inUseSince: string | null;
  /** The day of the last maintenance that satisfies the deadline (DECISIONS 25), and its class. */
  @DayColumn({ nullable: true }) lastMaintainedOn: string | null;
  @DayColumn({ nullable: true }) dueOn: string | null;
  @WordColumn(20, { nullable: true }) grade: string | null;
  @DayColumn({ nullable: true }) gradeOn: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn() updatedAt: number;
}
