import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './action-bar.scss';

/** The main action of one part of a page, held at the thumb while the part is shown. */
export const ActionBar = ({ children }: { children: ReactNode }) => (
  <>
    <View className="action-bar__space" />
    <View className="action-bar">{children}</View>
  </>
);
