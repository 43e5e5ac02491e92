import { View } from '@tarojs/components';
import './icon.scss';

export type IconName =
  | 'alert'
  | 'camera'
  | 'check'
  | 'chevron'
  | 'clock'
  | 'cross'
  | 'face'
  | 'hand'
  | 'info'
  | 'lift'
  | 'list'
  | 'lock'
  | 'offline'
  | 'pen'
  | 'people'
  | 'phone'
  | 'pin'
  | 'plus'
  | 'refresh'
  | 'scan'
  | 'send'
  | 'shield'
  | 'text-size'
  | 'undo';

/** Drawn by us on a 24 grid with a 2 px stroke; takes the colour of the text around it, so dark mode needs no second set. */
export const Icon = ({
  name,
  size = 'body',
}: {
  name: IconName;
  size?: 'note' | 'body' | 'large' | 'huge';
}) => <View className={`icon icon--${size} icon--${name}`} />;
