import { useEffect, useState } from 'react';

/** Whole seconds until an instant, never below zero. */
export function useCountdown(until: number | null, now: () => number): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === null) return;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [until, now]);
  return left;
}
