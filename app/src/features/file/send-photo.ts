import {
  type PhotoSlot,
  photoSlots,
  type VisitPack,
  visitApi,
} from '@lifttrust/shared-types/visit/visit.contract';
import { capture } from '../../offline/capture';
import type { VisitOnPhone } from '../../offline/reduce';
import { outbox } from '../../outbox/outbox';
import type { PhoneFile } from '../../platform/types';
import { atVisit } from '../visit/at-visit';

/** Two photographs taken within seconds must not share a number, though the pack still shows both as unused. */
const spent = new Set<string>();

export function takeNonce(pack: VisitPack): string | undefined {
  const nonce = pack.nonces.find((free) => !spent.has(free));
  if (nonce) spent.add(nonce);
  return nonce;
}

export function sendPhoto(pack: VisitPack, slot: PhotoSlot, file: PhoneFile): Promise<VisitOnPhone> {
  const nonce = takeNonce(pack);
  return atVisit(
    pack.id,
    outbox.runWithFile(
      visitApi.attachPhoto,
      { visitId: pack.id, slot },
      { file, purpose: 'photo', visitId: pack.id, ...(nonce ? { nonce } : {}) },
      { label: `照片：${photoSlots[slot]}` },
    ),
  );
}

/**
 * Camera, upload and slot in one go. The id is found by the hash, which nothing else in this visit shares; while the
 * picture waits it is the phone's own, which the service's takes the place of.
 */
export async function takeAndSend(pack: VisitPack, slot: PhotoSlot) {
  const file = await capture('back');
  const next = await sendPhoto(pack, slot, file);
  const fileId = next.photos.find((photo) => photo.sha256 === file.sha256)?.fileId;
  return { pack: next, fileId: fileId ?? null };
}
