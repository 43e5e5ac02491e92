import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { call } from '../lib/call';
import { contact } from '../outbox/contact';
import { openStore } from '../store/store';
import { packs } from './packs';

/** A word of the service that was asked for before a later one arrived is not kept: then it is asked anew, once. */
export async function fetchPack(visitId: string): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const turn = packs.turn(visitId);
    const pack = await contact.note(call(visitApi.pack, { visitId }));
    await openStore();
    if (packs.turn(visitId) !== turn) continue;
    packs.keepFetched(pack);
    return;
  }
}
