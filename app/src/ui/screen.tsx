import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useElderly } from './use-elderly';
import './tokens.scss';
import './screen.scss';

interface Props {
  children: ReactNode;
  /** The one primary action, at the thumb. */
  footer?: ReactNode;
  id?: string;
}

/** The ground of every page: tokens, text size, and a foot for the one main action. */
export function Screen({ children, footer, id }: Props) {
  const elderly = useElderly();
  return (
    <View className={`screen ${elderly ? 'screen--elderly' : ''}`} {...(id ? { id } : {})}>
      <View className="screen__body">{children}</View>
      {footer ? <View className="screen__footer">{footer}</View> : null}
    </View>
  );
}

export const Title = ({ children }: { children: ReactNode }) => (
  <View className="screen__title">{children}</View>
);
export const Lead = ({ children }: { children: ReactNode }) => (
  <View className="screen__lead">{children}</View>
);
export const Note = ({ children }: { children: ReactNode }) => (
  <View className="screen__note">{children}</View>
);
export const SectionTitle = ({ children }: { children: ReactNode }) => (
  <View className="screen__section">{children}</View>
);
