import { type Hold, holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import type { HeldKind } from '@lifttrust/shared-types/hold/hold.rules';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { coverWords } from './hold-words';

interface ReasonProps {
  value: string;
  hint: string;
  onChange: (text: string) => void;
}

const Reason = ({ value, hint, onChange }: ReasonProps) => (
  <Form.Item label="理由" required>
    <Input.TextArea
      aria-label="理由"
      rows={3}
      maxLength={300}
      showCount
      placeholder={hint}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </Form.Item>
);

interface PlaceProps {
  subject: { subjectKind: HeldKind; subjectId: string };
  onDone: () => void;
}

/** An office holds the thing that the page is about, under the number of its own paper. */
export function PlaceHold({ subject, onDone }: PlaceProps) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const place = useWrite(holdApi.place);
  const send = async () => {
    if (!(await place.run({ ...subject, reference: reference.trim(), reason: reason.trim() }))) return;
    setOpen(false);
    setReference('');
    setReason('');
    message.success('已登记证据保全');
    onDone();
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        登记保全
      </Button>
      <Modal
        open={open}
        title="登记证据保全"
        okText="登记保全"
        cancelText="取消"
        okButtonProps={{ disabled: reference.trim() === '' || reason.trim() === '', loading: place.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>
          {coverWords[subject.subjectKind]}
          维保记录本来就不删除。登记和解除都封存；维保单位和使用单位在本平台看不到，需要告知的由您另行送达。
        </p>
        <Form layout="vertical">
          <TextField
            label="文号"
            required
            max={60}
            value={reference}
            onText={setReference}
            extra="保全决定、案件或调查的编号。"
          />
          <Reason value={reason} hint="例如：11月20日困人事故调查，需要核对维保经过。" onChange={setReason} />
        </Form>
        <Refused error={place.error} onClose={place.clear} />
      </Modal>
    </>
  );
}

/** After it, what is past its time goes within a day, for good. */
export function ReleaseHold({ hold, onDone }: { hold: Hold; onDone: () => void }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const release = useWrite(holdApi.release);
  const send = async () => {
    if (!(await release.run({ holdId: hold.id, reason: reason.trim() }))) return;
    setOpen(false);
    setReason('');
    message.success('已解除证据保全');
    onDone();
  };
  return (
    <>
      <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
        解除
      </Button>
      <Modal
        open={open}
        title={`解除证据保全 ${hold.reference}`}
        okText="解除保全"
        cancelText="取消"
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: release.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>解除后，已经到期的资料一两天内删除，不能恢复。还有其他保全的，继续保留。</p>
        <Form layout="vertical">
          <Reason value={reason} hint="例如：调查已结束，材料已固定。" onChange={setReason} />
        </Form>
        <Refused error={release.error} onClose={release.clear} />
      </Modal>
    </>
  );
}
