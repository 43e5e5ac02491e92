/** What the phone's two clocks say at one moment. */
export interface Reading {
  /** Epoch ms; moves when somebody sets the clock. */
  wall: number;
  /** Ms since this run began; null where the platform has no such clock. */
  steady: number | null;
}

/** Time as this phone has counted it since the app was installed. */
export interface Counted {
  elapsedMs: number;
  /** Sum of the jumps of the wall clock that were noticed; positive: set forward. */
  jumpMs: number;
}

export interface ClockState extends Counted {
  last: Reading;
  /** Which run of the app read last: a steady clock begins anew with each. */
  run: string;
}

/** Two clocks of one phone drift apart by less than this while one looks away. */
const jumpFromMs = 2_000;

/**
 * Counts on from the last reading. Within one run the steady clock is believed and the difference to the wall clock is a
 * jump, unless the app was out of sight: some phones stop the steady clock while they sleep, and then the wall clock is
 * believed forwards. Between two runs there is only the wall clock, and never a step back.
 * @basis CHK-14; docs/adr/0026
 */
export function countOn(state: ClockState, now: Reading, run: string, wasHidden: boolean): ClockState {
  const wallMs = now.wall - state.last.wall;
  const steadyMs =
    run === state.run && now.steady !== null && state.last.steady !== null
      ? Math.max(0, now.steady - state.last.steady)
      : null;
  const { passed, jump } = judged(wallMs, steadyMs, wasHidden);
  return { elapsedMs: state.elapsedMs + passed, jumpMs: state.jumpMs + jump, last: now, run };
}

function judged(
  wallMs: number,
  steadyMs: number | null,
  wasHidden: boolean,
): { passed: number; jump: number } {
  if (steadyMs === null) return wallMs < 0 ? { passed: 0, jump: wallMs } : { passed: wallMs, jump: 0 };
  const difference = wallMs - steadyMs;
  if (Math.abs(difference) < jumpFromMs) return { passed: steadyMs, jump: 0 };
  if (difference > 0 && wasHidden) return { passed: wallMs, jump: 0 };
  return { passed: steadyMs, jump: difference };
}

/** The beginning of counting. */
export const begin = (now: Reading, run: string): ClockState => ({
  elapsedMs: 0,
  jumpMs: 0,
  last: now,
  run,
});
