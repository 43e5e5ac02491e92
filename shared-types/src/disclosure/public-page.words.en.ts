import { instantInWords } from '../kernel/time';
import { calmInEnglish } from '../rescue/help.words.en';
import type { PageWords } from './public-page.words';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 20 Nov 2026 */
const dayInEnglish = (day: string): string =>
  `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** 2026年11月20日 14:05 → 20 Nov 2026, 14:05 */
function instantInEnglish(at: number): string {
  const [, year = '', month = '', date = '', time = ''] =
    /^(\d+)年(\d+)月(\d+)日 (.+)$/.exec(instantInWords(at)) ?? [];
  return `${date} ${months[Number(month) - 1]} ${year}, ${time} (China time)`;
}

export const english: PageWords = {
  lang: 'en',
  title: (place) => `${place} · Lift information`,
  rescueCode: 'Rescue number',
  replaced: {
    title: 'This code has been replaced by a new one',
    line: 'It still shows this lift and still brings help. Please tell the building management to put up the new one.',
  },
  help: calmInEnglish,
  stopped: {
    suspended: 'This lift is out of use. Please do not ride it.',
    paused: 'This lift is closed for now. Please do not ride it.',
    deregistered: 'This lift is no longer registered. Please do not ride it.',
    scrapped: 'This lift has been scrapped. Please do not ride it.',
  },
  stoppedUntil: (day, hasPassed) =>
    hasPassed
      ? `Stopped for repair. It was to be back on ${day} and is not yet. Please do not ride it.`
      : `Stopped for repair, expected back on ${day}. Please do not ride it.`,
  maintenance: 'Maintenance',
  underCheck: 'Latest maintenance: being checked',
  overdue: 'Maintenance is overdue',
  noDue: 'Maintenance date not yet known',
  inTime: 'Maintained in time',
  lastOn: (day) => `Last on ${day}. `,
  never: 'No maintenance on record yet. ',
  nextBy: (day) => `Next by ${day} at the latest.`,
  grade: 'Condition',
  grades: {
    正常: 'Normal: the last check found nothing that needs attention.',
    关注: 'Watch: a part needs watching; the maintenance company is following it up.',
    需修理: 'To be repaired: please mind the notices on site.',
    停用: 'Out of use: please do not ride this lift.',
  },
  noGrade: 'Not yet graded.',
  gradedOn: (day) => `Graded by the technicians on ${day}`,
  facts: {
    title: 'This lift',
    registration: 'Registration',
    company: 'Maintained by',
    owner: 'Responsible for use',
    body: 'Inspection body of the area',
    type: 'Kind',
    ownNumber: 'Number on site',
    address: 'Address',
    lastInspection: 'Last inspection',
    nextInspection: 'Next inspection',
    phone: 'Emergency phone',
    missing: 'not yet entered',
  },
  companyChanging: 'Maintenance company is changing',
  history: {
    title: 'Latest maintenance',
    empty: 'No maintenance on record here yet.',
    before: 'For earlier records please ask the building management.',
    underCheck: 'being checked',
    valid: 'valid',
    amended: 'corrected; the correction holds',
    owner: {
      signed: 'confirmed by signature',
      signed_late: 'signed after the deadline',
      defaulted: 'confirmed by silence (nobody signed)',
      returned: 'returned by the owner',
      pending: 'waiting for the owner',
    },
    voided: (count) => `${count} more record(s) were voided and do not count.`,
    more: 'Earlier maintenance and everything else (Chinese)',
    by: (names) => `Technicians: ${names.join(', ')}`,
    check: 'Sealed record: check it',
    sealing: 'Sealed, being numbered',
    logNumber: (number) => `entry ${number} of the log`,
  },
  said: {
    announcements: 'Announcements',
    education: 'Using lifts safely',
    title: 'What people say',
    none: 'Nobody has rated this lift yet. You may be the first, or complain, suggest and correct, without signing in.',
    average: (average, count) => `${average} of 5 stars on average (${count} ratings)`,
    stars: (stars) => `${stars} of 5 stars:`,
    report: 'Complain, suggest, rate, correct',
    follow: 'See what became of my report',
  },
  proof: {
    title: 'How to check a record',
    lines: [
      'A record is sealed when it is handed in: not a word can be changed. Corrections stand beside it.',
      'Follow “check it” above: your own phone computes whether anything was changed, who signed it and whether it is in the log. You need not trust us.',
    ],
    key: 'Latest signed state of the log, and its public key',
  },
  checkPaper: 'Check a printed maintenance record',
  staff: {
    title: 'Technicians, owners, regulators',
    app: 'Sign in to work on this lift',
    dingtalk: 'Work on this lift in DingTalk',
  },
  queried: (at) => `As of ${instantInEnglish(at)}`,
  screenshot: 'If somebody sends you a picture of this page, look at this time first.',
  larger: 'Larger text',
  smaller: 'Normal text',
  other: '中文',
  types: {
    '3110': 'Passenger lift',
    '3120': 'Goods lift',
    '3130': 'Goods lift, positive drive',
    '3210': 'Hydraulic passenger lift',
    '3220': 'Hydraulic goods lift',
    '3310': 'Escalator',
    '3320': 'Moving walk',
    '3410': 'Explosion-proof lift',
    '3420': 'Firefighters’ lift',
    '3430': 'Service lift',
  },
  classes: {
    half_month: 'Half-monthly',
    quarter: 'Quarterly',
    half_year: 'Half-yearly',
    year: 'Yearly',
  },
  day: dayInEnglish,
  troubles: {
    unknown: {
      title: 'This lift was not found',
      line: 'Please make sure you scanned the code in the lift or beside its door. If you need rescue, call and say where you are.',
    },
    often: {
      title: 'Too many queries',
      line: 'Please look again later.',
    },
    away: {
      title: 'The lift’s page is not available right now',
      line: 'We are bringing it back.',
    },
  },
  stillHelps: {
    calls: 'If you need rescue, press the red button below and telephone: that always works.',
    reports:
      'If you need rescue, press the red button below: it telephones and calls for help, and both work.',
  },
};
