import { cityDigits } from '../jurisdiction/jurisdiction.rules';
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';

/**
 * 公告 and 安全教育: whom they are for.
 * `public`: whoever opens a lift of the office's area; `lifts`: whoever opens one of these; the others: units' people.
 */
export const audiences = {
  public: '公众（辖区内每台电梯的扫码页）',
  lifts: '指定电梯的扫码页',
  district: '本辖区的维保单位和使用单位',
  city: '全市的维保单位和使用单位',
  company: '一家维保单位',
} as const;
export type Audience = keyof typeof audiences;

export const announcementKinds = { announcement: '公告', education: '安全教育' } as const;
export type AnnouncementKind = keyof typeof announcementKinds;

export type AnnouncementState = 'draft' | 'published' | 'withdrawn';
/** What was published is withdrawn, never changed: people have read it as it was. */
export const announcementSteps: Steps<AnnouncementState> = {
  draft: ['published', 'withdrawn'],
  published: ['withdrawn'],
  withdrawn: [],
};

export interface AnnouncementFacts {
  audience: Audience;
  /** Of the office that writes it. */
  area: string;
  lifts: number;
  hasCompany: boolean;
  fromDay: string;
  untilDay: string | null;
  today: string;
}

/**
 * Every reason at once.
 * @basis DIS-03; ours
 */
export function refuseAnnouncement(facts: AnnouncementFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (code: string, field: string, message: string) => refusals.push({ code, field, message });
  const { audience, fromDay, untilDay, today } = facts;
  if (audience === 'city' && facts.area.length > cityDigits)
    refuse('announcement.area_too_small', 'audience', '区县部门不能对全市发布，请选本辖区。');
  if (audience === 'lifts' && facts.lifts === 0)
    refuse('announcement.lifts_missing', 'liftIds', '请选择电梯。');
  if (audience === 'company' && !facts.hasCompany)
    refuse('announcement.company_missing', 'companyId', '请选择维保单位。');
  if (untilDay !== null && untilDay < fromDay)
    refuse('announcement.days_reversed', 'untilDay', '结束日期不能早于开始日期。');
  if (untilDay !== null && untilDay < today)
    refuse('announcement.already_over', 'untilDay', '结束日期已经过去，不会有人看到。');
  return refusals;
}

/** Whether it is read on a day: published, begun, not over. @basis DIS-03 */
export const isCurrent = (
  { state, fromDay, untilDay }: { state: AnnouncementState; fromDay: string; untilDay: string | null },
  today: string,
): boolean => state === 'published' && fromDay <= today && (untilDay === null || untilDay >= today);
