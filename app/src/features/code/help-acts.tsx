import { helpFor, isHelpOver, mayCallAgain } from '@lifttrust/shared-types/rescue/help.words';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Refusals } from '../../ui/page-state';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { type HelpCall, helpCalls } from './help-calls';
import { HelpOtherLift } from './help-other-lift';

type What = 'mistaken' | 'freed' | 'still_trapped';

/** What only the service can answer, each after one question: taken back, out by oneself, still somebody inside. */
export function HelpActs({ one }: { one: HelpCall }) {
  const [asked, setAsked] = useState<What | null>(null);
  const { running, problem, run, clear } = useAct();
  if (!one.known) return null;
  const { freed, mistaken, still, script } = helpFor(one.known.kind);
  const isEscalator = one.known.kind === 'hurt';
  const asks: Record<What, { label: string; question: string; yes: string }> = {
    freed: { label: freed, question: script.sureFreed, yes: isEscalator ? '脱离危险了' : '都出来了' },
    mistaken: {
      label: mistaken,
      question: script.sureMistaken,
      yes: isEscalator ? '没有人受伤，撤销' : '没有人被困，撤销',
    },
    still_trapped: { label: still, question: script.sureStill, yes: '还有人，请再来' },
  };
  const isOver = isHelpOver(one.known);
  const offered: What[] = isOver ? (mayCallAgain(one.known) ? ['still_trapped'] : []) : ['freed', 'mistaken'];
  const ask = (what: What | null) => {
    clear();
    setAsked(what);
  };
  const act = (what: What) =>
    run(what, async () => {
      await helpCalls.correct(one.code, what);
      setAsked(null);
    });
  return (
    <>
      {isOver ? null : <HelpOtherLift one={one} />}
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
        <Sheet open title={asks[asked].question} onClose={() => ask(null)}>
          <Refusals problem={problem} />
          <Button
            id="help-sure"
            kind="danger"
            label={asks[asked].yes}
            busy={running !== null}
            onPress={() => act(asked)}
          />
          <Button id="help-not" kind="secondary" label="返回" onPress={() => ask(null)} />
        </Sheet>
      ) : null}
    </>
  );
}
