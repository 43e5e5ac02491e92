import { useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { type HelpCall, helpCalls } from './help-calls';

/** The calls for help made on this phone, newest first; a page that is looked at again sends what waits. */
export function useHelpCalls(): HelpCall[] {
  const [calls, setCalls] = useState(() => helpCalls.all());
  useEffect(() => {
    const show = () => setCalls(helpCalls.all());
    show();
    return helpCalls.watch(show);
  }, []);
  useDidShow(() => helpCalls.resume());
  return calls;
}
