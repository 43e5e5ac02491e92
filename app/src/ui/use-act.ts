import { useCallback, useRef, useState } from 'react';
import { type Problem, problemOf } from './problem';

export interface Act {
  /** Which act is running, by its name. */
  running: string | null;
  problem: Problem | null;
  run: (name: string, act: () => Promise<void>) => void;
  clear: () => void;
}

/**
 * Runs one act at a time: a second tap while the first is on its way does nothing. `onRefused` hears what an act failed
 * by, before it is shown: somebody else may have moved on, and what the page shows must not lag behind.
 */
export function useAct(onRefused?: (error: unknown) => void): Act {
  const [running, setRunning] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const busy = useRef(false);
  const refused = useRef(onRefused);
  refused.current = onRefused;

  const run = useCallback((name: string, act: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    setRunning(name);
    setProblem(null);
    act()
      .catch((error: unknown) => {
        refused.current?.(error);
        setProblem(problemOf(error));
      })
      .finally(() => {
        busy.current = false;
        setRunning(null);
      });
  }, []);

  const clear = useCallback(() => setProblem(null), []);
  return { running, problem, run, clear };
}
