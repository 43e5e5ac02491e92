import { companyChanging, type PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { RecordStanding, Validity } from '@lifttrust/shared-types/record/record.contract';
import type { Tone } from '../../ui/card';

/** What only the app says in English; all that the browser's page says too stands in `public-page.words.en`. */
export const inApp = {
  inChinese: (label: string) => `${label} (in Chinese)`,
  rescuePending: 'not yet given',
  past: 'Faults, entrapments, inspections, supervision',
  pastNote: 'What has happened to this lift, and earlier maintenance',
  maintained: (count: number) => `Maintenance (latest ${count})`,
  said: 'Announcements, using lifts safely, ratings',
  fault: 'Report a fault',
  reading: 'Reading…',
  again: 'Try again',
  offline: {
    title: 'There is no network',
    line: 'Go where there is a signal and try again.',
  },
  stale: 'What was read last is shown below.',
};

/** Null while it may be ridden. A day that has passed is no promise any more. */
export function stoppedInEnglish({ state, stoppedUntil, queriedAt }: PublicLift): string | null {
  if (!stoppedUntil) return english.stopped[state] ?? null;
  return english.stoppedUntil(english.day(stoppedUntil), stoppedUntil < dayOf(queriedAt));
}

/** A record that is still being checked is never called maintained (DIS edge case). */
export function maintenanceInEnglish({ maintenance }: PublicLift): { tag: TagWords; line: string } {
  const { lastOn, dueOn, underCheck, overdue } = maintenance;
  const last = underCheck ? '' : lastOn ? english.lastOn(english.day(lastOn)) : english.never;
  const next = dueOn ? english.nextBy(english.day(dueOn)) : '';
  return { tag: standing(underCheck, overdue, dueOn), line: `${last}${next}`.trim() };
}

interface TagWords {
  text: string;
  tone: Tone;
}

function standing(underCheck: boolean, overdue: boolean, dueOn: string | null): TagWords {
  if (underCheck) return { text: english.underCheck, tone: 'warning' };
  if (overdue) return { text: english.overdue, tone: 'danger' };
  return dueOn ? { text: english.inTime, tone: 'success' } : { text: english.noDue, tone: 'plain' };
}

const gradeTones: Record<string, Tone> = {
  正常: 'success',
  关注: 'warning',
  需修理: 'warning',
  停用: 'danger',
};

/** The word of the scale in two words of English and a sentence (DECISIONS 35); a city's own scale shows its bare word. */
export function gradeInEnglish(grade: string | null): { tag: TagWords | null; line: string } {
  if (grade === null) return { tag: null, line: english.noGrade };
  const [word = '', line = ''] = (english.grades[grade] ?? '').split(': ');
  return {
    tag: { text: word || grade, tone: gradeTones[grade] ?? 'plain' },
    line: line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}`,
  };
}

const validityWords: Record<Validity, TagWords> = {
  draft: { text: 'not handed in', tone: 'plain' },
  submitted: { text: 'handed in', tone: 'plain' },
  valid: { text: english.history.valid, tone: 'success' },
  suspect: { text: english.history.underCheck, tone: 'warning' },
  invalid: { text: 'found invalid', tone: 'danger' },
};

/** A record in one word: void before everything else, then whether it is valid. */
export const recordInEnglish = (record: { standing: RecordStanding; validity: Validity }): TagWords =>
  record.standing === 'voided' ? { text: 'void', tone: 'danger' } : validityWords[record.validity];

/** What the owner said to a valid record; silence is called silence. */
export const ownerInEnglish = ({ validity, ownerAnswer }: PublicLift['visits'][number]): string =>
  validity === 'valid' ? (english.history.owner[ownerAnswer] ?? '') : '';

export const companyInEnglish = (name: string): string =>
  name === companyChanging ? english.companyChanging : name;
