import { PhoneOutlined } from '@ant-design/icons';
import { type DeskCall, type DeskLift, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { type CallKind, callKinds } from '@lifttrust/shared-types/hotline/hotline.words';
import { App, Button, Checkbox, Form, Input, InputNumber, Radio, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { timeInWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { DeskFind } from './desk-find';

const kinds = Object.entries(callKinds).map(([value, label]) => ({ value, label }));
const distress = [
  { value: 'isHurt', label: '有人受伤' },
  { value: 'isMedical', label: '突发疾病或临产' },
  { value: 'isPanic', label: '情绪失控' },
  { value: 'hasChildren', label: '有儿童' },
  { value: 'hasElderly', label: '有老人' },
];

interface Props {
  lift: DeskLift | null;
  onLift: (lift: DeskLift | null) => void;
  /** The call is settled; an entrapment where it led to one. */
  onSettled: (entrapmentId: string | null) => void;
}

/** The call that is being answered: taken, the lift found, its result given. */
export function DeskCallPanel({ lift, onLift, onSettled }: Props) {
  const [call, setCall] = useState<DeskCall | null>(null);
  const [phone, setPhone] = useState('');
  const take = useWrite(hotlineApi.take);
  const answer = async () => {
    const taken = await take.run(phone.trim() === '' ? {} : { phone: phone.trim() });
    if (!taken) return;
    setCall(taken);
    setPhone('');
  };
  if (call)
    return (
      <Section title={`正在接听 · ${timeInWords(call.takenAt)} 接起`} extra={call.phone || '没有号码'}>
        <Settle
          call={call}
          lift={lift}
          onLift={onLift}
          onDone={(entrapmentId) => {
            setCall(null);
            onLift(null);
            onSettled(entrapmentId);
          }}
        />
      </Section>
    );
  return (
    <Section title="来电">
      <Space.Compact block className="stacks">
        <Input
          aria-label="来电号码"
          size="large"
          maxLength={20}
          inputMode="tel"
          placeholder="来电号码，没有就空着"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          onPressEnter={() => void answer()}
        />
        <Button
          type="primary"
          size="large"
          icon={<PhoneOutlined />}
          loading={take.busy}
          onClick={() => void answer()}
        >
          接听
        </Button>
      </Space.Compact>
      <p className="quiet">接起电话就点“接听”，系统记下时间；号码加密保存，到期自动删除。</p>
      <Refused error={take.error} onClose={take.clear} />
      <h3 className="find__title">先查电梯</h3>
      <DeskFind chosen={lift} onChoose={onLift} />
    </Section>
  );
}

function Settle({
  call,
  lift,
  onLift,
  onDone,
}: {
  call: DeskCall;
  lift: DeskLift | null;
  onLift: (lift: DeskLift | null) => void;
  onDone: (entrapmentId: string | null) => void;
}) {
  const { message } = App.useApp();
  const [kind, setKind] = useState<CallKind>('trapped');
  const [people, setPeople] = useState<number | null>(null);
  const [said, setSaid] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const [wantsCallBack, setWants] = useState(false);
  const settle = useWrite(hotlineApi.settle);
  const isTrapped = kind === 'trapped';
  const send = async () => {
    const situation = {
      ...(people === null ? {} : { people }),
      ...Object.fromEntries(said.map((one) => [one, true])),
    };
    const done = await settle.run({
      ...{ callId: call.id, kind, liftId: lift?.id ?? null, note: note.trim(), wantsCallBack },
      situation: isTrapped ? situation : {},
    });
    if (!done) return;
    message.success(isTrapped ? '已报警派单，正在呼叫救援人员' : '来电已登记');
    onDone(done.entrapmentId);
  };
  return (
    <Form layout="vertical">
      {call.callsOfDay > 1 ? <p>这个号码 24 小时内第 {call.callsOfDay} 次来电。</p> : null}
      <Form.Item label="什么事">
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="kinds"
          options={kinds}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        />
      </Form.Item>
      <Form.Item label={isTrapped ? '哪一台电梯' : '哪一台电梯（可以不选）'} required={isTrapped}>
        <DeskFind chosen={lift} onChoose={onLift} />
      </Form.Item>
      {isTrapped ? (
        <>
          <Form.Item label="里面几个人（不清楚就空着）">
            <InputNumber
              aria-label="人数"
              min={1}
              max={60}
              value={people}
              onChange={setPeople}
              addonAfter="人"
            />
          </Form.Item>
          <Form.Item label="有没有以下情况">
            <Checkbox.Group aria-label="情况" options={distress} value={said} onChange={setSaid} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item label="说明">
        <Input.TextArea
          aria-label="说明"
          rows={2}
          maxLength={300}
          showCount
          placeholder={isTrapped ? '例如：停在 12 层附近，对讲能听见。' : '对方说了什么、答复了什么。'}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Form.Item>
      {isTrapped ? null : (
        <Checkbox checked={wantsCallBack} onChange={(event) => setWants(event.target.checked)}>
          需要回访
        </Checkbox>
      )}
      <Refused error={settle.error} onClose={settle.clear} />
      <Button
        type="primary"
        size="large"
        block
        danger={isTrapped}
        style={{ marginTop: 12 }}
        loading={settle.busy}
        disabled={isTrapped && lift === null}
        onClick={() => void send()}
      >
        {isTrapped ? (lift ? '报警派单' : '先选定电梯，再报警派单') : '登记来电'}
      </Button>
    </Form>
  );
}
