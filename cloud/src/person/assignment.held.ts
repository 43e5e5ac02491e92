import type { Assignment } from './assignment.entity';

type Term = Pick<Assignment, 'fromDay' | 'untilDay' | 'endedAt'>;

/** Neither over by its last day nor ended at an instant of that day. `day`: `YYYY-MM-DD`. */
export const isNotOver = ({ untilDay, endedAt }: Omit<Term, 'fromDay'>, day: string): boolean =>
  (endedAt ?? null) === null && (untilDay === null || untilDay >= day);

/** A role counts on this day: begun, not over, and not taken away in the middle of its last day. */
export const isHeldOn = (term: Term, day: string): boolean => term.fromDay <= day && isNotOver(term, day);
