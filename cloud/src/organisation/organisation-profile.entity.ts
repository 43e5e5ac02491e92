import { Entity } from 'typeorm';
import {
  DayColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  WordColumn,
} from '../kernel/columns';

/** What a unit says of itself beyond its name. Numbers of people and telephones lie encrypted. */
@Entity('organisation_profile')
export class OrganisationProfile {
  @IdKey() organisationId: string;
  /** company · branch · owners_committee · village · natural_person; null for other kinds of organisation */
  @WordColumn(20, { nullable: true }) ownerKind: string | null;
  @WordColumn(200) address: string;
  @WordColumn(100) noCodeReason: string;
  @LongColumn({ nullable: true }) idNumberSealed: string | null;
  @JsonColumn() offices: { name: string; address: string }[];
  @JsonColumn() contacts: { name: string; post: string }[];
  /** Every telephone number of the unit as one sealed JSON text. */
  @LongColumn({ nullable: true }) phonesSealed: string | null;
  @WordColumn(40) permitNumber: string;
  @DayColumn({ nullable: true }) permitUntil: string | null;
  @InstantColumn({ nullable: true }) promisedAt: number | null;
  @WordColumn(200) closedReason: string;
  @IdColumn({ nullable: true }) closedBy: string | null;
  @InstantColumn() updatedAt: number;
}
