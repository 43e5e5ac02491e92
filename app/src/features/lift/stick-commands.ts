import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { outbox } from '../../outbox/outbox';
import { findPosition } from '../../platform/position';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export interface ReadAtLift {
  token: string;
  ownNumber: string;
  registration: string;
}

/** Underground there may be no position: the code counts as stuck all the same. */
async function whereWeStand() {
  const fix = await findPosition().catch(() => null);
  return fix && { lng: fix.lng, lat: fix.lat, crs: fix.crs, accuracyMetres: fix.accuracyMetres };
}

/** The code hangs where it belongs: what was read there, a photograph of it, and the place if the phone knows it. */
export async function stickCode(read: ReadAtLift, photo: PhoneFile) {
  const said = { ...read, addressConfirmed: true as const, position: await whereWeStand() };
  const label = { label: '登记贴码', keepsFiles: true };
  return answered(outbox.runWithFile(plateApi.stick, said, { file: photo, purpose: 'paper' }, label));
}
