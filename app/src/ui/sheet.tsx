import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import './sheet.scss';

interface Props {
  open: boolean;
  title: string;
  onClose: () => void;
  /** For a page in another language. */
  closeLabel?: string;
  children: ReactNode;
}

/** Something to decide, rising from the foot of the screen. */
export function Sheet({ open, title, onClose, closeLabel = '关闭', children }: Props) {
  if (!open) return null;
  return (
    <View className="sheet">
      <View className="sheet__shade" onClick={onClose} />
      <View className="sheet__body">
        <View className="sheet__head">
          <Text className="sheet__title">{title}</Text>
          <View className="sheet__close" ariaRole="button" ariaLabel={closeLabel} onClick={onClose}>
            <Icon name="cross" />
          </View>
        </View>
        <View className="sheet__content">{children}</View>
      </View>
    </View>
  );
}
