import type { Refusal } from '../kernel/app-error';

/** What is known about somebody in one organisation; days as `YYYY-MM-DD`, both ends included. */
export interface Standing {
  /** Holds a role in the organisation on the day. */
  isActive: boolean;
  /** Last days of the certificates of the item that the work needs (T for maintenance, A for an owner's safety). */
  certificates: readonly string[];
  /** Contracts of employment with this organisation; none: nothing was registered. */
  employments: readonly { from: string; until: string | null }[];
  /** Last days of the company's permits; none: nothing was registered. */
  permits: readonly string[];
  /** Registered with another maintenance company at the same time, not yet decided, this one being the later. */
  isDoublyEmployed: boolean;
}

export interface AssignabilityRules {
  /** City parameter `employment.required`: nobody without a registered contract of employment. */
  employmentRequired: boolean;
  /** City parameter `employment.conflictStops`. */
  conflictStops: boolean;
}

/** One reason. `stops`: alone enough; otherwise the person may help where somebody certified is with them. */
export interface ReasonAgainst extends Refusal {
  stops: boolean;
}

const stop = (code: string, message: string): ReasonAgainst => ({ code, message, stops: true });

/**
 * Why somebody may not be assigned on a day; empty: they may. Whoever has never held a certificate may still help
 * (DECISIONS 26); one that has run out stops, since its holder must first renew it.
 * @basis ORG-08; TSG T5002-2017 第五条(八); CON-07 for the company's permit
 */
export function assignability(standing: Standing, day: string, rules: AssignabilityRules): ReasonAgainst[] {
  const { certificates, permits } = standing;
  const reasons: ReasonAgainst[] = [];
  if (!standing.isActive) reasons.push(stop('person.not_active', '那一天不是本单位的在岗人员'));
  if (certificates.length === 0)
    reasons.push({ code: 'person.certificate_missing', message: '没有登记作业人员证', stops: false });
  else if (certificates.every((until) => until < day))
    reasons.push(
      stop('person.certificate_expired', `作业人员证已于 ${latest(certificates)} 到期，续办登记后才能安排`),
    );
  reasons.push(...employmentReasons(standing, day, rules.employmentRequired));
  if (permits.length > 0 && permits.every((until) => until < day))
    reasons.push(stop('person.permit_expired', `本单位的许可证已于 ${latest(permits)} 到期`));
  if (rules.conflictStops && standing.isDoublyEmployed)
    reasons.push(stop('person.doubly_employed', '同时登记在另一家维保单位，等监管单位处理'));
  return reasons;
}

function employmentReasons({ employments }: Standing, day: string, isRequired: boolean): ReasonAgainst[] {
  if (employments.length === 0)
    return isRequired ? [stop('person.employment_missing', '没有登记与本单位的劳动合同')] : [];
  if (employments.some(({ from, until }) => from <= day && (until === null || until >= day))) return [];
  const begins = employments
    .map(({ from }) => from)
    .filter((from) => from > day)
    .sort()[0];
  return [
    begins
      ? stop('person.employment_not_begun', `劳动合同从 ${begins} 开始`)
      : stop('person.employment_expired', '劳动合同已到期，续签登记后才能安排'),
  ];
}

const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? '';

export interface Teammate {
  name: string;
  reasons: readonly ReasonAgainst[];
}

/**
 * May these people go to work together? At least one is certified; the others may be helpers, unless the city wants
 * everybody certified (`technicians.allCertified`).
 * @basis DECISIONS 26; ORG-08, CHK-08
 */
export function refuseTeam(team: readonly Teammate[], allCertified: boolean): Refusal[] {
  const stopped = team.flatMap(({ name, reasons }) =>
    reasons
      .filter(({ stops }) => stops || allCertified)
      .map(({ message }) => ({
        code: 'visit.not_assignable',
        message: `${name}：${message}。`,
        field: 'leadId',
      })),
  );
  const isCertified = ({ reasons }: Teammate) =>
    reasons.every(({ code }) => code !== 'person.certificate_missing');
  if (stopped.length > 0 || team.some(isCertified)) return stopped;
  return [
    {
      code: 'visit.nobody_certified',
      message: '至少要安排一名持有效作业人员证的人。',
      field: 'leadId',
    },
  ];
}

/** What a unit's administrator wants to put right about one of its people, and who else that person is. */
export interface Correction {
  changes: { identity: boolean; phone: boolean };
  /** The regulator has looked at one of the person's papers. */
  isVerified: boolean;
  /** The administrator's own data. */
  isOwn: boolean;
  /** Holds a role in another unit today. */
  worksElsewhere: boolean;
  /** Administers a unit today. */
  administers: boolean;
}

/**
 * Must somebody else agree first? Platforms tell by the telephone who somebody is: whoever may change it alone could
 * give themselves another's account. So no unit changes alone what another unit or the regulator relies on, and no
 * administrator another administrator's telephone.
 * @basis ORG-02, ORG-06 (accounts come from the regulator; the telephone is the one registered with DingTalk)
 */
export function correctionNeedsReview(correction: Correction): boolean {
  const { changes, isVerified, isOwn, worksElsewhere, administers } = correction;
  if (worksElsewhere) return true;
  if (changes.identity && isVerified) return true;
  return changes.phone && administers && !isOwn;
}
