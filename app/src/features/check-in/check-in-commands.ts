import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { capture } from '../../offline/capture';
import { isOurCode } from '../../offline/code-check';
import { positionOf, type VisitOnPhone } from '../../offline/reduce';
import { outbox } from '../../outbox/outbox';
import { device } from '../../platform/device';
import { findPosition } from '../../platform/position';
import { scanCode } from '../../platform/scan';
import { Unavailable } from '../../platform/types';
import { takeNonce } from '../file/send-photo';
import { atVisit } from '../visit/at-visit';

/** @throws Unavailable, at once and without a network, when the code is another lift's */
export async function scanLift(pack: VisitPack): Promise<VisitOnPhone> {
  const visitId = pack.id;
  const token = (await scanCode()).slice(0, 300);
  // With a network the service says it, and knows codes given out meanwhile.
  if (!isOurCode(pack, token) && !(await device.online())) {
    throw new Unavailable(
      'failed',
      `这不是 ${pack.lift.rescueCode} 号电梯的码，没有记下。请核对编号，到 ${pack.lift.place} 再扫。`,
    );
  }
  return atVisit(
    visitId,
    outbox.run(checkInApi.scanCode, { visitId, token, scannedAt: device.now() }, { label: '扫码签到' }),
  );
}

export async function givePosition(pack: VisitPack): Promise<VisitOnPhone> {
  const fix = await findPosition();
  const { positionVerdict } = positionOf(pack, { body: { ...fix } });
  return atVisit(
    pack.id,
    outbox.run(
      checkInApi.givePosition,
      { visitId: pack.id, ...fix },
      { label: '签到定位', expected: pack.offline && positionVerdict ? { positionVerdict } : {} },
    ),
  );
}

/** A picture of the spot, where the position is too inexact or cannot be had at all (CHK-04). */
export async function addPositionPhoto(pack: VisitPack): Promise<VisitOnPhone> {
  const file = await capture('back');
  const nonce = takeNonce(pack);
  return atVisit(
    pack.id,
    outbox.runWithFile(
      checkInApi.addPositionEvidence,
      { visitId: pack.id },
      { file, purpose: 'photo', visitId: pack.id, ...(nonce ? { nonce } : {}) },
      { label: '位置补充照片' },
    ),
  );
}

export const startWork = (visitId: string): Promise<VisitOnPhone> =>
  atVisit(visitId, outbox.run(checkInApi.start, { visitId }, { label: '开始作业' }));

export async function checkOut(visitId: string): Promise<VisitOnPhone> {
  // Leaving is never a dead end: without a position the check-out counts, and says so.
  const fix = await findPosition().catch(() => null);
  return atVisit(visitId, outbox.run(checkInApi.checkOut, { visitId, fix }, { label: '签退' }));
}
