import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './call';
import { randomId } from './session';

export interface Loaded<T> {
  /** The last good answer; kept while a newer one is on its way, so that tables do not jump. */
  data: T | null;
  error: Error | null;
  loading: boolean;
  reload: () => void;
}

export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error('出了点问题，请稍后再试。');

/** Reads an endpoint whenever its input changes; `null` waits. Late answers to earlier questions are dropped. */
export function useLoad<E extends Endpoint>(endpoint: E, input: CallOf<E> | null): Loaded<ResultOf<E>> {
  const [data, setData] = useState<ResultOf<E> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [loading, setLoading] = useState(input !== null);
  const [round, setRound] = useState(0);
  const question = input === null ? null : JSON.stringify(input);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the reload.
  useEffect(() => {
    if (question === null) return;
    let current = true;
    setLoading(true);
    call(endpoint, JSON.parse(question))
      .then((answer) => {
        if (!current) return;
        setData(answer);
        setError(null);
      })
      .catch((thrown: unknown) => {
        if (!current) return;
        setError(asError(thrown));
        setData(null);
      })
      .finally(() => current && setLoading(false));
    return () => {
      current = false;
    };
  }, [endpoint, question, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data, error, loading, reload };
}

export interface Write<E extends Endpoint> {
  run: (input: CallOf<E>) => Promise<ResultOf<E> | null>;
  busy: boolean;
  error: Error | null;
  clear: () => void;
}

/** No definite answer came: the same act must be repeated under the same key, or it might happen twice. */
const isUncertain = (error: Error): boolean =>
  !(error instanceof AppError) || error.kind === 'internal' || error.kind === 'unavailable';

/** Runs a write. Its request key belongs to the act: kept while the outcome is uncertain, new afterwards. */
export function useWrite<E extends Endpoint>(endpoint: E): Write<E> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const pending = useRef<{ input: string; key: string } | null>(null);

  const run = async (input: CallOf<E>): Promise<ResultOf<E> | null> => {
    const text = JSON.stringify(input);
    if (pending.current?.input !== text) pending.current = { input: text, key: randomId() };
    setBusy(true);
    setError(null);
    try {
      const answer = await call(endpoint, input, { requestKey: pending.current.key });
      pending.current = null;
      return answer;
    } catch (thrown) {
      const reason = asError(thrown);
      if (!isUncertain(reason)) pending.current = null;
      setError(reason);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error, clear: () => setError(null) };
}
