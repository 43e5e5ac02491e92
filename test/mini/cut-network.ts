import type { PhoneInPit } from './offline-people';
import type { Cut } from './runner/host/network';

const kinds: Cut[] = ['before', 'half', 'after', 'silent'];

/** So many points at which a line is cut: at the n-th write after each return of the network, in each of the four ways. */
export const cutPoints = (count: number, distances: number[]): [number, Cut][] =>
  Array.from({ length: count }, (_, turn) => [
    distances[turn % distances.length] ?? 1,
    // Distances and ways go round at different paces, so that each meets each.
    kinds[(turn + Math.floor(turn / kinds.length)) % kinds.length] ?? 'before',
  ]);

/**
 * The network comes back again and again and is cut each time; where nothing more is heard the app is killed too. Ends
 * when nothing is left to be cut. The number of cuts that really happened.
 */
export async function cutOnTheWayUp(phone: PhoneInPit, points: [number, Cut][]): Promise<number> {
  let cuts = 0;
  for (const [at, kind] of points) {
    await phone.openPage('account/outbox/index');
    await phone.mini.cutAt([[at, kind]]);
    await phone.mini.setConnected(true);
    if (!(await wasCut(phone))) break;
    cuts += 1;
    if (kind === 'silent') await phone.kill();
  }
  await phone.mini.cutAt([]);
  return cuts;
}

const isSent = /没有待发送的内容|等待同伴上传/;

async function wasCut(phone: PhoneInPit): Promise<boolean> {
  for (let look = 0; look < 480; look += 1) {
    if (!(await phone.mini.isConnected())) return true;
    if (isSent.test(await phone.hand.read('#outbox'))) return !(await phone.mini.isConnected());
    await new Promise((wake) => setTimeout(wake, 250));
  }
  throw new Error('neither cut nor sent');
}
