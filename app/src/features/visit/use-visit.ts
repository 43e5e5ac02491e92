import { useEffect } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { readVisit, visitOnPhone } from '../../offline/visits';
import { outbox } from '../../outbox/outbox';
import { type Load, useLoad } from '../../ui/use-load';

/** One visit, from the service or from this phone; follows what the outbox does meanwhile. */
export function useVisit(visitId: string): Load<VisitOnPhone> {
  const load = useLoad(() => readVisit(visitId));
  const isRead = load.value !== null;
  const { replace } = load;
  useEffect(() => {
    if (!isRead) return;
    let last = fingerprint(visitId);
    return outbox.watch(() => {
      const now = fingerprint(visitId);
      if (now === last) return;
      last = now;
      const visit = visitOnPhone(visitId);
      if (visit) replace(visit);
    });
  }, [visitId, isRead, replace]);
  return load;
}

/** Progress within one command changes nothing of the visit. */
const fingerprint = (visitId: string): string =>
  outbox
    .ofVisit(visitId)
    .map(({ key, state }) => `${key}${state === 'sending' ? 'queued' : state}`)
    .join();
