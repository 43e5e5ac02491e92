import { type DeskCall, type DeskLift, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import {
  type Caller,
  type CallKind,
  callers,
  callKinds,
} from '@lifttrust/shared-types/hotline/hotline.words';
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { DeskFind } from './desk-find';

const kinds = Object.entries(callKinds).map(([value, label]) => ({ value, label }));
const sources = Object.entries(callers).map(([value, label]) => ({ value, label }));
const distress = [
  { value: 'isHurt', label: '有人受伤' },
  { value: 'isMedical', label: '突发疾病或临产' },
  { value: 'isPanic', label: '情绪失控' },
  { value: 'hasChildren', label: '有儿童' },
  { value: 'hasElderly', label: '有老人' },
];

/** Whoever gives a result later than this was most likely interrupted. */
const lateMs = 10 * 60_000;

interface Props {
  call: DeskCall;
  lift: DeskLift | null;
  onLift: (lift: DeskLift | null) => void;
  /** The call is settled; an entrapment where it led to one. */
  onDone: (entrapmentId: string | null) => void;
}

/** What a call was about; about people inside it calls for help at once. */
export function SettleCall({ call, lift, onLift, onDone }: Props) {
  const { message } = App.useApp();
  const [kind, setKind] = useState<CallKind>('trapped');
  const [source, setSource] = useState<Caller>('phone');
  const [people, setPeople] = useState<number | null>(null);
  const [said, setSaid] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const [wantsCallBack, setWants] = useState(false);
  const settle = useWrite(hotlineApi.settle);
  const [isLate] = useState(() => Date.now() - call.takenAt > lateMs);
  const isTrapped = kind === 'trapped';
  const send = async () => {
    const situation = {
      ...(people === null ? {} : { people }),
      ...Object.fromEntries(said.map((one) => [one, true])),
    };
    const done = await settle.run({
      ...{ callId: call.id, kind, liftId: lift?.id ?? null, note: note.trim(), wantsCallBack },
      ...(isTrapped ? { situation, source } : {}),
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
      {isTrapped && isLate ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message="这个电话接起已经超过 10 分钟。现在登记困人求助，会马上派单；同一台电梯还没有解救的，并入原来那一起。另外登记过的，请选“追问进展”。"
        />
      ) : null}
      <Form.Item label={isTrapped ? '哪一台电梯' : '哪一台电梯（可以不选）'} required={isTrapped}>
        <DeskFind chosen={lift} onChoose={onLift} />
      </Form.Item>
      {isTrapped ? (
        <>
          <Form.Item label="谁打来的">
            <Radio.Group
              aria-label="谁打来的"
              optionType="button"
              className="kinds"
              options={sources}
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          </Form.Item>
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
