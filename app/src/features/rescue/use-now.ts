import { useEffect, useState } from 'react';
import { device } from '../../platform/device';

/** The phone's time, epoch ms, anew every few seconds: only for showing how long something has gone on. */
export function useNow(everyMs = 5_000): number {
  const [now, setNow] = useState(device.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(device.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
