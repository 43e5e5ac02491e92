import {
  type Binding,
  type CorrectionView,
  type LiftCorrection,
  onSiteApi,
  type PositionView,
  type ScannedLift,
} from '@lifttrust/shared-types/lift/on-site.contract';
import { call } from '../../lib/call';
import { outbox } from '../../outbox/outbox';
import { findPosition } from '../../platform/position';
import { scanCode } from '../../platform/scan';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export interface Scanned extends ScannedLift {
  token: string;
}

/** The lift whose code is before the camera, if the company may bind it. */
export async function scanToBind(): Promise<Scanned> {
  const token = (await scanCode()).slice(0, 300);
  return { ...(await call(onSiteApi.scan, { token })), token };
}

/** `nameplate` where several lifts stand together: which of them it is must be seen. */
export function bindLift(token: string, ownNumber: string, nameplate: PhoneFile | null): Promise<Binding> {
  const label = { label: '绑定电梯', keepsFiles: true };
  const said = { token, ownNumber };
  return answered(
    nameplate
      ? outbox.runWithFile(onSiteApi.bind, said, { file: nameplate, purpose: 'paper' }, label)
      : outbox.run(onSiteApi.bind, said, label),
  );
}

export async function collectPosition(liftId: string, token: string): Promise<PositionView> {
  const fix = await findPosition();
  return answered(outbox.run(onSiteApi.offerFix, { liftId, token, ...fix }, { label: '采集电梯位置' }));
}

export const correctLift = (
  liftId: string,
  changes: LiftCorrection,
  reason: string,
): Promise<CorrectionView> =>
  answered(outbox.run(onSiteApi.correct, { liftId, changes, reason }, { label: '纠正电梯资料' }));
