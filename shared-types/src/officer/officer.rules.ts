import type { Refusal } from '../kernel/app-error';
import { addDays, dayOf, daysBetween, startOfDay } from '../kernel/time';

/** Who answers for a lift at its owner's. */
export const officerPosts = ['responsible', 'director', 'safety_officer'] as const;
export type OfficerPost = (typeof officerPosts)[number];
export const officerPostWords: Record<OfficerPost, string> = {
  responsible: '主要负责人',
  director: '电梯安全总监',
  safety_officer: '电梯安全员',
};

/** The director depends on number, use and surroundings of the lifts; the two others every lift has. */
const needed: readonly OfficerPost[] = ['responsible', 'safety_officer'];

export interface Naming {
  post: OfficerPost;
  personId: string;
}

/**
 * Where a lift stands with its people. `red`: nobody is its safety officer. `reportBy`: the last day to report, counted
 * from the day the lift came into use or to this owner; `late`: that day is over and somebody is still missing.
 * @basis 总局令74号 第七十一条 (ORG-12, OWN-03); 泉鲤市监规〔2024〕1号 四(一) (ORG-05)
 */
export function standingOf(
  lift: { state: string; sinceDay: string; posts: readonly OfficerPost[] },
  reportDays: number,
  today: string,
): { red: boolean; missing: OfficerPost[]; reportBy: string; late: boolean } {
  const isUsed = lift.state === 'in_use';
  const missing = isUsed ? needed.filter((post) => !lift.posts.includes(post)) : [];
  const reportBy = addDays(lift.sinceDay, reportDays);
  return {
    red: missing.includes('safety_officer'),
    missing,
    reportBy,
    late: missing.length > 0 && reportBy < today,
  };
}

/**
 * The day from which an owner has its people to report: the later of the day on which the lift came into its hands and
 * the day on which it came into use; where neither is known, the day it was entered.
 * @basis ORG-05: reported when the lift goes into use
 */
export const dutySince = (
  lift: { ownerSince: string | null; inUseSince: string | null },
  enteredOn: string,
): string =>
  [lift.ownerSince, lift.inUseSince]
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? enteredOn;

export interface NamingInTime {
  post: string;
  namedAt: number;
  /** Last day; null while it stands. */
  untilDay: string | null;
}

/**
 * The naming by which a lift first had everybody it needs, on or after the day the duty began; people who were named
 * before and still stood on that day count from when they were named. Whoever is named, replaced or leaves later changes
 * nothing. Null: it never had them all.
 * @basis ORG-05
 */
export function reportedThrough<N extends NamingInTime>(namings: readonly N[], sinceDay: string): N | null {
  const begin = startOfDay(sinceDay);
  const moments = [begin, ...namings.map(({ namedAt }) => namedAt).filter((at) => at > begin)];
  for (const at of moments.sort((a, b) => a - b)) {
    const holders = needed.flatMap((post) => holderAt(namings, post, at) ?? []);
    if (holders.length === needed.length)
      return holders.reduce((last, one) => (one.namedAt > last.namedAt ? one : last));
  }
  return null;
}

const holderAt = <N extends NamingInTime>(namings: readonly N[], post: string, at: number): N | undefined =>
  namings
    .filter((one) => one.post === post && one.namedAt <= at)
    .filter(({ untilDay }) => untilDay === null || untilDay >= dayOf(at))
    .sort((a, b) => a.namedAt - b.namedAt)[0];

/** Days after the last day to report; 0: in time. */
export const daysLate = (reportBy: string, reportedOn: string): number =>
  Math.max(0, daysBetween(reportBy, reportedOn));

/**
 * Who looks after an owner's lifts holds a certificate for it; the responsible person need not.
 * @basis 公告 2019 年第3号: item A 特种设备安全管理 (CODES §7)
 */
export const officerItem = 'A';
export const needsCertificate = (post: OfficerPost): boolean => post !== 'responsible';
export const certificateMissingWords = '没有登记电梯安全管理人员证书（A），请核对';

/** One person in several posts of a lift, where the city does not allow it. @basis DECISIONS 31 */
export function refuseCoincidence(
  standing: readonly Naming[],
  named: Naming,
  mayCoincide: boolean,
): Refusal | null {
  const other = standing.find(({ post, personId }) => personId === named.personId && post !== named.post);
  if (mayCoincide || !other) return null;
  return {
    code: 'officer.roles_coincide',
    field: 'personId',
    message: `本市不允许兼任：这个人已经是${officerPostWords[other.post]}。`,
  };
}

/** Owners are reminded the morning after a lift came in, three days before, on the last day, weekly after it. @basis ORG-05 */
export function isReminderDay(reportBy: string, reportDays: number, today: string): boolean {
  const left = daysBetween(today, reportBy);
  return left === reportDays - 1 || left === 3 || left === 0 || (left < 0 && -left % 7 === 1);
}
