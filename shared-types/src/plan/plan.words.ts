import {
  type Calendar,
  holidayStretch,
  lastWorkingDayBefore,
  longStretchDays,
} from '../calendar/calendar.rules';
import { dayInWords, daysBetween } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';
import { maintenanceClassWords } from './plan.class-words';
import type { UnplannedReason } from './plan.planner.facts';
import { classAt, type Stop } from './plan.track';

/** 10月3日 */
export const dayShort = (day: string): string => dayInWords(day).split(' ')[0] ?? day;

export interface Choice {
  plannedOn: string;
  dueOn: string;
  stop: Stop;
  deepDueOn: string | null;
  /** The next visit would still have been in time for the deeper class. */
  isEarly: boolean;
  /** The due day that decides for all who go together; the lift's own or an earlier one. */
  commonDueOn: string;
  /** Other lifts of the same building on that day. */
  neighbours: number;
  isWorkingDay: boolean;
  /** Another team than the lift's own goes. */
  stranger: boolean;
}

/** Why a visit is on its day, in sentences a dispatcher reads; the most binding reason first. */
export function whyThatDay(choice: Choice, calendar: Calendar): string[] {
  const { plannedOn, dueOn, neighbours } = choice;
  const why: string[] = [];
  if (plannedOn > dueOn) why.push(`截止日 ${dayShort(dueOn)} 已过，安排在最早排得下的工作日`);
  else if (!choice.isWorkingDay) why.push(`截止日 ${dayShort(dueOn)} 前没有排得下的工作日，只能安排在休息日`);
  else why.push(...whyEarlier(choice, calendar));
  if (neighbours > 0) why.push(`与同楼 ${neighbours} 台一起`);
  if (choice.deepDueOn !== null)
    why.push((choice.isEarly ? whyDeeperEarly : whyDeeper)(classAt(choice.stop.depth), choice.deepDueOn));
  if (choice.stranger) why.push('原班组当天不在岗或已排满，由其他班组前往');
  return why.length > 0 ? why : [`按截止日 ${dayShort(dueOn)} 安排`];
}

export const whyDeeper = (maintenanceClass: MaintenanceClass, dueOn: string): string =>
  `${maintenanceClassWords[maintenanceClass]} ${dayShort(dueOn)} 到期，这次一并完成`;

/** Deeper than it must be yet, so that the days before the term do not overflow. */
export const whyDeeperEarly = (maintenanceClass: MaintenanceClass, dueOn: string): string =>
  `${maintenanceClassWords[maintenanceClass]} ${dayShort(dueOn)} 到期，到期前的工作日排不下，提前到这次完成`;

/** A visit that belongs before the month somebody plans. */
export const whyBeforeMonth = (dueOn: string, today: string): string =>
  dueOn < today ? '已经超期，不等下个月，尽快安排' : `${dayShort(dueOn)} 就到期，不等下个月，先补排这一次`;

function whyEarlier(choice: Choice, calendar: Calendar): string[] {
  const { plannedOn, dueOn, commonDueOn, neighbours } = choice;
  const off = holidayStretch(dueOn, calendar);
  const latest = off ? lastWorkingDayBefore(dueOn, calendar) : dueOn;
  const common = holidayStretch(commonDueOn, calendar)
    ? lastWorkingDayBefore(commonDueOn, calendar)
    : commonDueOn;
  const why: string[] = [];
  if (off) why.push(whyBefore(dueOn, off, plannedOn, plannedOn === latest));
  const forOthers = neighbours > 0 ? Math.max(0, daysBetween(common, latest)) : 0;
  if (forOthers > 0) why.push(`为与同楼电梯同日，提前 ${forOthers} 天`);
  const levelled = daysBetween(plannedOn, latest) - forOthers;
  if (levelled > 0) why.push(`为均衡当天工作量提前 ${levelled} 天`);
  return why;
}

function whyBefore(
  dueOn: string,
  off: NonNullable<ReturnType<typeof holidayStretch>>,
  plannedOn: string,
  isLast: boolean,
): string {
  const long = off.days >= longStretchDays;
  const name = off.name?.split('、')[0];
  const what = long ? `在${name ?? ''}假期内` : '是休息日';
  const last = isLast ? `（${long ? '假期' : ''}前最后一个工作日）`.replace('（前', '（之前') : '';
  return `截止日 ${dayShort(dueOn)} ${what}，提前到 ${dayShort(plannedOn)}${last}`;
}

const unplannedWords: Record<UnplannedReason, (day: string) => string> = {
  no_date: () => '没有使用登记日期、合同日期和维保记录，算不出截止日，请先补录',
  suspended: () => '电梯停用或查封中，不安排；恢复使用前须先做一次维保',
  template_missing: () => '防爆电梯、消防员电梯须先有专用项目表，才能安排',
  no_team: () => '没有负责这个片区、持证在期的班组，请先安排人员',
  no_capacity: (day) => `${day}前各班组都已排满或不在岗，请增加人手或调整班组`,
  earlier_first: (day) => `${day}早于所排的月份，请先排好此前的月份`,
};

export const whyUnplanned = (reason: UnplannedReason, dueOn: string | null): string =>
  `${unplannedWords[reason](dueOn === null ? '' : `截止日 ${dayShort(dueOn)} `)}。`;
