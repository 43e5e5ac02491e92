import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import type { RepairSlot } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { outgoing } from '../../outbox/compose';
import { deliverFile } from '../../outbox/send-files';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
import { dropFile } from '../../platform/files';
import { findPosition } from '../../platform/position';
import { scanCode } from '../../platform/scan';

/** A repair is told at once or not at all: nothing of it waits on the phone (docs/adr/0039). */
export const act = <E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<ResultOf<E>> =>
  call(endpoint, input, { requestKey: randomId(device.now()) });

/** The code first; a phone that gives no position, underground for instance, arrives without one. */
export async function arrive(callOutId: string): Promise<CallOut> {
  const token = (await scanCode()).slice(0, 300);
  const scannedAt = device.now();
  const fix = await findPosition().catch(() => null);
  return act(callOutApi.arrive, { callOutId, token, scannedAt, fix });
}

/** Taken now, sent under one of the job's nonces. */
async function photograph({ id: visitId, nonces }: CallOut): Promise<string> {
  const file = await takePhoto('back');
  const [nonce] = nonces;
  const sent = { file, purpose: 'photo' as const, visitId, ...(nonce ? { nonce } : {}) };
  const fileId = await deliverFile(outgoing(sent, device.now()), null, () => undefined);
  void dropFile(file.path);
  return fileId;
}

export const addPhoto = async (job: CallOut, slot: RepairSlot): Promise<CallOut> =>
  act(callOutApi.addPhoto, { callOutId: job.id, fileId: await photograph(job), slot });

export type PartDraft = Omit<CallOf<typeof callOutApi.addPart>, 'callOutId' | 'oldPhotoId'>;

/** A safety component's old part is photographed with it. */
export async function addPart(job: CallOut, part: PartDraft): Promise<CallOut> {
  const old = part.isSafety ? { oldPhotoId: await photograph(job) } : {};
  return act(callOutApi.addPart, { callOutId: job.id, ...part, ...old });
}
