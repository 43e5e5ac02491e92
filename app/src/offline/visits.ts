import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { PartContent, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { isWaiting } from '../outbox/command';
import { outbox } from '../outbox/outbox';
import { openStore } from '../store/store';
import { fetchPack } from './fetch-pack';
import { packs } from './packs';
import { partWith } from './part';
import { reduce, type VisitOnPhone } from './reduce';

/** Was the network there at the last look? */
let stale = false;

/** The visit with what this phone has still to send; null when it was never fetched here. */
export function visitOnPhone(visitId: string): VisitOnPhone | null {
  const kept = packs.find(visitId);
  if (!kept) return null;
  const done = packs
    .done(visitId)
    .filter(({ inPack }) => !inPack)
    .map(({ command }) => command);
  return reduce(kept.pack, done, outbox.ofVisit(visitId), { readAt: kept.readAt, stale });
}

/**
 * From the service; in a machine room without signal, as it was last seen. Either way with what this phone has yet to send.
 * @throws NetworkError when there is neither
 */
export async function readVisit(visitId: string): Promise<VisitOnPhone> {
  await openStore();
  try {
    await fetchPack(visitId);
    stale = false;
  } catch (problem) {
    if (!(problem instanceof NetworkError) || !packs.find(visitId)) throw problem;
    stale = true;
  }
  return known(visitId);
}

/** What a page shows after a command: the answer if it came, otherwise the phone's own reckoning. */
export function afterCommand(visitId: string, answer: VisitPack | null): VisitOnPhone {
  if (answer === null) stale = true;
  return known(visitId);
}

function known(visitId: string): VisitOnPhone {
  const visit = visitOnPhone(visitId);
  if (!visit) throw new NetworkError('这次维保还没有取到手机上。');
  return visit;
}

/** One's own part with everything given since the pack was fetched; null where the pack holds no part. */
export function partOnPhone(visitId: string): PartContent | null {
  const pack = packs.find(visitId)?.pack;
  if (!pack?.offline) return null;
  const done = packs.done(visitId).map(({ command }) => command);
  const waiting = outbox.ofVisit(visitId).filter(isWaiting);
  return partWith(pack.offline.part, [...done, ...waiting], pack.photos, outbox.fileIdOf);
}
