import type { Tone } from '@lifttrust/shared-types/kernel/tone';
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './card.scss';

export const Card = ({ children, tone = 'plain', id }: { children: ReactNode; tone?: Tone; id?: string }) => (
  <View className={`card card--${tone}`} {...(id ? { id } : {})}>
    {children}
  </View>
);

export type { Tone };

export const CardTitle = ({ children, aside }: { children: ReactNode; aside?: ReactNode }) => (
  <View className="card__head">
    <View className="card__title">{children}</View>
    {aside}
  </View>
);

interface CellProps {
  label: string;
  value?: string;
  note?: string;
  icon?: IconName;
  onPress?: () => void;
  /** A tap changes something right here: no arrow, which would promise another page. */
  stays?: boolean;
  aside?: ReactNode;
  id?: string;
}

/** One row: what it is, what it says; with an arrow when it leads somewhere. */
export function Cell({ label, value, note, icon, onPress, stays = false, aside, id }: CellProps) {
  return (
    <View
      className={`cell ${onPress ? 'cell--pressable' : ''}`}
      {...(onPress ? { onClick: onPress, hoverClass: 'cell--pressed' } : {})}
      {...(id ? { id } : {})}
    >
      {icon ? <Icon name={icon} /> : null}
      <View className="cell__text">
        <Text className="cell__label">{label}</Text>
        {note ? <Text className="cell__note">{note}</Text> : null}
      </View>
      {value ? <Text className="cell__value">{value}</Text> : null}
      {aside}
      {onPress && !stays ? <Icon name="chevron" size="note" /> : null}
    </View>
  );
}
