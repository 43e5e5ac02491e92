import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { peopleWords, sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { App, Button, Form, InputNumber, Radio, Rate, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Cause } from './desk-cause';
import { Correct } from './desk-correct';
import { Dispatch } from './desk-dispatch';
import { type FormProps, Frame, Words } from './desk-frame';
import { WithdrawArrival } from './desk-withdraw';

type Act =
  | 'cause'
  | 'dispatch'
  | 'outside'
  | 'note'
  | 'arrived'
  | 'not_arrived'
  | 'freed'
  | 'close'
  | 'mistaken'
  | 'correct';

interface Props {
  one: Entrapment;
  onChanged: () => void;
}

/** What somebody at the desk can do now; what makes no sense any more is not offered. */
export function DeskActs({ one, onChanged }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  const isDesk = one.may.correct;
  const isOpen = isDesk && one.freedAt === null && one.closedAt === null;
  const done = () => {
    setAct(null);
    onChanged();
  };
  const form = { one, onDone: done, onCancel: () => setAct(null) };
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        {isOpen ? (
          <>
            <Button type="primary" onClick={() => setAct('dispatch')}>
              人工派单
            </Button>
            <Button onClick={() => setAct('outside')}>记下已联系 119、120</Button>
          </>
        ) : null}
        {one.may.confirmArrival ? <Button onClick={() => setAct('arrived')}>确认已到场</Button> : null}
        {one.may.withdrawArrival ? <Button onClick={() => setAct('not_arrived')}>撤销到场确认</Button> : null}
        {one.may.free ? <Button onClick={() => setAct('freed')}>登记解救</Button> : null}
        {isDesk && one.closedAt === null ? <Button onClick={() => setAct('note')}>加备注</Button> : null}
        {one.may.correct ? <Button onClick={() => setAct('correct')}>更正</Button> : null}
        {one.may.report && one.cause === null ? (
          <Button onClick={() => setAct('cause')}>填写原因</Button>
        ) : null}
        {one.may.close && mayCloseAsRescued(one) ? (
          <Button type="primary" onClick={() => setAct('close')}>
            回访结案
          </Button>
        ) : null}
        {one.may.close && mayCloseAsMistaken(one) ? (
          <Button onClick={() => setAct('mistaken')}>误报结案</Button>
        ) : null}
      </Space>
      {one.freedAt !== null && one.closedAt === null && one.cause === null ? (
        <p className="quiet">
          {one.freedBy === 'self'
            ? '报警人说已自行脱困。请回电核实；不用等救援人员填写原因，核实后可以直接结案。'
            : one.may.report
              ? '还没有填写原因和处置措施。维保单位和救援站都没有到场：请问清解救的人，填写后再回访结案。'
              : '救援人员还没有填写原因和处置措施，填了才能回访结案；请催办。'}
        </p>
      ) : null}
      {act === 'dispatch' ? <Dispatch {...form} /> : null}
      {act === 'outside' ? <Outside {...form} /> : null}
      {act === 'note' ? <Note {...form} /> : null}
      {act === 'arrived' ? <Arrived {...form} /> : null}
      {act === 'not_arrived' ? <WithdrawArrival {...form} /> : null}
      {act === 'freed' ? <Freed {...form} /> : null}
      {act === 'cause' ? <Cause {...form} /> : null}
      {act === 'close' ? <Close {...form} isMistaken={false} /> : null}
      {act === 'mistaken' ? <Close {...form} isMistaken /> : null}
      {act === 'correct' ? <Correct {...form} /> : null}
    </>
  );
}

/** Whoever freed people says why it happened first; where they freed themselves nobody else can. */
const mayCloseAsRescued = ({ freedAt, cause, freedBy }: Entrapment): boolean =>
  freedAt !== null && (cause !== null || freedBy === 'self');

/** Nobody was inside: not where somebody was got out. */
const mayCloseAsMistaken = ({ freedAt, cause, freedBy, freedPeople }: Entrapment): boolean =>
  freedAt === null || freedBy === 'self' || freedPeople === 0 || cause?.first === 'none';

function Outside({ one, onDone, onCancel }: FormProps) {
  const [number, setNumber] = useState<'119' | '120' | '110'>(one.callAlso[0] ?? '119');
  const [text, setText] = useState('');
  const write = useWrite(rescueDeskApi.outside);
  const send = async () => {
    if (await write.run({ entrapmentId: one.id, number, text: text.trim() })) onDone();
  };
  return (
    <Frame title="已联系外部救援" ok="记下" write={write} onOk={send} onCancel={onCancel}>
      <p>先打电话，打完在这里记下；时间以点“记下”为准。</p>
      <Form layout="vertical">
        <Form.Item label="打给">
          <Radio.Group
            aria-label="打给"
            optionType="button"
            options={[
              { value: '119', label: '119 消防' },
              { value: '120', label: '120 急救' },
              { value: '110', label: '110 公安' },
            ]}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Form.Item>
        <Words label="对方答复" hint="例如：金山中队出警，约 10 分钟到。" value={text} onChange={setText} />
      </Form>
    </Frame>
  );
}

