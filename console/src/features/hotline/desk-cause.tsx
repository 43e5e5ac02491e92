import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { causes, type FirstCause } from '@lifttrust/shared-types/rescue/rescue.words';
import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { type FormProps, Frame, Words } from './desk-frame';

const firsts = (Object.keys(causes) as FirstCause[]).map((value) => ({ value, label: causes[value].word }));

/** The cause, as the desk heard it from whoever freed people; offered where nobody came who could write it down. */
export function Cause({ one, onDone, onCancel }: FormProps) {
  const { message } = App.useApp();
  const [first, setFirst] = useState<FirstCause | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const [part, setPart] = useState('');
  const [measures, setMeasures] = useState('');
  const write = useWrite(rescueApi.report);
  const seconds: readonly string[] = first === null ? [] : causes[first].seconds;
  const send = async () => {
    if (first === null || second === null) return;
    const said = { first, second, part: part.trim(), measures: measures.trim() };
    if (!(await write.run({ entrapmentId: one.id, ...said }))) return;
    message.success('已填写');
    onDone();
  };
  return (
    <Frame
      title="填写原因和处置措施"
      ok="填写"
      write={write}
      disabled={first === null || second === null || measures.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>维保单位和救援站都没有到场。请打电话问清解救的人再填；写进时间线并封存，注明由救援中心填写。</p>
      <Form layout="vertical">
        <Form.Item label="一级原因" required>
          <Select
            aria-label="一级原因"
            options={firsts}
            value={first}
            onChange={(chosen) => {
              setFirst(chosen);
              setSecond(null);
            }}
          />
        </Form.Item>
        <Form.Item label="二级原因" required>
          <Select
            aria-label="二级原因"
            disabled={first === null}
            options={seconds.map((value) => ({ value, label: value }))}
            value={second}
            onChange={setSecond}
          />
        </Form.Item>
        <Form.Item label="部件（可以不填）">
          <Input
            aria-label="部件"
            maxLength={100}
            value={part}
            onChange={(event) => setPart(event.target.value)}
          />
        </Form.Item>
        <Words
          label="处置措施"
          hint="例如：物业按操作规程放人，已停用电梯并通知维保单位。不要写姓名、电话。"
          most={500}
          required
          value={measures}
          onChange={setMeasures}
        />
      </Form>
    </Frame>
  );
}
