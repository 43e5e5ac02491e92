import {
  type CalendarVisit,
  type Move,
  type PlanCalendar,
  planApi,
} from '@lifttrust/shared-types/plan/plan.contract';
import { App } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/call';
import { asError, useLoad } from '../../lib/load';
import { randomId } from '../../lib/session';

/** Something done to the plan that can be taken back. */
export interface Step {
  done: string;
  undo: Move[];
}

/** Where a visit is shown while the service is asked whether it may go there. */
type Shown = Pick<CalendarVisit, 'day' | 'plannedOn' | 'teamId' | 'people'>;

const shownAs = (visit: CalendarVisit, move: Move, teams: PlanCalendar['teams']): Shown => {
  const all = [...teams.flatMap(({ people }) => people), ...visit.people];
  const named = (move.people ?? []).flatMap((id) => all.find((person) => person.id === id) ?? []);
  const people = named.length > 0 ? named : visit.people;
  return { day: move.plannedOn, plannedOn: move.plannedOn, teamId: move.teamId ?? visit.teamId, people };
};

/** A month of visits; moves are shown at once, and undone when the service refuses them. */
export function useBoard(month: string) {
  const { message } = App.useApp();
  const loaded = useLoad(planApi.calendar, { month });
  const { data, reload } = loaded;
  const [asked, setAsked] = useState<Map<string, Shown>>(new Map());
  const [error, setError] = useState<Error | null>(null);
  const [steps, setSteps] = useState<Step[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer shows where everything is now.
  useEffect(() => setAsked(new Map()), [data]);
  const visits = (data?.visits ?? []).map((visit) => {
    const shown = asked.get(visit.visitId);
    return shown ? { ...visit, ...shown } : visit;
  });

  const send = useCallback(
    async (moves: Move[], shown: Map<string, Shown>): Promise<boolean> => {
      setError(null);
      setAsked((before) => new Map([...before, ...shown]));
      try {
        await call(planApi.move, { moves }, { requestKey: randomId() });
        reload();
        return true;
      } catch (thrown) {
        setError(asError(thrown));
        // The card goes back to where it was.
        setAsked((before) => new Map([...before].filter(([id]) => !shown.has(id))));
        return false;
      }
    },
    [reload],
  );

  const take = async (visit: CalendarVisit, move: Move, undo: Move, done: string): Promise<boolean> => {
    const shown = new Map([[visit.visitId, shownAs(visit, move, data?.teams ?? [])]]);
    if (!(await send([move], shown))) return false;
    message.success(done);
    setSteps((before) => [...before, { done, undo: [undo] }]);
    return true;
  };
  const last = steps.at(-1) ?? null;
  const undo = async () => {
    if (!last) return;
    if (await send(last.undo, new Map())) message.success(`已撤销：${last.done}`);
    setSteps((before) => before.slice(0, -1));
  };
  return {
    loaded: { ...loaded, data },
    ...{ visits, error, last, undo, take, reload },
    waiting: new Set(asked.keys()),
    clear: () => setError(null),
    remember: (step: Step) => setSteps((before) => [...before, step]),
    forget: () => setSteps([]),
  };
}
export type BoardState = ReturnType<typeof useBoard>;
