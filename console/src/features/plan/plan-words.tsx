import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { type CalendarVisit, planStateWords } from '@lifttrust/shared-types/plan/plan.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';

/** One sign for each standing: never by colour alone. */
export const standingSigns: Record<CalendarVisit['standing'], string> = {
  done: '✓',
  suspended: '停',
  overdue: '超',
  late: '迟',
  soon: '近',
  fine: '',
  unknown: '？',
};

/** 12月3日 */
export const shortDay = (day: string): string => dayInWords(day).split(' ')[0] ?? day;
/** 半月 */
export const shortClass = (kind: CalendarVisit['class']): string =>
  maintenanceClasses[kind].replace(/维保$/, '');

/** Everything a card says, for whoever hears it read out. */
export const cardWords = (visit: CalendarVisit): string =>
  [
    `${visit.place} ${visit.ownNumber}`,
    maintenanceClasses[visit.class],
    planStateWords[visit.standing],
    `计划 ${dayInWords(visit.plannedOn)}`,
    visit.dueOn ? `截止 ${dayInWords(visit.dueOn)}` : '没有截止日',
    visit.people.map(({ name }) => name).join('、'),
  ].join('，');

/** 2026-03 → 2026年3月 */
export const monthWords = (month: string): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

export function monthsAround(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
