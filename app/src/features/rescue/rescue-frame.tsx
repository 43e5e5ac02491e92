import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type ReactNode, useState } from 'react';
import { call } from '../../lib/call';
import { useLive } from '../../lib/use-live';
import { PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { type Load, useLoad } from '../../ui/use-load';
import { EntrapmentHead, Plans, Timeline, WhoComes } from './entrapment-view';
import { FreedSheet } from './freed-sheet';
import type { RescuePages } from './rescue-pages';
import { DeclineSheet } from './rescue-sheets';
import { type Taps, useTaps } from './use-taps';
import { WaitingTaps } from './waiting-taps';

/** What everybody may be asked; a page may have questions of its own besides. */
type Common = 'decline' | 'freed';

export interface Rescue<Own extends string> {
  entrapmentId: string;
  load: Load<Entrapment>;
  taps: Taps;
  /** Which question stands open; null: none. */
  asked: Own | Common | null;
  ask: (what: Own | Common | null) => void;
}

/**
 * One rescue on somebody's page: kept up to date while it is shown. `afterRefusal` says from the codes of a refusal what
 * to ask then; the refusal is shown with the question.
 */
export function useRescue<Own extends string = never>(
  entrapmentId: string,
  afterRefusal: (codes: string[]) => Own | null = () => null,
): Rescue<Own> {
  const load = useLoad(() => call(rescueApi.show, { entrapmentId }));
  const [asked, setAsked] = useState<Own | Common | null>(null);
  const taps = useTaps(entrapmentId, load, (codes) => {
    const next = afterRefusal(codes);
    if (next !== null) setAsked(next);
  });
  useLive(`entrapment:${entrapmentId}`, load.reload);
  const ask = (what: Own | Common | null) => {
    taps.clear();
    setAsked(what);
  };
  return { entrapmentId, load, taps, asked, ask };
}

interface Props<Own extends string> {
  rescue: Rescue<Own>;
  page: RescuePages['one'];
  /** What this side needs at hand, under the head. */
  children: (one: Entrapment) => ReactNode;
  /** What comes next, at the thumb. */
  next: (one: Entrapment) => ReactNode;
  /** The page's own questions. */
  questions: (one: Entrapment) => ReactNode;
}

/** A rescue as both sides see it, with what each does next and what it is asked. */
export function RescueFrame<Own extends string>({ rescue, page, children, next, questions }: Props<Own>) {
  const { entrapmentId, load, taps, asked } = rescue;
  const one = load.value;
  return (
    <Screen
      id="rescue"
      footer={
        one ? (
          <>
            <WaitingTaps waiting={taps.waiting} />
            <Refusals problem={asked === null ? taps.problem : null} />
            {next(one)}
          </>
        ) : null
      }
    >
      <PageState load={load}>
        {(known) => (
          <>
            <EntrapmentHead one={known} page={page} />
            {children(known)}
            <WhoComes one={known} />
            <Plans
              one={known}
              busy={taps.isRunning('startPlan')}
              onStart={() =>
                taps.give('startPlan', (key) => call(rescueApi.startPlan, { entrapmentId }, key))
              }
            />
            <Timeline one={known} />
          </>
        )}
      </PageState>
      {one ? (
        <>
          <CommonQuestions one={one} rescue={rescue} />
          {questions(one)}
        </>
      ) : null}
    </Screen>
  );
}

/** Everybody out, or why one cannot come. */
function CommonQuestions<Own extends string>({ one, rescue }: { one: Entrapment; rescue: Rescue<Own> }) {
  const { entrapmentId, taps, asked, ask } = rescue;
  const close = () => ask(null);
  if (asked === 'freed')
    return (
      <FreedSheet
        kind={one.kind}
        expected={one.people}
        busy={taps.isRunning('free')}
        problem={taps.problem}
        onClose={close}
        onFreed={(people, hurt) =>
          taps.give('free', (key) => call(rescueApi.free, { entrapmentId, people, hurt }, key), close)
        }
      />
    );
  if (asked === 'decline')
    return (
      <DeclineSheet
        busy={taps.isRunning('decline')}
        problem={taps.problem}
        isComing={one.may.withdraw}
        onClose={close}
        onReason={(reason) =>
          taps.give('decline', (key) => call(rescueApi.decline, { entrapmentId, reason }, key), close)
        }
      />
    );
  return null;
}
