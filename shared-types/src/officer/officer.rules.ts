import type { Refusal } from '../kernel/app-error';
import { addDays, daysBetween } from '../kernel/time';

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
