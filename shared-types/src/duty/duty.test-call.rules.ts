export interface TestCall {
  attempt: number;
  state: string;
  /** Epoch ms; null before the call has left. */
  placedAt: number | null;
}

const minuteMs = 60_000;
/** Called once, and once more on another day where nobody answered. */
const attempts = 2;

/**
 * How a call stands. Whoever picks it up enters the number that was read aloud; a call that nobody answered for in time
 * was not picked up, whatever the carrier says.
 */
export function isFailed({ state, placedAt }: TestCall, answerMinutes: number, at: number): boolean {
  if (state === 'failed') return true;
  return state === 'placed' && placedAt !== null && placedAt + answerMinutes * minuteMs <= at;
}

export type NextTest = { what: 'nothing' } | { what: 'call'; attempt: number } | { what: 'tell_district' };

/**
 * What a day asks of a roster whose phone is tested monthly: a first call from the city's day of the month on, a second
 * one on a later day when nobody answered, and when that fails too the district hears of it.
 * @basis TSG T5002—2017 第五条（四）: the duty phone must be answered around the clock (EMG-12); the month is ours
 * @param calls of this month
 * @param dayOfMonth 1–31
 */
export function nextTest(
  calls: readonly TestCall[],
  rule: { testDay: number; answerMinutes: number },
  dayOfMonth: number,
  at: number,
): NextTest {
  const last = [...calls].sort((a, b) => b.attempt - a.attempt)[0];
  if (!last) return dayOfMonth >= rule.testDay ? { what: 'call', attempt: 1 } : { what: 'nothing' };
  if (!isFailed(last, rule.answerMinutes, at)) return { what: 'nothing' };
  return last.attempt < attempts ? { what: 'call', attempt: last.attempt + 1 } : { what: 'tell_district' };
}
