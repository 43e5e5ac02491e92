import { helpFor, isHelpOver, mayCallAgain } from '@lifttrust/shared-types/rescue/help.words';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { type HelpCall, helpCalls } from './help-calls';
import { HelpOtherLift } from './help-other-lift';
import { HelpProblem } from './help-problem';
import type { WaitingWords } from './waiting-words';

type What = 'mistaken' | 'freed' | 'still_trapped';

/**
 * Each after one question: taken back, out by oneself, still somebody inside. Only the service can answer these, but for
 * the taking back of a report that still waits.
 */
export function HelpActs({ one, words }: { one: HelpCall; words: WaitingWords }) {
  const [asked, setAsked] = useState<What | null>(null);
  const { running, problem, run, clear } = useAct();
  const { known, refusal } = one;
  if (!known && refusal !== '') return null;
  const kind = known?.kind ?? one.kind;
  const { freed, mistaken, still, script } = helpFor(kind, words.calling.language);
  const isEscalator = kind === 'hurt';
  const asks: Record<What, { label: string; question: string; yes: string }> = {
    freed: { label: freed, question: script.sureFreed, yes: isEscalator ? words.yes.safe : words.yes.freed },
    mistaken: {
      label: mistaken,
      question: script.sureMistaken,
      yes: isEscalator ? words.yes.nobodyHurt : words.yes.mistaken,
    },
    still_trapped: { label: still, question: script.sureStill, yes: words.yes.still },
  };
  const isOpen = known !== null && !isHelpOver(known);
  const offered = known ? offeredFor(known) : (['mistaken'] as const);
  const ask = (what: What | null) => {
    clear();
    setAsked(what);
  };
  const act = (what: What) =>
    run(what, async () => {
      if (known) await helpCalls.correct(one.code, what);
      else helpCalls.withdraw(one.code);
      setAsked(null);
    });
  return (
    <>
      {isOpen ? <HelpOtherLift one={one} words={words} /> : null}
      {offered.map((what) => (
        <Button
          key={what}
          id={`help-${what.replace('_', '-')}`}
          kind={what === 'still_trapped' ? 'danger' : 'quiet'}
          label={asks[what].label}
          onPress={() => ask(what)}
        />
      ))}
      {asked ? (
        <Sheet open title={asks[asked].question} closeLabel={words.calling.close} onClose={() => ask(null)}>
          <HelpProblem problem={problem} words={words} isCall={asked === 'still_trapped'} />
          <Button
            id="help-sure"
            kind="danger"
            label={asks[asked].yes}
            busy={running !== null}
            onPress={() => act(asked)}
          />
          <Button id="help-not" kind="secondary" label={words.back} onPress={() => ask(null)} />
        </Sheet>
      ) : null}
    </>
  );
}

function offeredFor(known: NonNullable<HelpCall['known']>): What[] {
  if (!isHelpOver(known)) return ['freed', 'mistaken'];
  return mayCallAgain(known) ? ['still_trapped'] : [];
}
