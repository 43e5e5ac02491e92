import type { Enrolment } from '@lifttrust/shared-types/face/face.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { outbox } from '../outbox/outbox';
import { device } from '../platform/device';
import { vault } from '../store/vault-of-phone';
import { fetchPack } from './fetch-pack';
import { type KeptPack, packs } from './packs';

export type TodayAnswer = ResultOf<typeof visitApi.today>;

/** The day's list as it was last read, and when, by the phone's clock. */
export interface KeptToday {
  today: TodayAnswer;
  enrolment: Enrolment;
  readAt: number;
}

const name = 'today';
const minute = 60_000;
/** A pack so young is not fetched again only because the first page was looked at. */
const freshMs = 10 * minute;
const keptMs = 3 * 24 * 60 * minute;

const isKept = (value: unknown): value is KeptToday =>
  typeof value === 'object' && value !== null && 'today' in value && 'readAt' in value;

export function keepToday(today: TodayAnswer, enrolment: Enrolment): void {
  vault.store()?.write(name, { today, enrolment, readAt: device.now() } satisfies KeptToday);
}

export function keptToday(): KeptToday | null {
  const read = vault.store()?.read(name);
  return isKept(read) ? read : null;
}

let running: Promise<void> | null = null;

/** Fetches the packs of today's and tomorrow's visits, one after the other, while there is a network to fetch them by. */
export function fetchAhead(today: TodayAnswer): Promise<void> {
  running ??= fetchAll(today)
    .catch(() => undefined)
    .finally(() => {
      running = null;
    });
  return running;
}

async function fetchAll({ items, tomorrow }: TodayAnswer): Promise<void> {
  const wanted = [...items, ...tomorrow].filter(({ nextStep }) => nextStep !== 'done').map(({ id }) => id);
  const fresh = (kept: KeptPack | null) =>
    kept !== null && kept.pack.offline !== null && Math.abs(device.now() - kept.readAt) < freshMs;
  for (const id of wanted) if (!fresh(packs.find(id))) await fetchPack(id);
  packs.prune(
    ({ pack, readAt }) =>
      wanted.includes(pack.id) ||
      outbox.ofVisit(pack.id).length > 0 ||
      Math.abs(device.now() - readAt) < keptMs,
  );
}

/** How many of them this phone could carry out without a network from now on. */
export const readyOffline = ({ items, tomorrow }: TodayAnswer): { ready: number; wanted: number } => {
  const wanted = [...items, ...tomorrow].filter(({ nextStep }) => nextStep !== 'done');
  return { ready: wanted.filter(({ id }) => packs.find(id)?.pack.offline).length, wanted: wanted.length };
};
