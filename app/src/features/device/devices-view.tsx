import {
  type DeviceStanding,
  deviceApi,
  type MyDevice,
  type MyDevices,
  standingWords,
} from '@lifttrust/shared-types/device/device.contract';
import { timeLeftInWords } from '@lifttrust/shared-types/device/device.rules';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type OpenSession, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device as phone } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

async function read(): Promise<{ devices: MyDevices; sessions: OpenSession[] }> {
  const [devices, mine] = await Promise.all([call(deviceApi.mine, {}), call(sessionApi.mine, {})]);
  return { devices, sessions: mine.items };
}

const mayAsk: readonly DeviceStanding[] = ['known', 'refused', 'retired'];

/** Which phone I work on, how far a change has come, and where I am signed in. */
export function DevicesView() {
  const load = useLoad(read);
  return (
    <PageState load={load}>
      {({ devices, sessions }) => {
        const here = devices.items.find(({ isThis }) => isThis);
        return (
          <>
            <Title>{here ? standingWords[here.standing] : '这台设备'}</Title>
            <Lead>{leadOf(devices, here)}</Lead>
            {devices.isNeeded && here && mayAsk.includes(here.standing) ? (
              <AskChange hours={devices.changeHours} onDone={load.reload} />
            ) : null}
            {devices.items.map((item) => (
              <DeviceCard key={item.id} item={item} />
            ))}
            <Sessions sessions={sessions} onDone={load.reload} />
          </>
        );
      }}
    </PageState>
  );
}

function leadOf({ isNeeded, serverTime }: MyDevices, here: MyDevice | undefined): string {
  if (!isNeeded) return '您的身份不限制设备。';
  switch (here?.standing) {
    case 'trusted':
      return '签到、签名和提交都在这台设备上办。';
    case 'waiting':
      return '申请已交给本单位管理员，批准前请用原来的设备办理。';
    case 'cooling':
      return `还要等${timeLeftInWords((here.trustedFrom ?? serverTime) - serverTime)}，这台设备才能签到、签名和提交。`;
    default:
      return '这台设备可以查看，不能签到、签名和提交。请用原来的设备，或申请更换。';
  }
}

const DeviceCard = ({ item }: { item: MyDevice }) => (
  <Card>
    <CardTitle
      aside={
        <Tag tone={item.standing === 'trusted' ? 'success' : 'plain'} text={standingWords[item.standing]} />
      }
    >
      {item.text || '没有型号信息'}
      {item.isThis ? '（本机）' : ''}
    </CardTitle>
    <Cell label="第一次登录" value={instantInWords(item.firstAt)} />
    {item.trustedFrom ? <Cell label="工作设备自" value={instantInWords(item.trustedFrom)} /> : null}
    {item.standing === 'refused' && item.decision ? <Note>未批准的理由：{item.decision}</Note> : null}
  </Card>
);

function AskChange({ hours, onDone }: { hours: number; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const act = useAct();
  const send = () =>
    act.run('ask', async () => {
      await call(deviceApi.ask, { reason }, { requestKey: randomId(phone.now()) });
      onDone();
    });
  return (
    <Card id="ask-change">
      <CardTitle>换成这台设备</CardTitle>
      <Note>管理员批准，并且从申请起满 {hours} 小时后生效；生效前原来的设备照常使用。</Note>
      <Field
        id="change-reason"
        label="为什么更换"
        value={reason}
        onChange={setReason}
        placeholder="例如：旧手机摔坏了"
      />
      <Refusals problem={act.problem} />
      <Button
        id="send-change"
        label="申请更换"
        busy={act.running === 'ask'}
        disabled={reason.trim() === ''}
        onPress={send}
      />
    </Card>
  );
}

function Sessions({ sessions, onDone }: { sessions: OpenSession[]; onDone: () => void }) {
  const act = useAct();
  const others = sessions.filter(({ isThis }) => !isThis);
  if (others.length === 0) return <Notice tone="plain" title="只在这里登录着，没有别的登录。" />;
  const end = (sessionId: string) =>
    act.run(sessionId, async () => {
      await call(sessionApi.endMine, { sessionId }, { requestKey: randomId(phone.now()) });
      onDone();
    });
  return (
    <>
      <SectionTitle>别处的登录</SectionTitle>
      <Refusals problem={act.problem} />
      {others.map(({ id, device, startedAt }) => (
        <Card key={id}>
          <CardTitle>{device || '没有型号信息'}</CardTitle>
          <Cell label="登录时间" value={instantInWords(startedAt)} />
          <Button
            id={`end-${id}`}
            kind="quiet"
            label="结束这处登录"
            busy={act.running === id}
            onPress={() => end(id)}
          />
        </Card>
      ))}
    </>
  );
}
