import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { type HelpCall, helpCalls } from './help-calls';
import { HelpProblem } from './help-problem';
import type { WaitingWords } from './waiting-words';

type Neighbour = ResultOf<typeof helpApi.neighbours>['items'][number];

const nameOf = ({ place, ownNumber }: Neighbour) => `${place} ${ownNumber}`.trim();

/** Two lifts stand side by side, and the wrong one’s code was scanned: the rescuers are sent to the right one. */
export function HelpOtherLift({ one, words }: { one: HelpCall; words: WaitingWords }) {
  const { lift: help } = words.calling.language;
  const { script } = help;
  const [around, setAround] = useState<Neighbour[] | null>(null);
  const [chosen, setChosen] = useState<Neighbour | null>(null);
  const { running, problem, run, clear } = useAct();
  const close = () => {
    clear();
    setChosen(null);
    setAround(null);
  };
  const look = () => run('neighbours', async () => setAround(await helpCalls.neighbours(one.code)));
  const move = ({ liftId }: Neighbour) =>
    run('other_lift', async () => {
      await helpCalls.correct(one.code, 'other_lift', liftId);
      close();
    });
  return (
    <>
      <Button
        id="help-other-lift"
        kind="quiet"
        label={help.other}
        busy={running === 'neighbours'}
        onPress={look}
      />
      {around === null ? <HelpProblem problem={problem} words={words} /> : null}
      <Sheet
        open={around !== null}
        title={chosen ? script.sureOther.replace('{p}', nameOf(chosen)) : help.otherTitle}
        closeLabel={words.calling.close}
        onClose={close}
      >
        <HelpProblem problem={problem} words={words} />
        {chosen ? (
          <Button
            id="help-other-sure"
            kind="danger"
            label={words.yes.otherLift}
            busy={running === 'other_lift'}
            onPress={() => move(chosen)}
          />
        ) : around?.length === 0 ? (
          <Text>{script.noOther}</Text>
        ) : (
          <Card>
            {around?.map((lift, at) => (
              <Cell
                key={lift.liftId}
                id={`neighbour-${at}`}
                label={nameOf(lift)}
                onPress={() => setChosen(lift)}
              />
            ))}
          </Card>
        )}
        <Button id="help-other-not" kind="secondary" label={words.back} onPress={close} />
      </Sheet>
    </>
  );
}
