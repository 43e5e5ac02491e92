import type { DeskLift } from '@lifttrust/shared-types/hotline/hotline.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { peopleWords } from '@lifttrust/shared-types/rescue/rescue.words';
import { Alert, App, Checkbox, Form, InputNumber, Radio, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { correctionOf, type Flag, flagNames, flags, newsSince } from './desk-corrected';
import { DeskFind } from './desk-find';
import { type FormProps, Frame, Words } from './desk-frame';

const kinds = [
  { value: 'trapped' as const, label: '困人' },
  { value: 'hurt' as const, label: '受伤或夹人' },
];
const results = [
  { value: 'rescued' as const, label: '已解救' },
  { value: 'mistaken' as const, label: '误报' },
];

/** Puts right what was entered wrongly; what stood there before stays on the timeline. */
export function Correct({ one, onDone, onCancel }: FormProps) {
  const { message } = App.useApp();
  const isFreed = one.freedAt !== null;
  const isOpen = !isFreed && one.closedAt === null;
  const closedAs = one.closedAt !== null && isFreed && one.outcome !== 'moved' ? one.outcome : null;
  // Read again while the window is open: what is told meanwhile must not look like the operator's own wish.
  const [opened] = useState(one);
  const news = newsSince(opened, one);
  const [kind, setKind] = useState(one.kind);
  const [people, setPeople] = useState<number | null>(one.people);
  const [said, setSaid] = useState<Flag[]>(flagNames.filter((flag) => one[flag]));
  const [freed, setFreed] = useState<number | null>(one.freedPeople);
  const [hurt, setHurt] = useState<number | null>(one.hurtPeople);
  const [outcome, setOutcome] = useState(closedAs);
  const [isElsewhere, setElsewhere] = useState(false);
  const [lift, setLift] = useState<DeskLift | null>(null);
  const [text, setText] = useState('');
  const write = useWrite(rescueDeskApi.correct);
  const send = async () => {
    const entered = { kind, people, said, freedPeople: freed, hurtPeople: hurt, outcome };
    const done = await write.run({
      entrapmentId: one.id,
      ...correctionOf(opened, entered),
      ...(isElsewhere && lift ? { liftId: lift.id } : {}),
      text: text.trim(),
    });
    if (!done) return;
    message.success(lift && isElsewhere ? '已更正到另一台电梯' : '已更正');
    onDone();
  };
  return (
    <Frame
      title="更正"
      ok="确认更正"
      write={write}
      disabled={text.trim() === '' || (isElsewhere && lift === null)}
      onOk={send}
      onCancel={onCancel}
    >
      <p>更正前后的内容、原因和更正人写进时间线并封存。各项时间和超时标记不会改变。</p>
      {news.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={`您打开以后又有报告：${news.join('、')}。下面没有改动的项目保持最新情况，不会被更正掉。`}
        />
      ) : null}
      <Form layout="vertical">
        <Form.Item label="类别">
          <Radio.Group
            aria-label="类别"
            optionType="button"
            options={kinds}
            value={kind}
            onChange={(event) => setKind(event.target.value)}
          />
        </Form.Item>
        <Space>
          <Counted label={`${peopleWords[kind]}人数`} least={1} value={people} onChange={setPeople} />
          {isFreed ? <Counted label="救出人数" least={0} value={freed} onChange={setFreed} /> : null}
          {isFreed ? <Counted label="受伤人数" least={0} value={hurt} onChange={setHurt} /> : null}
        </Space>
        <Form.Item label="情况">
          <Checkbox.Group
            options={flagNames.map((flag) => ({ value: flag, label: flags[flag] }))}
            value={said}
            onChange={(now) => setSaid(now)}
          />
        </Form.Item>
        {closedAs === null ? null : (
          <Form.Item label="结果">
            <Radio.Group
              aria-label="结果"
              optionType="button"
              options={results}
              value={outcome}
              onChange={(event) => setOutcome(event.target.value)}
            />
          </Form.Item>
        )}
        {isOpen ? (
          <Form.Item>
            <Checkbox checked={isElsewhere} onChange={(event) => setElsewhere(event.target.checked)}>
              报错了电梯，实际是另一台
            </Checkbox>
          </Form.Item>
        ) : null}
        {isElsewhere ? (
          <>
            <p className="quiet">接单的人会改派到那一台；首次报警时间不变。</p>
            <DeskFind chosen={lift} onChoose={setLift} />
          </>
        ) : null}
        <Words
          label="更正的原因"
          hint="例如：报警人回电，里面是 2 人，没有人受伤。不要写姓名、电话。"
          most={200}
          required
          value={text}
          onChange={setText}
        />
      </Form>
    </Frame>
  );
}

interface NumberProps {
  label: string;
  least: number;
  value: number | null;
  onChange: (value: number | null) => void;
}

const Counted = ({ label, least, value, onChange }: NumberProps) => (
  <Form.Item label={label}>
    <InputNumber
      aria-label={label}
      min={least}
      max={60}
      placeholder="不明"
      value={value}
      onChange={onChange}
      addonAfter="人"
    />
  </Form.Item>
);
