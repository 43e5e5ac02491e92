import { helpInChinese, isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Refusals } from '../../ui/page-state';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { type HelpCall, helpCalls } from './help-calls';

type What = 'mistaken' | 'freed' | 'still_trapped';

const { script } = helpInChinese;
const asks: Record<What, { label: string; question: string; yes: string }> = {
  freed: { label: helpInChinese.freed, question: script.sureFreed, yes: '都出来了' },
  mistaken: { label: helpInChinese.mistaken, question: script.sureMistaken, yes: '没有人被困，撤销' },
  still_trapped: { label: '还有人被困', question: '里面还有人，要再叫救援吗？', yes: '还有人，请再来' },
};

/** What only the service can answer, each after one question: taken back, out by oneself, still somebody inside. */
export function HelpActs({ one }: { one: HelpCall }) {
  const [asked, setAsked] = useState<What | null>(null);
  const { running, problem, run, clear } = useAct();
  if (!one.known) return null;
  const offered: What[] = isHelpOver(one.known)
    ? one.known.outcome === 'rescued'
      ? ['still_trapped']
      : []
    : ['freed', 'mistaken'];
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
      {offered.map((what) => (
        <Button
          key={what}
          id={`help-${what.replace('_', '-')}`}
          kind="quiet"
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
