import { endpoint } from '../kernel/endpoint';
import { Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { VisitPack } from '../visit/visit.contract';

const member = { technician: 'member' } as const;
const params = z.object({ visitId: Ulid });

/** A fix as the phone gave it, with its reference system; converted to GCJ-02 on the server (CHK-05). */
export const Fix = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  crs: z.enum(['WGS84', 'GCJ02', 'BD09']),
  accuracyMetres: z.number().min(0).max(100_000),
  /** DingTalk's Android geolocation only; null where the platform does not tell (DECISIONS 19). */
  isMock: z.boolean().nullable(),
  capturedAt: Instant,
});
export type Fix = z.infer<typeof Fix>;

/** CHK-03: code → position → identity → start. Out of turn is refused with `check_in.out_of_order`. */
export const checkInApi = {
  scanCode: endpoint({
    method: 'POST',
    path: '/visits/:visitId/code-scans',
    summary: '扫电梯上的二维码签到第一步。',
    access: member,
    device: 'trusted',
    params,
    body: z.object({ token: z.string().min(1).max(300), scannedAt: Instant }),
    response: VisitPack,
  }),
  givePosition: endpoint({
    method: 'POST',
    path: '/visits/:visitId/positions',
    summary: '交上当前位置，由服务端判断是否在电梯附近。',
    access: member,
    device: 'trusted',
    params,
    body: Fix,
    response: VisitPack,
  }),
  addPositionEvidence: endpoint({
    method: 'POST',
    path: '/visits/:visitId/position-evidence',
    summary: '定位不准时补一张现场照片，不必停工。',
    access: member,
    device: 'trusted',
    params,
    body: z.object({ fileId: Ulid }),
    response: VisitPack,
  }),
  start: endpoint({
    method: 'POST',
    path: '/visits/:visitId/starts',
    summary: '开始作业。',
    access: member,
    device: 'trusted',
    params,
    response: VisitPack,
  }),
  checkOut: endpoint({
    method: 'POST',
    path: '/visits/:visitId/check-outs',
    summary: '签退，再次记录位置。',
    access: member,
    device: 'trusted',
    params,
    /** Null when the phone can give no position: leaving is never a dead end, only a doubt. */
    body: z.object({ fix: Fix.nullable() }),
    response: VisitPack,
  }),
};
