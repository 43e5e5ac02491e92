import { addDays, addMonths, dayInWords, dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { device } from '../platform/device';
import { Icon } from './icon';
import './field.scss';
import './day-field.scss';

interface Props {
  id: string;
  label: string;
  /** YYYY-MM-DD; null while none was chosen. */
  value: string | null;
  onChange: (day: string) => void;
  /** Days before it cannot be chosen. */
  from?: string;
  until?: string;
  /** The day may lie years off: years turn as well as months. */
  years?: boolean;
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** A day is chosen, not typed: the month opens under the field and closes once a day was taken. */
export function DayField({ id, label, value, onChange, from, until, years = false }: Props) {
  const [month, setMonth] = useState<string | null>(null);
  const choose = (day: string) => {
    setMonth(null);
    onChange(day);
  };
  const turn = (months: number) => setMonth((known) => known && addMonths(known, months));
  const opensAt = () => `${(value ?? dayOf(device.now())).slice(0, 7)}-01`;
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      <View
        id={id}
        className="day-field__value"
        hoverClass="day-field__value--pressed"
        ariaRole="button"
        onClick={() => setMonth((known) => (known ? null : opensAt()))}
      >
        <Text className={value ? '' : 'field__placeholder'}>
          {value ? `${value.slice(0, 4)}年${dayInWords(value)}` : '点此选日期'}
        </Text>
        <Icon name="clock" size="note" />
      </View>
      {month ? (
        <View className="day-field__month" id={`${id}-month`}>
          {years ? (
            <View className="day-field__head">
              <Turn id={`${id}-year-before`} label="上一年" onPress={() => turn(-12)} />
              <Text>{`${month.slice(0, 4)}年`}</Text>
              <Turn id={`${id}-year-after`} label="下一年" onPress={() => turn(12)} />
            </View>
          ) : null}
          <View className="day-field__head">
            <Turn id={`${id}-before`} label="上个月" onPress={() => turn(-1)} />
            <Text>{`${years ? '' : `${month.slice(0, 4)}年`}${Number(month.slice(5, 7))}月`}</Text>
            <Turn id={`${id}-after`} label="下个月" onPress={() => turn(1)} />
          </View>
          <View className="day-field__days">
            {weekdays.map((word) => (
              <Text key={word} className="day-field__weekday">
                {word}
              </Text>
            ))}
            {blanksBefore(month).map((blank) => (
              <View key={blank} className="day-field__day" />
            ))}
            {daysOf(month).map((day) => (
              <Day
                key={day}
                id={`${id}-${day}`}
                day={day}
                chosen={day === value}
                free={(!from || day >= from) && (!until || day <= until)}
                onPress={choose}
              />
            ))}
          </View>
        </View>
      ) : null}
    </View>
  );
}

const Turn = ({ id, label, onPress }: { id: string; label: string; onPress: () => void }) => (
  <View id={id} className="day-field__turn" ariaRole="button" onClick={onPress}>
    <Text>{label}</Text>
  </View>
);

interface DayProps {
  id: string;
  day: string;
  chosen: boolean;
  free: boolean;
  onPress: (day: string) => void;
}

const Day = ({ id, day, chosen, free, onPress }: DayProps) => {
  const today = day === dayOf(device.now()) ? ' day-field__day--today' : '';
  const state = chosen ? ' day-field__day--chosen' : free ? '' : ' day-field__day--shut';
  return (
    <View
      {...(free ? { id, ariaRole: 'button', onClick: () => onPress(day) } : {})}
      className={`day-field__day${today}${state}`}
    >
      <Text>{String(Number(day.slice(8, 10)))}</Text>
    </View>
  );
};

const daysOf = (first: string): string[] =>
  Array.from({ length: daysBetween(first, addMonths(first, 1)) }, (_, index) => addDays(first, index));

/** Weeks begin on Monday; 1 January 2024 was one. */
const blanksBefore = (first: string): string[] => {
  const since = daysBetween('2024-01-01', first);
  return weekdays.slice(0, ((since % 7) + 7) % 7);
};
