import type { CalmWords } from '../rescue/help.words';

/** What the public page says in one language. Names of people, places and organisations stay as they are. */
export interface PageWords {
  lang: 'zh-CN' | 'en';
  title: (place: string) => string;
  rescueCode: string;
  replaced: { title: string; line: string };
  help: CalmWords;
  stopped: Partial<Record<string, string>>;
  /** A day that has passed is no promise any more. */
  stoppedUntil: (day: string, hasPassed: boolean) => string;
  maintenance: string;
  underCheck: string;
  overdue: string;
  noDue: string;
  inTime: string;
  lastOn: (day: string) => string;
  never: string;
  nextBy: (day: string) => string;
  grade: string;
  grades: Partial<Record<string, string>>;
  noGrade: string;
  gradedOn: (day: string) => string;
  facts: {
    title: string;
    registration: string;
    company: string;
    owner: string;
    /** Whose area it is; who inspected last stands in no register. */
    body: string;
    type: string;
    ownNumber: string;
    address: string;
    lastInspection: string;
    nextInspection: string;
    phone: string;
    missing: string;
  };
  companyChanging: string;
  history: {
    title: string;
    empty: string;
    before: string;
    underCheck: string;
    valid: string;
    amended: string;
    owner: Partial<Record<string, string>>;
    voided: (count: number) => string;
    more: string;
    by: (names: string[]) => string;
    check: string;
    sealing: string;
    logNumber: (number: number) => string;
  };
  said: {
    announcements: string;
    education: string;
    title: string;
    none: string;
    average: (average: number, count: number) => string;
    stars: (stars: number) => string;
    report: string;
    follow: string;
  };
  proof: { title: string; lines: string[]; key: string };
  checkPaper: string;
  staff: { title: string; app: string; dingtalk: string };
  queried: (at: number) => string;
  screenshot: string;
  larger: string;
  smaller: string;
  other: string;
  types: Record<string, string>;
  classes: Record<string, string>;
  day: (day: string) => string;
  troubles: Record<'unknown' | 'often' | 'away', { title: string; line: string }>;
  /** What the red button does there: where a code was scanned it reports as well. */
  stillHelps: { calls: string; reports: string };
}
