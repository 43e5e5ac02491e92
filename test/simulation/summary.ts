import type { Year } from './year';

/** What the year held, in lines for a terminal. */
export function summaryOf({ diary, comparison, work, archives, corrections }: Year): string {
  const { visits, delays, transfers, leavings } = diary;
  const count = (is: (visit: (typeof visits)[number]) => boolean) => visits.filter(is).length;
  const lines: [string, number][] = [
    ['visits', visits.length],
    ['days on which a visit did not take place', work.skipped],
    ['sent on a later day', count((one) => one.submittedAt - one.completedAt > 3_600_000)],
    ['made without a network', work.withoutNetwork],
    ['too quick', count(({ hasty }) => hasty)],
    ['declared invalid', count(({ decisions }) => decisions.some(({ valid }) => !valid))],
    ['signed by the owner', count(({ signedAt }) => signedAt !== null)],
    ['returned', count(({ returnedAt }) => returnedAt !== null)],
    ['corrected', corrections.amended],
    ['voided', corrections.voided],
    ['voids refused', corrections.refused],
    ['packages of a month', archives.packages],
    ['supplementary packages', archives.supplements],
    ['explanations', delays.length],
    ['transfers', transfers.length],
    ['technicians who left', leavings.length],
    ['answers compared', comparison.compared],
    ['differences', comparison.differences.length],
  ];
  return lines.map(([what, number]) => `${String(number).padStart(9)}  ${what}`).join('\n');
}
