import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { useEffect, useState } from 'react';
import { hasMovedOn, type Problem, problemOf } from '../../ui/problem';
import type { Load } from '../../ui/use-load';
import { rescueTaps, type Send, type Step, type Tap } from './rescue-taps';

export interface Taps {
  waiting: Tap[];
  problem: Problem | null;
  isRunning: (step: Step) => boolean;
  /** `then` is done once the service has answered. */
  give: (step: Step, send: Send, then?: () => void) => void;
  /** What went wrong before anything was sent, or was refused. */
  fail: (problem: unknown) => void;
  clear: () => void;
}

/**
 * The taps of one rescue: each on its way once, its answer shown, its refusal said. `onRefused` hears the codes of what
 * was refused.
 */
export function useTaps(
  entrapmentId: string,
  load: Load<Entrapment>,
  onRefused?: (codes: string[]) => void,
): Taps {
  const [waiting, setWaiting] = useState(() => rescueTaps.of(entrapmentId));
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const show = () => setWaiting(rescueTaps.of(entrapmentId));
    show();
    return rescueTaps.watch(show);
  }, [entrapmentId]);

  const fail = (error: unknown) => {
    setProblem(problemOf(error));
    if (hasMovedOn(error)) load.reload();
    if (error instanceof AppError)
      onRefused?.([error.code, ...(error.details ?? []).map(({ code }) => code)]);
  };
  return {
    waiting,
    problem,
    isRunning: (step) => waiting.some((tap) => tap.step === step),
    give: (step, send, then) => {
      setProblem(null);
      rescueTaps
        .give(step, entrapmentId, send)
        ?.then((one) => {
          load.replace(one);
          then?.();
        })
        .catch(fail);
    },
    fail,
    clear: () => setProblem(null),
  };
}
