import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';

const everyMs = 10_000;

/** Reads again by itself while the page is in front: somebody else may have done their part meanwhile. */
export function useRefresh(reload: () => void, wanted: boolean): void {
  const [shown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  useEffect(() => {
    if (!shown || !wanted) return;
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload, shown, wanted]);
}
