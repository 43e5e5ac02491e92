import {
  type PhotoSlot,
  photoSlots,
  type VisitPack,
  visitApi,
} from '@lifttrust/shared-types/visit/visit.contract';
import { outbox } from '../../outbox/outbox';
import { takePhoto } from '../../platform/camera';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

/** Two photographs taken within seconds must not share a number, though the pack still shows both as unused. */
const spent = new Set<string>();

export function takeNonce(pack: VisitPack): string | undefined {
  const nonce = pack.nonces.find((free) => !spent.has(free));
  if (nonce) spent.add(nonce);
  return nonce;
}

export async function sendPhoto(pack: VisitPack, slot: PhotoSlot, file: PhoneFile): Promise<VisitPack> {
  const nonce = takeNonce(pack);
  return answered(
    outbox.runWithFile(
      visitApi.attachPhoto,
      { visitId: pack.id, slot },
      { file, purpose: 'photo', visitId: pack.id, ...(nonce ? { nonce } : {}) },
      { label: `照片：${photoSlots[slot]}` },
    ),
  );
}

/** Camera, upload and slot in one go; the id comes back by the hash, which nothing else in this visit shares. */
export async function takeAndSend(pack: VisitPack, slot: PhotoSlot) {
  const file = await takePhoto('back');
  const next = await sendPhoto(pack, slot, file);
  const fileId = next.photos.find((photo) => photo.sha256 === file.sha256)?.fileId;
  return { pack: next, fileId: fileId ?? null };
}
