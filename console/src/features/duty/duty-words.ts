import type { DutyRoster, Span } from '@lifttrust/shared-types/duty/duty.contract';
import { dayOf, dayWords, timeInWords } from '../../lib/words';

const until = (startsAt: number, endsAt: number): string => {
  if (timeInWords(endsAt) === '00:00' && endsAt - startsAt <= 86_400_000) return '24:00';
  return dayOf(startsAt) === dayOf(endsAt) ? timeInWords(endsAt) : `次日 ${timeInWords(endsAt)}`;
};

/** 20:00–次日 08:00 */
export const hoursWords = ({ startsAt, endsAt }: Span): string =>
  `${timeInWords(startsAt)}–${until(startsAt, endsAt)}`;

/** 11月20日 周五 20:00 至 11月21日 周六 08:00 */
export const spanWords = ({ startsAt, endsAt }: Span): string =>
  `${dayWords(dayOf(startsAt))} ${timeInWords(startsAt)} 至 ${dayWords(dayOf(endsAt))} ${timeInWords(endsAt)}`;

export function reachWords({ areas, lifts }: Pick<DutyRoster, 'areas' | 'lifts'>): string {
  if (areas.length === 0 && lifts.length === 0) return '本单位全部电梯';
  const parts = [
    areas.length > 0 ? `${areas.length} 个区域` : '',
    lifts.length > 0 ? `${lifts.length} 台电梯` : '',
  ];
  return parts.filter(Boolean).join('，');
}

export const namesOf = (people: readonly { name: string }[]): string =>
  people.map(({ name }) => name).join('、');
