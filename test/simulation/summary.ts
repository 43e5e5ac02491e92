import type { Year } from './year';

/** What the year held, in lines for a terminal. */
export function summaryOf({ diary, comparison, skipped }: Year): string {
  const { visits, delays, transfers, leavings } = diary;
  const count = (is: (visit: (typeof visits)[number]) => boolean) => visits.filter(is).length;
  const lines: [string, number][] = [
    ['visits', visits.length],
    ['days on which a visit did not take place', skipped],
    ['sent on a later day', count((one) => one.submittedAt - one.completedAt > 3_600_000)],
    ['too quick', count(({ hasty }) => hasty)],
    ['declared invalid', count(({ decisions }) => decisions.some(({ valid }) => !valid))],
    ['signed by the owner', count(({ signedAt }) => signedAt !== null)],
    ['returned', count(({ returnedAt }) => returnedAt !== null)],
    ['explanations', delays.length],
    ['transfers', transfers.length],
    ['technicians who left', leavings.length],
    ['answers compared', comparison.compared],
    ['differences', comparison.differences.length],
  ];
  return lines.map(([what, number]) => `${String(number).padStart(9)}  ${what}`).join('\n');
}
