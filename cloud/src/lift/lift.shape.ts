import { Crs, type NamedRef } from '@lifttrust/shared-types/kernel/fields';
import {
  type LiftCard,
  type LiftFile,
  LiftState,
  LiftType,
} from '@lifttrust/shared-types/lift/lift.contract';
import { isUsePlace } from '@lifttrust/shared-types/lift/lift.places';
import type { Lift } from './lift.entity';
import type { LiftFacts } from './lift.facts';

export type NamesById = Map<string, string>;

export const identifiersOf = (lift: Lift): LiftFile['identifiers'] => ({
  equipmentCode: lift.equipmentCode,
  registrationCode: lift.registrationCode,
  useRegistration: lift.useRegistration,
  factoryNumber: lift.factoryNumber,
  rescueCode: lift.rescueCode,
  ownNumber: lift.ownNumber,
});

export function toCard(lift: Lift, names: NamesById): LiftCard {
  return {
    id: lift.id,
    rescueCode: lift.rescueCode,
    place: lift.place,
    ownNumber: lift.ownNumber,
    address: lift.address,
    type: LiftType.parse(lift.type),
    state: LiftState.parse(lift.state),
    companyName: names.get(lift.companyId ?? '') ?? '',
    ownerName: names.get(lift.ownerId ?? '') ?? '',
    grade: lift.grade,
    lastMaintainedOn: lift.lastMaintainedOn,
    dueOn: lift.dueOn,
  };
}

export const toFacts = (lift: Lift, names: NamesById): LiftFacts => ({
  ...lift,
  type: LiftType.parse(lift.type),
  state: LiftState.parse(lift.state),
  crs: Crs.nullable().parse(lift.crs),
  usePlace: usePlaceOf(lift),
  companyName: names.get(lift.companyId ?? '') ?? '',
  ownerName: names.get(lift.ownerId ?? '') ?? '',
});

/** A word of another release is none. */
export const usePlaceOf = ({ usePlace }: Lift): LiftFile['usePlace'] =>
  isUsePlace(usePlace) ? usePlace : null;

export const positionOf = (lift: Lift): LiftFile['position'] =>
  lift.lng === null || lift.lat === null
    ? null
    : {
        lng: lift.lng,
        lat: lift.lat,
        crs: Crs.catch('UNKNOWN').parse(lift.crs),
        confirmed: lift.positionConfirmed,
      };

export const namedRef = (id: string | null, names: NamesById): NamedRef | null =>
  id === null ? null : { id, name: names.get(id) ?? '' };
