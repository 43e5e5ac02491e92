/** A life cycle as a table: which states may follow which. A state followed by nothing is final. */
export type Steps<State extends string> = Readonly<Record<State, readonly State[]>>;

export const mayFollow = <State extends string>(steps: Steps<State>, from: State, to: State): boolean =>
  steps[from].includes(to);

export const isFinal = <State extends string>(steps: Steps<State>, state: State): boolean =>
  steps[state].length === 0;

/** The states that no path from `first` ever reaches: a table with one is wrong. */
export function unreachable<State extends string>(steps: Steps<State>, first: State): State[] {
  const reached = new Set<State>([first]);
  // A Set may grow while it is walked: newly found states are visited too.
  for (const state of reached) for (const next of steps[state]) reached.add(next);
  return (Object.keys(steps) as State[]).filter((state) => !reached.has(state));
}
