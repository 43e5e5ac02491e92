import { addDays } from '@lifttrust/shared-types/kernel/time';
import { type QualityCheck, qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { App, Button, Form, Input, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

interface Line {
  item: string;
  good: boolean;
  found: string;
  technicianId: string | null;
  dueOn: string | null;
}

/** What was looked at on the spot, item by item; written once, then sealed. */
export function RecordCheck({ check, onDone }: { check: QualityCheck; onDone: () => void }) {
  const { message } = App.useApp();
  const today = dayOf(Date.now());
  const empty: Line = {
    ...{ item: '', good: true, found: '', dueOn: addDays(today, 7) },
    technicianId: check.technicians[0]?.id ?? null,
  };
  const [open, setOpen] = useState(false);
  const [checkedOn, setCheckedOn] = useState(today);
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<Line[]>([empty]);
  const record = useWrite(qualityApi.record);
  const items = lines.filter(({ item }) => item.trim() !== '');
  const set = (at: number, change: Partial<Line>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  const send = async () => {
    if (!(await record.run({ checkId: check.id, checkedOn, note: note.trim(), items }))) return;
    setOpen(false);
    message.success('已登记并封存');
    onDone();
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记结果
      </Button>
      <Modal
        open={open}
        width={760}
        title="登记检查结果"
        okText="登记并封存"
        cancelText="取消"
        okButtonProps={{ disabled: items.length === 0 || checkedOn === '', loading: record.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>登记后不能更改。不合格的项目会通知整改人，由他在手机上答复。</p>
        <Form layout="vertical">
          <Form.Item label="检查日期" required>
            <DayInput aria-label="检查日期" max={today} value={checkedOn} onChange={setCheckedOn} />
          </Form.Item>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name before it is written.
            <ItemLine key={at} line={line} check={check} onChange={(change) => set(at, change)} />
          ))}
          <Button
            type="dashed"
            block
            style={{ marginBottom: 16 }}
            onClick={() => setLines([...lines, empty])}
          >
            再加一项
          </Button>
          <Form.Item label="说明">
            <Input.TextArea
              aria-label="说明"
              rows={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Form.Item>
        </Form>
        <Refused error={record.error} onClose={record.clear} />
      </Modal>
    </>
  );
}

const ItemLine = ({
  line,
  check,
  onChange,
}: {
  line: Line;
  check: QualityCheck;
  onChange: (change: Partial<Line>) => void;
}) => (
  <Space direction="vertical" style={{ width: '100%', marginBottom: 12 }}>
    <Space.Compact block>
      <Input
        aria-label="检查项目"
        maxLength={60}
        placeholder="检查项目，例如：制动器间隙"
        value={line.item}
        onChange={(event) => onChange({ item: event.target.value })}
      />
      <Radio.Group
        value={line.good}
        optionType="button"
        style={{ whiteSpace: 'nowrap' }}
        options={[
          { value: true, label: '合格' },
          { value: false, label: '不合格' },
        ]}
        onChange={(event) => onChange({ good: event.target.value === true })}
      />
    </Space.Compact>
    {line.good ? null : (
      <Space.Compact block className="stacks">
        <Input
          aria-label="发现了什么"
          maxLength={300}
          placeholder="发现了什么"
          value={line.found}
          onChange={(event) => onChange({ found: event.target.value })}
        />
        <Select
          aria-label="由谁整改"
          style={{ width: 140 }}
          value={line.technicianId}
          options={check.technicians.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(technicianId) => onChange({ technicianId })}
        />
        <DayInput
          aria-label="整改期限"
          value={line.dueOn ?? ''}
          onChange={(day) => onChange({ dueOn: day || null })}
        />
      </Space.Compact>
    )}
  </Space>
);
