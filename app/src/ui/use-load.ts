import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, problemOf } from './problem';

export interface Load<Value> {
  value: Value | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
  /** A newer value came with another answer. */
  replace: (value: Value) => void;
}

/** Reads something whenever its page comes to the front; keeps what was shown while reading it again. */
export function useLoad<Value>(read: () => Promise<Value>): Load<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(true);
  const latest = useRef(read);
  latest.current = read;
  const turn = useRef(0);
  const reading = useRef(false);

  const reload = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    setLoading(true);
    reading.current = true;
    latest
      .current()
      .then((next) => {
        if (mine !== turn.current) return;
        setValue(next);
        setProblem(null);
      })
      .catch((error: unknown) => {
        if (mine === turn.current) setProblem(problemOf(error));
      })
      .finally(() => {
        if (mine !== turn.current) return;
        reading.current = false;
        setLoading(false);
      });
  }, []);

  const replace = useCallback((next: Value) => {
    turn.current += 1;
    reading.current = false;
    setValue(next);
    setProblem(null);
    setLoading(false);
  }, []);

  const begin = useCallback(() => {
    if (!reading.current) reload();
  }, [reload]);
  useDidShow(begin);
  // What appears on a page already in front, as the lift after a scan, is never told that its page is shown.
  useEffect(begin, [begin]);
  return { value, problem, loading, reload, replace };
}
