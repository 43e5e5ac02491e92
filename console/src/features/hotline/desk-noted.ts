import type { DeskAlerts } from '@lifttrust/shared-types/rescue/desk.contract';
import { useMemo, useState } from 'react';

export type DeskAlert = DeskAlerts[number];

const kept = 'lifttrust.desk-noted';
/** Far more than one shift of a power cut sees; older ones are over long since. */
const mostKept = 3000;
const rank: Record<DeskAlert['kind'], number> = { outside_due: 0, nobody: 1, escalated: 2 };

export const keyOf = ({ entrapmentId, kind, number, since }: DeskAlert): string =>
  [entrapmentId, kind, number ?? '', since].join(':');

const noted = (): string[] => {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
};

/** What waits at this desk; taking note of it silences it here, and nowhere else. */
export function useDeskAlerts(found: DeskAlerts | undefined) {
  const [known, setKnown] = useState(noted);
  const waiting = useMemo(
    () =>
      (found ?? [])
        .filter((one) => !known.includes(keyOf(one)))
        .sort((one, other) => rank[one.kind] - rank[other.kind] || one.since - other.since),
    [found, known],
  );
  const keys = useMemo(() => waiting.map(keyOf).sort(), [waiting]);
  const note = (some: readonly DeskAlert[]) => {
    const now = [...noted(), ...some.map(keyOf)].slice(-mostKept);
    localStorage.setItem(kept, JSON.stringify(now));
    setKnown(now);
  };
  return { waiting, keys, note };
}
