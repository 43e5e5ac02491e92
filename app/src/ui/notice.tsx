import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Tone } from './card';
import { Icon, type IconName } from './icon';
import './notice.scss';

interface Props {
  tone?: Tone;
  title: string;
  /** What it means and what to do, one sentence each. */
  lines?: string[];
  children?: ReactNode;
  id?: string;
}

const marks: Record<Tone, IconName> = {
  plain: 'info',
  brand: 'info',
  success: 'check',
  warning: 'alert',
  danger: 'alert',
};

/** Something to know on the page itself: what happened, what it means, what to do. */
export function Notice({ tone = 'brand', title, lines = [], children, id }: Props) {
  return (
    <View className={`notice notice--${tone}`} {...(id ? { id } : {})}>
      <View className="notice__head">
        <Icon name={marks[tone]} />
        <Text className="notice__title">{title}</Text>
      </View>
      {lines.map((line) => (
        <Text className="notice__line" key={line}>
          {line}
        </Text>
      ))}
      {children}
    </View>
  );
}
