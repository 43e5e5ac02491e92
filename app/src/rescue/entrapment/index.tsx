import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { CallerPhones } from '../../features/rescue/caller-phones';
import { type Rescue, RescueFrame, useRescue } from '../../features/rescue/rescue-frame';
import { CodeSheet, DepartSheet } from '../../features/rescue/rescue-sheets';
import { isOver, placeOf } from '../../features/rescue/rescue-words';
import { call } from '../../lib/call';
import { openMap } from '../../platform/map';
import { findPosition } from '../../platform/position';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

type Asked = 'depart' | 'eta' | 'code';

/** A technician or a station's rescuer: the next thing to do is the one large button. */
export default function RescuePage() {
  const { params } = useRouter();
  // Too far away by the position, or none: the six digits, or simply begin.
  const rescue = useRescue<Asked>(params.entrapmentId ?? '', (codes) =>
    codes.includes('rescue.not_there') ? 'code' : null,
  );
  return (
    <RescueFrame
      rescue={rescue}
      page="rescue/entrapment"
      next={(one) => <NextStep one={one} rescue={rescue} />}
      questions={(one) => <Asking one={one} rescue={rescue} />}
    >
      {(one) => (
        <>
          <Way one={one} />
          {isOver(one) || one.may.accept ? null : <CallerPhones one={one} />}
        </>
      )}
    </RescueFrame>
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
  rescue: Rescue<Asked>;
}

/** What comes next on top; what may be wanted besides under it. */
function NextStep({ one, rescue: { entrapmentId, taps, ask } }: StepProps) {
  const { may } = one;
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
  const withdraw = may.withdraw ? (
    <Button
      id="withdraw"
      kind="quiet"
      label="去不了了"
      disabled={taps.isRunning('decline')}
      onPress={() => ask('decline')}
    />
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
        {withdraw}
      </>
    );
  if (may.arrive)
    return (
      <>
        {arrived('primary')}
        {freed('secondary')}
        {may.changeEta ? (
          <Button
            id="change-eta"
            kind="quiet"
            icon="clock"
            label="改到达时间"
            disabled={taps.isRunning('changeEta')}
            onPress={() => ask('eta')}
          />
        ) : null}
        {withdraw}
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

/** What needs a word: when one will be there; the code read out at the lift. */
function Asking({ one, rescue: { entrapmentId, taps, asked, ask } }: StepProps) {
  const { problem, give, isRunning } = taps;
  const close = () => ask(null);
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
  if (asked === 'eta')
    return (
      <DepartSheet
        title="从现在起大约多久到？"
        busy={isRunning('changeEta')}
        problem={problem}
        onClose={close}
        onEta={(etaMinutes) =>
          give('changeEta', (key) => call(rescueApi.changeEta, { entrapmentId, etaMinutes }, key), close)
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
          one.may.start
            ? () => give('start', (key) => call(rescueApi.start, { entrapmentId }, key), close)
            : null
        }
      />
    );
  return null;
}
