import { useDidHide, useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { helpCalls } from './features/code/help-calls';
import { phoneClock } from './offline/clock';
import { outbox } from './outbox/outbox';
import './app.scss';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    phoneClock.start();
    outbox.start();
    helpCalls.resume();
  });
  useDidHide(() => phoneClock.hide());
  return children;
}
