import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { App, Button, Form, InputNumber, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { type FormProps, Frame, Words } from './desk-frame';

type Who = Entrapment['summoned'][number];
type Told = 'cannot' | 'eta';

interface Props {
  one: Entrapment;
  who: Who;
  onChanged: () => void;
}

/** An open visit speaks for them until they themselves say that they are there. */
const isThere = ({ arrivedAt, arrivalProof, departedAt }: Who): boolean =>
  arrivedAt !== null && !(arrivalProof === 'on_site' && departedAt === null);

/** What somebody who was called tells the desk by telephone instead of tapping it themselves. */
export function DeskTold({ one, who, onChanged }: Props) {
  const [told, setTold] = useState<Told | null>(null);
  const isOpen = one.freedAt === null && one.closedAt === null;
  if (!isOpen || !one.may.correct || who.state === 'declined' || isThere(who)) return null;
  const mayChangeEta = who.state === 'accepted' && who.side !== 'owner';
  const form = {
    ...{ one, who, onCancel: () => setTold(null) },
    onDone: () => {
      setTold(null);
      onChanged();
    },
  };
  return (
    <Space wrap size={4}>
      <Button size="small" aria-label={`${who.name}来电说去不了`} onClick={() => setTold('cannot')}>
        来电说去不了
      </Button>
      {mayChangeEta ? (
        <Button size="small" aria-label={`${who.name}来电改到达时间`} onClick={() => setTold('eta')}>
          来电改到达时间
        </Button>
      ) : null}
      {told === 'cannot' ? <Cannot {...form} /> : null}
      {told === 'eta' ? <Later {...form} /> : null}
    </Space>
  );
}

function Cannot({ one, who, onDone, onCancel }: FormProps & { who: Who }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const write = useWrite(rescueDeskApi.declineFor);
  const isComing = who.state === 'accepted';
  const send = async () => {
    const said = { entrapmentId: one.id, personId: who.personId, reason: reason.trim() };
    if (!(await write.run(said))) return;
    message.success(`已登记${who.name}不能前往`);
    onDone();
  };
  return (
    <Frame
      title={`${who.name}来电说去不了`}
      ok="确认不能前往"
      write={write}
      danger
      disabled={reason.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>
        请先和{who.name}本人核对。
        {isComing
          ? '登记后不再等他；没有别人赶来的，马上重新呼叫其他人，该派下一级的马上派。'
          : '登记后不再呼叫他；被叫的人都不能去的，马上派下一级。'}
        时间线写明由您登记，不能删除；本人会收到通知，能去时可以自己重新接单。
      </p>
      <Form layout="vertical">
        <Words
          label="去不了的原因"
          hint="例如：路上车坏了。"
          value={reason}
          onChange={setReason}
          most={100}
          required
        />
      </Form>
    </Frame>
  );
}

function Later({ one, who, onDone, onCancel }: FormProps & { who: Who }) {
  const { message } = App.useApp();
  const [minutes, setMinutes] = useState<number | null>(null);
  const write = useWrite(rescueDeskApi.changeEtaFor);
  const send = async () => {
    if (minutes === null) return;
    if (!(await write.run({ entrapmentId: one.id, personId: who.personId, etaMinutes: minutes }))) return;
    message.success(`已登记${who.name}的到达时间`);
    onDone();
  };
  return (
    <Frame
      title={`${who.name}来电改到达时间`}
      ok="登记到达时间"
      write={write}
      disabled={minutes === null}
      onOk={send}
      onCancel={onCancel}
    >
      <p>超过到场时限的，马上派给下一级。时间线写明由您登记；本人会收到通知。</p>
      <Form layout="vertical">
        <Form.Item label="从现在起还要多久到" required>
          <InputNumber
            aria-label="从现在起还要多久到"
            min={0}
            max={600}
            precision={0}
            value={minutes}
            onChange={setMinutes}
            addonAfter="分钟"
          />
        </Form.Item>
      </Form>
    </Frame>
  );
}
