import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { outbox } from '../../outbox/outbox';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
import { findPosition } from '../../platform/position';
import { scanCode } from '../../platform/scan';
import { takeNonce } from '../file/send-photo';
import { answered } from '../outbox/answered';

export async function scanLift(visitId: string): Promise<VisitPack> {
  const token = await scanCode();
  return answered(
    outbox.run(
      checkInApi.scanCode,
      { visitId, token: token.slice(0, 300), scannedAt: device.now() },
      { label: '扫码签到' },
    ),
  );
}

export async function givePosition(visitId: string): Promise<VisitPack> {
  const fix = await findPosition();
  return answered(outbox.run(checkInApi.givePosition, { visitId, ...fix }, { label: '签到定位' }));
}

/** A picture of the spot, where the position is too inexact or cannot be had at all (CHK-04). */
export async function addPositionPhoto(pack: VisitPack): Promise<VisitPack> {
  const file = await takePhoto('back');
  const nonce = takeNonce(pack);
  return answered(
    outbox.runWithFile(
      checkInApi.addPositionEvidence,
      { visitId: pack.id },
      { file, purpose: 'photo', visitId: pack.id, ...(nonce ? { nonce } : {}) },
      { label: '位置补充照片' },
    ),
  );
}

export const startWork = (visitId: string): Promise<VisitPack> =>
  answered(outbox.run(checkInApi.start, { visitId }, { label: '开始作业' }));

export async function checkOut(visitId: string): Promise<VisitPack> {
  // Leaving is never a dead end: without a position the check-out counts, and says so.
  const fix = await findPosition().catch(() => null);
  return answered(outbox.run(checkInApi.checkOut, { visitId, fix }, { label: '签退' }));
}
