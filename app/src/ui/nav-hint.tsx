import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import './nav-hint.scss';

interface Props {
  icon: IconName;
  title: string;
  line?: string;
  onPress: () => void;
  tone?: 'brand' | 'warning';
  id?: string;
}

/** Points to the place where the next thing is done. */
export const NavHint = ({ icon, title, line, onPress, tone = 'brand', id }: Props) => (
  <View
    className={`nav-hint nav-hint--${tone}`}
    hoverClass="nav-hint--pressed"
    onClick={onPress}
    {...(id ? { id } : {})}
  >
    <Icon name={icon} />
    <View className="nav-hint__text">
      <Text className="nav-hint__title">{title}</Text>
      {line ? <Text className="nav-hint__line">{line}</Text> : null}
    </View>
    <Icon name="chevron" size="note" />
  </View>
);
