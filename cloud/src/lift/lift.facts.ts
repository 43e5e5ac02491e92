import type { LiftState, LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import type { UsePlace } from '@lifttrust/shared-types/lift/lift.places';

/** What a superior system's register says of a lift, as opposed to what happened to it here. */
export interface LiftRegistration {
  equipmentCode: string;
  registrationCode: string;
  useRegistration: string;
  factoryNumber: string;
  rescueCode: string;
  ownNumber: string;
  type: LiftType;
  state: LiftState;
  place: string;
  address: string;
  divisionCode: string;
  usePlace: UsePlace | null;
  manufacturer: string;
  madeOn: string | null;
  ratedSpeed: number | null;
  ratedLoad: number | null;
  floors: number | null;
  lastInspectionOn: string | null;
  nextInspectionOn: string | null;
  lastMaintainedOn: string | null;
  dueOn: string | null;
  lng: number | null;
  lat: number | null;
  crs: 'WGS84' | 'GCJ02' | 'BD09' | 'UNKNOWN' | null;
  companyId: string | null;
  ownerId: string | null;
}

export type LiftPatch = Partial<LiftRegistration>;

/** A registered lift with the names that belong to its ids. */
export interface LiftFacts extends LiftRegistration {
  id: string;
  positionConfirmed: boolean;
  companyName: string;
  ownerName: string;
}

/** A lift nobody has said anything about yet. */
export const blankLift: Omit<LiftRegistration, 'type' | 'place' | 'divisionCode'> = {
  equipmentCode: '',
  registrationCode: '',
  useRegistration: '',
  factoryNumber: '',
  rescueCode: '',
  ownNumber: '',
  state: 'in_use',
  address: '',
  usePlace: null,
  manufacturer: '',
  madeOn: null,
  ratedSpeed: null,
  ratedLoad: null,
  floors: null,
  lastInspectionOn: null,
  nextInspectionOn: null,
  lastMaintainedOn: null,
  dueOn: null,
  lng: null,
  lat: null,
  crs: null,
  companyId: null,
  ownerId: null,
};
