import { Button as NativeButton, Text } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import './button.scss';

interface Props {
  /** A verb: what happens when it is pressed. */
  label: string;
  onPress: () => void;
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'call';
  icon?: IconName;
  busy?: boolean;
  /** What to read while it works, e.g. 正在定位…. */
  busyLabel?: string;
  disabled?: boolean;
  id?: string;
}

export function Button({
  label,
  onPress,
  kind = 'primary',
  icon,
  busy = false,
  busyLabel,
  disabled = false,
  id,
}: Props) {
  const still = busy || disabled;
  return (
    // An icon that comes later would stand behind the word in H5, where a button moves its own children about.
    <NativeButton
      key={icon ?? 'none'}
      className={`ui-button ui-button--${kind} ${still ? 'ui-button--still' : ''}`}
      hoverClass="ui-button--pressed"
      disabled={still}
      onClick={still ? () => undefined : onPress}
      {...(id ? { id } : {})}
    >
      {icon ? <Icon name={icon} size={kind === 'call' ? 'large' : 'body'} /> : null}
      <Text className="ui-button__label">{busy ? (busyLabel ?? `${label}…`) : label}</Text>
    </NativeButton>
  );
}
