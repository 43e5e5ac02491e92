import { type DeskCall, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { type CallKind, callKinds } from '@lifttrust/shared-types/hotline/hotline.words';
import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Frame, Words } from './desk-frame';

type OtherKind = Exclude<CallKind, 'trapped'>;
const kinds = (Object.keys(callKinds) as CallKind[]).filter((kind): kind is OtherKind => kind !== 'trapped');

interface Props {
  call: DeskCall;
  onDone: () => void;
  onCancel: () => void;
}

/** Puts right what a call was about, or what was written of it; the former kind stays in the audit log. */
export function CorrectCall({ call, onDone, onCancel }: Props) {
  const { message } = App.useApp();
  const isTrapped = call.kind === 'trapped';
  const [kind, setKind] = useState<OtherKind | null>(call.kind === 'trapped' ? null : call.kind);
  const [note, setNote] = useState(call.note);
  const [reason, setReason] = useState('');
  const write = useWrite(hotlineApi.correct);
  const isChanged = (kind !== null && kind !== call.kind) || note.trim() !== call.note;
  const send = async () => {
    const done = await write.run({
      callId: call.id,
      ...(kind === null || kind === call.kind ? {} : { kind }),
      ...(note.trim() === call.note ? {} : { note: note.trim() }),
      reason: reason.trim(),
    });
    if (!done) return;
    message.success('已更正');
    onDone();
  };
  return (
    <Frame
      title="更正来电"
      ok="确认更正"
      write={write}
      disabled={!isChanged || reason.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>
        {isTrapped
          ? '困人求助已经派单，类别不能在这里改；误报、人数或选错电梯，请打开那起困人更正。'
          : '原来的类别、更正人和原因记入审计日志。'}
      </p>
      <Form layout="vertical">
        {isTrapped ? null : (
          <Form.Item label="类别">
            <Select
              aria-label="更正为哪一类"
              value={kind}
              options={kinds.map((value) => ({ value, label: callKinds[value] }))}
              onChange={setKind}
            />
          </Form.Item>
        )}
        <Form.Item label="说明">
          <Input.TextArea
            aria-label="来电说明"
            rows={3}
            maxLength={300}
            showCount
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
        <Words
          label="更正的原因"
          hint="例如：登记时选错了类别。"
          most={200}
          required
          value={reason}
          onChange={setReason}
        />
      </Form>
    </Frame>
  );
}
