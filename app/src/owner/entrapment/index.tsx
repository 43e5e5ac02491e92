import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { EntrapmentList } from '../../features/rescue/entrapment-list';
import { EntrapmentHead, Plans, Timeline, WhoComes } from '../../features/rescue/entrapment-view';
import { FreedSheet } from '../../features/rescue/freed-sheet';
import { DeclineSheet } from '../../features/rescue/rescue-sheets';
import { isOver } from '../../features/rescue/rescue-words';
import { type Taps, useTaps } from '../../features/rescue/use-taps';
import { WaitingTaps } from '../../features/rescue/waiting-taps';
import { call } from '../../lib/call';
import { useLive } from '../../lib/use-live';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen, Title } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useLoad } from '../../ui/use-load';

/** The owner's people: come to the lift, start the plan, read out the code, say who has come. Without an id the list. */
export default function OwnerRescuePage() {
  const { entrapmentId } = useRouter().params;
  if (entrapmentId) return <OneRescue entrapmentId={entrapmentId} />;
  return (
    <Screen id="rescues">
      <Title>困人救援</Title>
      <EntrapmentList page="owner/entrapment" />
    </Screen>
  );
}

type Asked = 'decline' | 'freed' | 'company' | 'station' | null;
const cameWords = { company: '维保人员到了', station: '救援站人员到了' } as const;

function OneRescue({ entrapmentId }: { entrapmentId: string }) {
  const load = useLoad(() => call(rescueApi.show, { entrapmentId }));
  const taps = useTaps(entrapmentId, load);
  const [asked, setAsked] = useState<Asked>(null);
  useLive(`entrapment:${entrapmentId}`, load.reload);
  const ask = (what: Asked) => {
    taps.clear();
    setAsked(what);
  };
  const one = load.value;
  const close = () => ask(null);
  return (
    <Screen
      id="rescue"
      footer={
        one ? (
          <>
            <WaitingTaps waiting={taps.waiting} />
            <Refusals problem={asked === null ? taps.problem : null} />
            <NextStep one={one} taps={taps} ask={ask} />
          </>
        ) : null
      }
    >
      <PageState load={load}>
        {(known) => (
          <>
            <EntrapmentHead one={known} page="owner/entrapment" />
            {known.arrivalCode ? <CodeToReadOut code={known.arrivalCode} /> : null}
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
      {one && asked === 'freed' ? (
        <FreedSheet
          expected={one.people}
          busy={taps.isRunning('free')}
          problem={taps.problem}
          onClose={close}
          onFreed={(people, hurt) =>
            taps.give('free', (key) => call(rescueApi.free, { entrapmentId, people, hurt }, key), close)
          }
        />
      ) : null}
      {one && asked === 'decline' ? (
        <DeclineSheet
          busy={taps.isRunning('decline')}
          problem={taps.problem}
          onClose={close}
          onReason={(reason) =>
            taps.give('decline', (key) => call(rescueApi.decline, { entrapmentId, reason }, key), close)
          }
        />
      ) : null}
      {one && (asked === 'company' || asked === 'station') ? (
        <Sheet open title={`${cameWords[asked]}？`} onClose={close}>
          <Note>请当面见到人再确认。到场时间从现在记起，不能撤回。</Note>
          <Refusals problem={taps.problem} />
          <Button
            id="confirm-came"
            icon="check"
            label="见到了，确认到场"
            busy={taps.isRunning('confirmArrival')}
            onPress={() =>
              taps.give(
                'confirmArrival',
                (key) => call(rescueApi.confirmArrival, { entrapmentId, side: asked }, key),
                close,
              )
            }
          />
        </Sheet>
      ) : null}
    </Screen>
  );
}

const CodeToReadOut = ({ code }: { code: string }) => (
  <Card id="arrival-code">
    <CardTitle>到场码 {code}</CardTitle>
    <Note>救援人员到了而手机没有定位时，把这六位数字念给他们。不要提前发给别人。</Note>
  </Card>
);

interface StepProps {
  one: Entrapment;
  taps: Taps;
  ask: (what: Asked) => void;
}

/** Go there first; once people may be there, say so. */
function NextStep({ one, taps, ask }: StepProps) {
  const { id: entrapmentId, may } = one;
  const came = (side: 'company' | 'station') =>
    one.summoned.some((row) => row.side === side) ? (
      <Button
        id={`confirm-${side}`}
        kind={may.accept ? 'secondary' : 'primary'}
        icon="people"
        label={cameWords[side]}
        disabled={taps.isRunning('confirmArrival')}
        onPress={() => ask(side)}
      />
    ) : null;
  if (isOver(one)) return <Note>这起救援已经结束。</Note>;
  return (
    <>
      {may.accept ? (
        <Button
          id="accept"
          icon="check"
          label="我去现场"
          busy={taps.isRunning('accept')}
          busyLabel="正在登记…"
          onPress={() => taps.give('accept', (key) => call(rescueApi.accept, { entrapmentId }, key))}
        />
      ) : null}
      {may.decline ? (
        <Button id="decline" kind="quiet" label="不能去" onPress={() => ask('decline')} />
      ) : null}
      {may.confirmArrival && !may.decline ? (
        <>
          {came('company')}
          {came('station')}
        </>
      ) : null}
      {may.free && !may.decline ? (
        <Button
          id="free"
          kind={may.confirmArrival ? 'quiet' : 'primary'}
          icon="people"
          label="人已由我们救出"
          onPress={() => ask('freed')}
        />
      ) : null}
    </>
  );
}
