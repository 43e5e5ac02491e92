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
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** What is arranged for a rescue station beside its file as an organisation. Position in GCJ-02. */
@Entity('rescue_station')
export class RescueStationRow {
  @IdKey() organisationId: string;
  @JsonColumn() areas: string[];
  @WordColumn(200) address: string;
  @RealColumn({ nullable: true }) lng: number | null;
  @RealColumn({ nullable: true }) lat: number | null;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  @FlagColumn() isOpen: boolean;
  @WordColumn(200) closedReason: string;
  @InstantColumn() changedAt: number;
}

@Entity('rescue_team')
export class RescueTeamRow {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @WordColumn(40) name: string;
  @IdColumn() leaderId: string;
  @JsonColumn() members: string[];
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
}

@Entity('rescue_equipment')
export class RescueEquipmentRow {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @WordColumn(60) name: string;
  @NumberColumn() quantity: number;
  @WordColumn(80) place: string;
  /** ready · in_repair */
  @WordColumn(12) state: string;
  @DayColumn({ nullable: true }) checkedOn: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
}
