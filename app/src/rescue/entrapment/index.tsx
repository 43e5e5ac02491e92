import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { CallerPhones } from '../../features/rescue/caller-phones';
import { EntrapmentHead, Plans, Timeline, WhoComes } from '../../features/rescue/entrapment-view';
import { FreedSheet } from '../../features/rescue/freed-sheet';
import { CodeSheet, DeclineSheet, DepartSheet } from '../../features/rescue/rescue-sheets';
import { isOver, placeOf } from '../../features/rescue/rescue-words';
import { type Taps, useTaps } from '../../features/rescue/use-taps';
import { WaitingTaps } from '../../features/rescue/waiting-taps';
import { call } from '../../lib/call';
import { useLive } from '../../lib/use-live';
import { openMap } from '../../platform/map';
import { findPosition } from '../../platform/position';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

type Asked = 'depart' | 'code' | 'decline' | 'freed' | null;

/** A technician or a station's rescuer: the next thing to do is the one large button. */
export default function RescuePage() {
  const { params } = useRouter();
  const entrapmentId = params.entrapmentId ?? '';
  const load = useLoad(() => call(rescueApi.show, { entrapmentId }));
  const [asked, setAsked] = useState<Asked>(null);
  // Too far away by the position, or none: the six digits, or simply begin.
  const taps = useTaps(entrapmentId, load, (codes) =>
    codes.includes('rescue.not_there') ? setAsked('code') : undefined,
  );
  useLive(`entrapment:${entrapmentId}`, load.reload);
  const ask = (what: Asked) => {
    taps.clear();
    setAsked(what);
  };
  const one = load.value;
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
            <EntrapmentHead one={known} page="rescue/entrapment" />
            <Way one={known} />
            {isOver(known) || known.may.accept ? null : <CallerPhones one={known} />}
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
      {one ? <Asking one={one} asked={asked} taps={taps} close={() => ask(null)} /> : null}
    </Screen>
  );
}

/** The phone's own map shows the way; without coordinates the address stands above. */
function Way({ one }: { one: Entrapment }) {
  const { problem, run } = useAct();
  const spot = one.position && toGcj02(one.position);
  if (!spot || isOver(one)) return null;
  const lead = () => run('map', () => openMap({ ...spot, name: placeOf(one), address: one.address }));
  return (
    <Card>
      <Cell id="show-way" icon="pin" label="导航去这台电梯" note="打开手机地图" stays onPress={lead} />
      <Refusals problem={problem} />
    </Card>
  );
}

interface StepProps {
  one: Entrapment;
  taps: Taps;
  ask: (what: Asked) => void;
}

/** What comes next on top; what may be wanted besides under it. */
function NextStep({ one, taps, ask }: StepProps) {
  const { id: entrapmentId, may } = one;
  const [locating, setLocating] = useState(false);
  const arrive = async () => {
    setLocating(true);
    const fix = await findPosition().catch(() => null);
    setLocating(false);
    if (fix === null) ask('code');
    else taps.give('arrive', (key) => call(rescueApi.arrive, { entrapmentId, fix }, key));
  };
  const arrived = (kind: 'primary' | 'secondary') =>
    may.arrive ? (
      <Button
        id="arrive"
        kind={kind}
        icon="pin"
        label="我到了"
        busy={locating || taps.isRunning('arrive')}
        busyLabel={locating ? '正在定位…' : '正在登记…'}
        onPress={() => void arrive()}
      />
    ) : null;
  const freed = (kind: 'primary' | 'secondary' | 'quiet') =>
    may.free ? (
      <Button id="free" kind={kind} icon="people" label="人已救出" onPress={() => ask('freed')} />
    ) : null;
  if (may.accept)
    return (
      <>
        <Button
          id="accept"
          icon="check"
          label={one.acceptedAt === null ? '我去救援' : '我也去救援'}
          busy={taps.isRunning('accept')}
          busyLabel="正在接单…"
          onPress={() => taps.give('accept', (key) => call(rescueApi.accept, { entrapmentId }, key))}
        />
        {may.decline ? (
          <Button
            id="decline"
            kind="secondary"
            label="不能去"
            disabled={taps.isRunning('accept')}
            onPress={() => ask('decline')}
          />
        ) : null}
      </>
    );
  if (may.depart)
    return (
      <>
        <Button
          id="depart"
          icon="send"
          label="出发"
          busy={taps.isRunning('depart')}
          onPress={() => ask('depart')}
        />
        {arrived('secondary')}
        {freed('quiet')}
      </>
    );
  if (may.arrive)
    return (
      <>
        {arrived('primary')}
        {freed('secondary')}
      </>
    );
  if (may.free)
    return (
      <>
        {freed('primary')}
        {may.start ? (
          <Button
            id="start"
            kind="secondary"
            label="开始救援"
            busy={taps.isRunning('start')}
            onPress={() => taps.give('start', (key) => call(rescueApi.start, { entrapmentId }, key))}
          />
        ) : null}
      </>
    );
  if (!may.restore && !may.prove && !may.report) return <Note>这起救援已经结束。</Note>;
  return (
    <>
      {may.restore ? (
        <Button
          id="restore"
          kind="secondary"
          icon="lift"
          label="电梯已恢复运行"
          busy={taps.isRunning('restore')}
          onPress={() => taps.give('restore', (key) => call(rescueApi.restore, { entrapmentId }, key))}
        />
      ) : null}
      {may.prove || may.report ? (
        <Button
          id="to-after"
          icon="camera"
          label="补交身份、照片和原因"
          onPress={() => openPage('rescue/after', { entrapmentId })}
        />
      ) : null}
    </>
  );
}

interface AskingProps {
  one: Entrapment;
  asked: Asked;
  taps: Taps;
  close: () => void;
}

/** The few things that need a word: when one will be there, the code read out at the lift, why one cannot come. */
function Asking({ one, asked, taps, close }: AskingProps) {
  const { id: entrapmentId, may } = one;
  const { problem, give, isRunning } = taps;
  if (asked === 'depart')
    return (
      <DepartSheet
        busy={isRunning('depart')}
        problem={problem}
        onClose={close}
        onEta={(etaMinutes) => {
          close();
          give('depart', (key) => call(rescueApi.depart, { entrapmentId, etaMinutes }, key));
        }}
      />
    );
  if (asked === 'decline')
    return (
      <DeclineSheet
        busy={isRunning('decline')}
        problem={problem}
        onClose={close}
        onReason={(reason) =>
          give('decline', (key) => call(rescueApi.decline, { entrapmentId, reason }, key), close)
        }
      />
    );
  if (asked === 'code')
    return (
      <CodeSheet
        busy={isRunning('arrive') || isRunning('start')}
        problem={problem}
        onClose={close}
        onCode={(code) => give('arrive', (key) => call(rescueApi.arrive, { entrapmentId, code }, key), close)}
        onStart={
          may.start ? () => give('start', (key) => call(rescueApi.start, { entrapmentId }, key), close) : null
        }
      />
    );
  if (asked === 'freed')
    return (
      <FreedSheet
        expected={one.people}
        busy={isRunning('free')}
        problem={problem}
        onClose={close}
        onFreed={(people, hurt) =>
          give('free', (key) => call(rescueApi.free, { entrapmentId, people, hurt }, key), close)
        }
      />
    );
  return null;
}
