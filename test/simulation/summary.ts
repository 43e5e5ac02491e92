import { workedInstead } from './calendar';
import { dayAt } from './time';
import type { Year } from './year';

/** How often each sort of thing has come that no year may lack. */
export function happened({ diary, comparison, oracle, owners, work, archives, corrections, time }: Year) {
  const { visits, delays, transfers, leavings, pauses } = diary;
  const now = time.now();
  const count = (is: (visit: (typeof visits)[number]) => boolean) => visits.filter(is).length;
  const answered = (answer: string) => count((visit) => oracle.answer(visit, now) === answer);
  return {
    'quarterly visits': count((one) => one.class === 'quarter'),
    'days on which a visit did not take place': work.skipped,
    'sent on a later day': count((one) => dayAt(one.submittedAt) > dayAt(one.completedAt)),
    'made without a network': work.withoutNetwork,
    'doubts raised': count(({ hasty }) => hasty),
    'doubts cleared': count(({ decisions }) => decisions.at(-1)?.valid === true),
    'declared invalid': count(({ decisions }) => decisions.at(-1)?.valid === false),
    'signed by the owner': answered('signed'),
    'confirmed by silence': answered('defaulted'),
    'signed after silence had confirmed': answered('signed_late'),
    returned: answered('returned'),
    'disputes settled': owners.disputed.settled,
    'disputes decided by the district': owners.disputed.decided,
    corrected: corrections.amended,
    voided: corrections.voided,
    'voids refused': corrections.refused,
    'packages of a month': archives.packages,
    'supplementary packages': archives.supplements,
    'packages verified without the service': archives.verified,
    explanations: delays.length,
    transfers: transfers.length,
    'lifts out of use and back': pauses.filter(({ to }) => to !== null).length,
    'technicians who left': leavings.length,
    'warnings of a passed day': comparison.warned,
  };
}

const isMadeUpFor = ({ completedAt }: { completedAt: number }) => workedInstead.includes(dayAt(completedAt));

/** What the year held, in lines for a terminal. */
export function summaryOf(year: Year): string {
  const { diary, comparison } = year;
  const lines: [string, number][] = [
    ['visits', diary.visits.length],
    ['of these on a day worked instead of a holiday', diary.visits.filter(isMadeUpFor).length],
    ...Object.entries(happened(year)),
    ['answers compared', comparison.compared],
    ['differences', comparison.differences.length],
  ];
  return lines.map(([what, number]) => `${String(number).padStart(9)}  ${what}`).join('\n');
}
