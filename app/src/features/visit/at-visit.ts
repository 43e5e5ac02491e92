import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import type { VisitOnPhone } from '../../offline/reduce';
import { afterCommand } from '../../offline/visits';
import type { Outcome } from '../../outbox/command';

/** The visit after a command: by the service's answer, or by the phone's own reckoning while the command waits. */
export async function atVisit(visitId: string, outcome: Promise<Outcome<VisitPack>>): Promise<VisitOnPhone> {
  const known = await outcome;
  return afterCommand(visitId, known.sent ? known.answer : null);
}
