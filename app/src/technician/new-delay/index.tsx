import type { Delay } from '@lifttrust/shared-types/delay/delay.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { DelayView } from '../../features/delay/delay-view';
import { NewDelay } from '../../features/delay/new-delay';
import { Button } from '../../ui/button';
import { goBack, openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Screen } from '../../ui/screen';

export default function NewDelayPage() {
  const { params } = useRouter();
  const [made, setMade] = useState<Delay | null>(null);
  const [kept, setKept] = useState<Problem | null>(null);
  if (made) return <Made delay={made} />;
  if (kept) return <Kept problem={kept} />;
  return <NewDelay liftId={params.liftId} dueOn={params.dueOn} onMade={setMade} onKept={setKept} />;
}

const Made = ({ delay }: { delay: Delay }) => (
  <Screen id="delay-made" footer={<Button id="back" kind="secondary" label="返回" onPress={goBack} />}>
    <Notice
      id="made"
      tone="success"
      title={`已提交 ${delay.counts.lifts} 台电梯的说明`}
      lines={['等监管部门确认，结果会通知您。能进场了，请尽快维保。']}
    />
    <DelayView delay={delay} as="company" />
  </Screen>
);

const Kept = ({ problem }: { problem: Problem }) => (
  <Screen
    id="delay-kept"
    footer={
      <>
        <Button
          id="to-outbox"
          kind="secondary"
          icon="send"
          label="看待发送的内容"
          onPress={() => openPage('account/outbox')}
        />
        <Button id="back" kind="quiet" label="返回" onPress={goBack} />
      </>
    }
  >
    <Refusals problem={problem} />
  </Screen>
);
