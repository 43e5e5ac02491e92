import type { Amendment } from '@lifttrust/shared-types/amendment/amendment.contract';
import type { Tone } from '../../ui/card';

/** An empty field is said to be empty. */
export const said = (value: string): string => (value === '' ? '（空）' : value);

export const stateTones: Record<Amendment['state'], Tone> = {
  waiting_technician: 'brand',
  waiting_company: 'plain',
  waiting_owner: 'brand',
  waiting_district: 'plain',
  sealed: 'success',
  refused: 'danger',
  withdrawn: 'plain',
};
