import { type Delay, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Decision } from '../../ui/decision';
import { Refused } from '../../ui/problem';

interface Props {
  delay: Delay;
  chosen: string[];
  onDone: (words: string, delay: Delay) => void;
}

/** What the reader may do with an explanation; whatever cannot be taken back is asked once more. */
export function DelayActs(props: Props) {
  const { may } = props.delay;
  return (
    <>
      {may.end ? <EndAct {...props} /> : null}
      {may.contradict ? <ContradictAct {...props} /> : null}
      {may.withdraw ? <WithdrawAct {...props} /> : null}
      {may.decide ? <DecideAct {...props} /> : null}
    </>
  );
}

function DecideAct({ delay, chosen, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const decide = useWrite(delayApi.decide);
  const whom = chosen.length > 0 ? `选中的 ${chosen.length} 台` : `辖区内全部 ${delay.lifts.length} 台`;
  const send = async (accepted: boolean, text: string) => {
    const liftIds = chosen.length > 0 ? { liftIds: chosen } : {};
    const next = await decide.run({ delayId: delay.id, accepted, text, ...liftIds });
    if (!next) return;
    setOpen(false);
    onDone(accepted ? '已确认，维保单位会收到通知' : '已记为不予确认，维保单位会收到通知', next);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {chosen.length > 0 ? `处理选中的 ${chosen.length} 台` : '处理'}
      </Button>
      <Modal open={open} title="确认这份说明？" footer={null} onCancel={() => setOpen(false)}>
        <p>
          对{whom}
          作出决定。确认表示情况属实，不列入处罚清单；电梯仍是超期，期限不变。决定以后可以更改，每次都留存。
        </p>
        <Decision
          accept="确认属实"
          reject="不予确认"
          hint="写明依据，例如：台风红色预警期间道路积水，经核实属实。"
          busy={decide.busy}
          error={decide.error}
          onDecide={(accepted, text) => void send(accepted, text)}
        />
      </Modal>
    </>
  );
}

function WithdrawAct({ delay, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const withdraw = useWrite(delayApi.withdraw);
  const send = async () => {
    const next = await withdraw.run({ delayId: delay.id });
    if (!next) return;
    setOpen(false);
    onDone('已撤回', next);
  };
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        撤回
      </Button>
      <Modal
        open={open}
        title="撤回这份说明？"
        okText="撤回"
        cancelText="再看看"
        okButtonProps={{ danger: true, loading: withdraw.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>撤回后这些电梯不再有说明，不能恢复；需要时可以重新提交。</p>
        <Refused error={withdraw.error} onClose={withdraw.clear} />
      </Modal>
    </>
  );
}

function EndAct({ delay, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const [endedOn, setEndedOn] = useState(() => dayOf(Date.now()));
  const end = useWrite(delayApi.end);
  const send = async () => {
    const next = await end.run({ delayId: delay.id, endedOn });
    if (!next) return;
    setOpen(false);
    onDone('已登记障碍解除', next);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>障碍已解除</Button>
      <Modal
        open={open}
        title="障碍哪天解除的？"
        okText="登记解除"
        cancelText="再看看"
        okButtonProps={{ disabled: endedOn === '', loading: end.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>从这一天起 3 天内完成首次维保；期间到期的季度、半年、年度项目一并完成。登记后不能改。</p>
        <DayInput aria-label="解除日期" max={dayOf(Date.now())} value={endedOn} onChange={setEndedOn} />
        <Refused error={end.error} onClose={end.clear} />
      </Modal>
    </>
  );
}

function ContradictAct({ delay, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const contradict = useWrite(delayApi.contradict);
  const send = async () => {
    const next = await contradict.run({ delayId: delay.id, text: text.trim() });
    if (!next) return;
    setOpen(false);
    onDone('异议已提出，监管部门会看到', next);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        提出异议
      </Button>
      <Modal
        open={open}
        title="情况不符？"
        okText="提出异议"
        cancelText="再看看"
        okButtonProps={{ disabled: text.trim() === '', loading: contradict.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>异议写在说明旁边，监管部门处理时会看到。只能提一次。</p>
        <Input.TextArea
          aria-label="异议"
          rows={4}
          maxLength={300}
          showCount
          placeholder="例如：当天值班室有人，没有人联系过我们。"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div style={{ height: 20 }} />
        <Refused error={contradict.error} onClose={contradict.clear} />
      </Modal>
    </>
  );
}