function Note({ one, onDone, onCancel }: FormProps) {
  const [text, setText] = useState('');
  const write = useWrite(rescueDeskApi.note);
  const send = async () => {
    if (await write.run({ entrapmentId: one.id, text: text.trim() })) onDone();
  };
  return (
    <Frame
      title="加备注"
      ok="加上备注"
      write={write}
      disabled={text.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>备注写进时间线并封存，加上以后不能改。不要写姓名、电话。</p>
      <Form layout="vertical">
        <Words
          label="备注"
          hint="例如：已和物业核实，停在 12 层和 13 层之间。"
          value={text}
          onChange={setText}
        />
      </Form>
    </Frame>
  );
}

const comers = (['company', 'station', 'fire'] as const).map((side) => ({ value: side, label: sides[side] }));

function Arrived({ one, onDone, onCancel }: FormProps) {
  const [side, setSide] = useState<'company' | 'station' | 'fire'>('company');
  const write = useWrite(rescueApi.confirmArrival);
  const send = async () => {
    if (await write.run({ entrapmentId: one.id, side })) onDone();
  };
  return (
    <Frame title="确认已到场" ok="确认到场" write={write} onOk={send} onCancel={onCancel}>
      <p>救援人员在地下没有定位、由现场的人电话说到了时用。到场时间以确认的时刻为准，不能改。</p>
      <Radio.Group
        aria-label="谁到了"
        optionType="button"
        options={comers}
        value={side}
        onChange={(event) => setSide(event.target.value)}
      />
    </Frame>
  );
}

const freers = (['company', 'owner', 'station', 'fire', 'self'] as const).map((side) => ({
  value: side,
  label: sides[side],
}));

function Freed({ one, onDone, onCancel }: FormProps) {
  const [by, setBy] = useState<(typeof freers)[number]['value']>('company');
  const [people, setPeople] = useState<number | null>(one.people);
  const [hurt, setHurt] = useState<number | null>(0);
  const write = useWrite(rescueApi.free);
  const send = async () => {
    if (await write.run({ entrapmentId: one.id, by, people: people ?? 0, hurt: hurt ?? 0 })) onDone();
  };
  return (
    <Frame
      title="登记解救"
      ok="确认已解救"
      write={write}
      disabled={people === null}
      onOk={send}
      onCancel={onCancel}
    >
      <p>确认所有人都已离开轿厢再登记；登记后停止呼叫，时间不能改。</p>
      <Form layout="vertical">
        <Form.Item label="由谁解救">
          <Radio.Group
            aria-label="由谁解救"
            options={freers}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
        </Form.Item>
        <Space>
          <Form.Item label="救出" required>
            <InputNumber
              aria-label="救出几人"
              min={0}
              max={60}
              value={people}
              onChange={setPeople}
              addonAfter="人"
            />
          </Form.Item>
          <Form.Item label="其中受伤">
            <InputNumber
              aria-label="受伤几人"
              min={0}
              max={60}
              value={hurt}
              onChange={setHurt}
              addonAfter="人"
            />
          </Form.Item>
        </Space>
      </Form>
    </Frame>
  );
}

/** What has to be found out before it is said that nothing was the matter. */
const nobody = {
  trapped: {
    rule: '只有核实里面没有人，才能按误报结案。',
    hint: '例如：使用单位到现场看过，轿厢是空的。',
  },
  hurt: {
    rule: '只有核实没有人受伤或被夹，才能按误报结案。',
    hint: '例如：使用单位到现场看过，没有人受伤。',
  },
} as const;

function Close({ one, isMistaken, onDone, onCancel }: FormProps & { isMistaken: boolean }) {
  const { message } = App.useApp();
  const [satisfaction, setSatisfaction] = useState(0);
  const [callBack, setCallBack] = useState('');
  const write = useWrite(rescueApi.close);
  const send = async () => {
    const outcome = isMistaken ? ('mistaken' as const) : ('rescued' as const);
    const rated = satisfaction === 0 ? null : satisfaction;
    if (!(await write.run({ entrapmentId: one.id, outcome, satisfaction: rated, callBack: callBack.trim() })))
      return;
    message.success('已结案');
    onDone();
  };
  return (
    <Frame
      title={isMistaken ? '误报结案' : '回访结案'}
      ok={isMistaken ? `确认没有人${peopleWords[one.kind]}，结案` : '结案'}
      write={write}
      danger={isMistaken}
      disabled={callBack.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>
        {isMistaken
          ? `${nobody[one.kind].rule}${one.freedAt === null ? '结案后停止呼叫，已出发的人会收到通知；' : ''}记录保留，计入误报。`
          : '联系报警人或使用单位，问清人是否平安、电梯是否恢复。结案后不能改。'}
      </p>
      <Form layout="vertical">
        <Words
          label={isMistaken ? '怎样核实的' : '回访情况'}
          hint={isMistaken ? nobody[one.kind].hint : '例如：报警人平安，物业已停用电梯等修。'}
          value={callBack}
          onChange={setCallBack}
        />
        {isMistaken ? null : (
          <Form.Item label="满意度（没有联系上就不填）">
            <Rate aria-label="满意度" value={satisfaction} onChange={setSatisfaction} />
          </Form.Item>
        )}
      </Form>
    </Frame>
  );
}
