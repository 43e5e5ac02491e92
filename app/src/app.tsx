import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { outbox } from './outbox/outbox';
import './app.scss';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => outbox.start());
  return children;
}
