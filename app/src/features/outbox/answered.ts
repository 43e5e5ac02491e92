import type { Outcome } from '../../outbox/command';
import { KeptOnPhone } from '../../ui/problem';

/** The service's answer to a command, where the next step cannot be known without it. */
export async function answered<Answer>(outcome: Promise<Outcome<Answer>>): Promise<Answer> {
  const known = await outcome;
  if (!known.sent) throw new KeptOnPhone(known.delay);
  return known.answer;
}
