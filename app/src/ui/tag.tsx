import { Text, View } from '@tarojs/components';
import type { Tone } from './card';
import { Icon, type IconName } from './icon';
import './tag.scss';

const marks: Partial<Record<Tone, IconName>> = { success: 'check', warning: 'alert', danger: 'cross' };

/** A state in one word; never by colour alone, so each tone carries its mark. */
export function Tag({ text, tone = 'plain', icon }: { text: string; tone?: Tone; icon?: IconName }) {
  const mark = icon ?? marks[tone];
  return (
    <View className={`tag tag--${tone}`}>
      {mark ? <Icon name={mark} size="note" /> : null}
      <Text>{text}</Text>
    </View>
  );
}
