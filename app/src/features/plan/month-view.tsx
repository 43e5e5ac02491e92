import type { PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';
import { Text, View } from '@tarojs/components';
import { Icon } from '../../ui/icon';
import { Note } from '../../ui/screen';
import { monthBy, monthWords, weekdayOf } from './month';
import './plan.scss';

interface Props {
  calendar: PlanCalendar;
  /** The month that was asked for; the one before is shown until it has come. */
  month: string;
  chosen: string;
  onChoose: (day: string) => void;
  onTurn: (month: string) => void;
}

type Day = PlanCalendar['days'][number];

/** 休 and 班 as on every Chinese calendar. */
function markOf({ day, working, holiday }: Day): string {
  const isWeekend = weekdayOf(day) > 4;
  if (isWeekend && working) return '班';
  return holiday || (!working && !isWeekend) ? '休' : '';
}

/** How many visits on each day, and on which something is overdue. */
export function MonthView({ calendar, month, chosen, onChoose, onTurn }: Props) {
  const { days, today } = calendar;
  const [first] = days;
  const missing = calendar.missing.filter(({ standing }) => standing === 'overdue').length;
  const due = new Set(calendar.missing.map(({ dueOn }) => dueOn));
  return (
    <View className="month" id="month">
      <View className="month__head">
        <View
          id="month-before"
          className="month__turn month__turn--back"
          ariaRole="button"
          ariaLabel="上个月"
          onClick={() => onTurn(monthBy(month, -1))}
        >
          <Icon name="chevron" />
        </View>
        <Text className="month__name">{monthWords(month)}</Text>
        <View
          id="month-after"
          className="month__turn"
          ariaRole="button"
          ariaLabel="下个月"
          onClick={() => onTurn(monthBy(month, 1))}
        >
          <Icon name="chevron" />
        </View>
      </View>
      <View className="month__days">
        {['一', '二', '三', '四', '五', '六', '日'].map((name) => (
          <View key={name} className="month__weekday">
            <Text>{name}</Text>
          </View>
        ))}
        {Array.from({ length: first ? weekdayOf(first.day) : 0 }, (_, at) => `before-${at}`).map((key) => (
          <View key={key} className="month__day month__day--none" />
        ))}
        {days.map((day) => (
          <DayCell
            key={day.day}
            day={day}
            isToday={day.day === today}
            isChosen={day.day === chosen}
            isDue={due.has(day.day)}
            onChoose={onChoose}
          />
        ))}
      </View>
      <Note>数字是还要做的次数，✓ 是都已完成，“超”是已超期，“缺”是到期还没有安排。</Note>
      {missing > 0 ? (
        <Text className="month__warning">有 {missing} 台电梯已超期，还没有安排维保。</Text>
      ) : null}
    </View>
  );
}

interface CellProps {
  day: Day;
  isToday: boolean;
  isChosen: boolean;
  isDue: boolean;
  onChoose: (day: string) => void;
}

function DayCell({ day, isToday, isChosen, isDue, onChoose }: CellProps) {
  const kinds = [
    'month__day',
    day.working ? '' : 'month__day--off',
    isToday ? 'month__day--today' : '',
    isChosen ? 'month__day--chosen' : '',
  ].filter(Boolean);
  const mark = markOf(day);
  const state =
    day.overdue > 0 ? `超 ${day.overdue}` : day.planned > 0 ? `${day.planned} 次` : day.done > 0 ? '✓' : '';
  const tone = day.overdue > 0 ? 'overdue' : day.planned > 0 ? 'open' : 'done';
  return (
    <View id={`day-${day.day}`} className={kinds.join(' ')} onClick={() => onChoose(day.day)}>
      <Text className="month__number">{Number(day.day.slice(8))}</Text>
      {mark ? (
        <Text className={`month__mark month__mark--${mark === '班' ? 'work' : 'off'}`}>{mark}</Text>
      ) : null}
      <Text className={`month__count month__count--${state ? tone : 'due'}`}>
        {state || (isDue ? '缺' : ' ')}
      </Text>
    </View>
  );
}
