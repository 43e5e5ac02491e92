import type { z } from '@lifttrust/shared-types/kernel/zod';
import type { EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Summoned } from '@lifttrust/shared-types/rescue/rescue.contract';
import { SourceField } from '@lifttrust/shared-types/rescue/rescue.fields';
import { durationsOf, minuteMs, triage } from '@lifttrust/shared-types/rescue/rescue.rules';
import type { Lift } from '../lift/lift.entity';
import type { NamesById } from '../lift/lift.shape';
import type { Entrapment } from './entrapment.entity';
import { tierOf } from './rescue.facts';
import type { Summons } from './summons.entity';

export function toCard(
  one: Entrapment,
  lift: Lift | undefined,
  names: NamesById,
  now: number,
): EntrapmentCard {
  const { limits, reportedAt } = one;
  return {
    ...one,
    kind: one.kind === 'hurt' ? 'hurt' : 'trapped',
    source: SourceField.parse(one.source),
    place: lift?.place ?? '',
    ownNumber: lift?.ownNumber ?? '',
    address: lift?.address ?? '',
    rescueCode: lift?.rescueCode ?? '',
    tier: tierOf(one),
    respondBy: reportedAt + limits.responseMinutes * minuteMs,
    arriveBy: reportedAt + limits.arrivalMinutes * minuteMs,
    durations: durationsOf(one),
    companyName: names.get(one.companyId ?? '') ?? '',
    ownerName: names.get(one.ownerId ?? '') ?? '',
    triage: Math.round(triage(one, now)),
  };
}

export const toSummoned = (
  row: Summons,
  nameOf: (id: string) => string,
  names: NamesById,
  identity: string | null,
): z.input<typeof Summoned> => ({
  ...row,
  name: nameOf(row.personId),
  organisation: names.get(row.organisationId) ?? '',
  identity: Summoned.shape.identity.parse(identity),
});
