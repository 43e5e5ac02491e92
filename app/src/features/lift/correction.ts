import type { Correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { type LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { isUsePlace } from '@lifttrust/shared-types/lift/lift.places';
import type { LiftCorrection } from '@lifttrust/shared-types/lift/on-site.contract';

const isType = (text: string): text is LiftType => text in liftTypes;

/** What is typed, as the field wants it; null while it cannot be that. */
export function changeOf(field: Correctable, typed: string): LiftCorrection | null {
  const text = typed.trim();
  if (text === '') return null;
  if (field === 'type') return isType(text) ? { type: text } : null;
  if (field === 'usePlace') return isUsePlace(text) ? { usePlace: text } : null;
  if (field === 'madeOn') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { madeOn: text } : null;
  if (field === 'ratedSpeed' || field === 'ratedLoad' || field === 'floors')
    return Number(text) > 0 ? { [field]: Number(text) } : null;
  return { [field]: text };
}

/** How a field is written, with an example. */
export const correctionHints: Partial<Record<Correctable, string>> = {
  madeOn: '例如：2016-05-01',
  ratedSpeed: '米每秒，例如：1.75',
  ratedLoad: '千克，例如：1000',
  floors: '例如：18',
};
