import { Image, Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import './photo-grid.scss';

export type PhotoState = 'empty' | 'sending' | 'waiting' | 'failed' | 'sent';

interface Props {
  id?: string;
  label: string;
  /** Local or remote address; null where there is none to show yet. */
  src: string | null;
  state: PhotoState;
  /** e.g. 正在上传 342 kB */
  note?: string | undefined;
  onPress?: () => void;
}

const words: Record<PhotoState, string> = {
  empty: '拍照',
  sending: '正在上传',
  waiting: '存在手机里，等网络',
  failed: '没传上，点此重传',
  sent: '已上传',
};

export const PhotoGrid = ({ children }: { children: ReactNode }) => (
  <View className="photo-grid">{children}</View>
);

/** One picture with its state in words. */
export const PhotoTile = ({ id, label, src, state, note, onPress }: Props) => (
  <View
    className={`photo-grid__tile photo-grid__tile--${state}`}
    {...(id ? { id } : {})}
    {...(onPress ? { onClick: onPress, hoverClass: 'photo-grid__tile--pressed' } : {})}
  >
    <View className="photo-grid__picture">
      {src ? (
        <Image className="photo-grid__image" mode="aspectFill" src={src} />
      ) : (
        <Icon name="camera" size="large" />
      )}
    </View>
    <Text className="photo-grid__label">{label}</Text>
    <Text className="photo-grid__note">{note ?? words[state]}</Text>
  </View>
);
