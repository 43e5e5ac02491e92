import { addDays } from '@lifttrust/shared-types/kernel/time';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { App, Button, type ButtonProps, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

interface Props {
  /** Which lift, in words; null: all of the company. */
  lift: { id: string; name: string } | null;
  button: ButtonProps;
  label: string;
  onDone: () => void;
}

const Reason = ({
  value,
  hint,
  onChange,
}: {
  value: string;
  hint: string;
  onChange: (text: string) => void;
}) => (
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

/** The company asks; until somebody has decided, paper is kept. */
export function ApplyPaper({ lift, button, label, onDone }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const apply = useWrite(paperlessApi.apply);
  const send = async () => {
    const named = lift ? { liftIds: [lift.id] } : {};
    if (!(await apply.run({ ...named, reason: reason.trim() }))) return;
    setOpen(false);
    setReason('');
    message.success('已提交，等监管部门确认');
    onDone();
  };
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={lift ? `申请 ${lift.name} 停用纸质记录` : '申请全部电梯停用纸质记录'}
        okText="提交申请"
        cancelText="取消"
        okButtonProps={{ disabled: reason.trim() === '', loading: apply.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>
          {lift ? '' : '包括以后新接的电梯。'}
          电子记录的完整程度由系统算好，随申请交给监管部门。确认之前，请继续保留纸质记录。
        </p>
        <Form layout="vertical">
          <Reason
            value={reason}
            hint="例如：电子记录已连续使用一年，使用单位都能在手机上查看。"
            onChange={setReason}
          />
        </Form>
        <Refused error={apply.error} onClose={apply.clear} />
      </Modal>
    </>
  );
}

/** The regulator asks for paper again, from a day on; what was before stays as it was. */
export function KeepPaper({ lift, companyId, button, label, onDone }: Props & { companyId: string }) {
  const { message } = App.useApp();
  const today = dayOf(Date.now());
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [fromOn, setFromOn] = useState(() => addDays(today, 1));
  const keep = useWrite(paperlessApi.keep);
  const send = async () => {
    const named = lift ? { liftId: lift.id } : {};
    if (!(await keep.run({ companyId, fromOn, reason: reason.trim(), ...named }))) return;
    setOpen(false);
    setReason('');
    message.success('已决定恢复纸质记录，维保单位会收到通知');
    onDone();
  };
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={lift ? `${lift.name} 恢复纸质记录` : '这家单位的全部电梯恢复纸质记录'}
        okText="恢复纸质记录"
        cancelText="取消"
        okButtonProps={{ danger: true, disabled: reason.trim() === '' || fromOn === '', loading: keep.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p>
          {lift ? '' : '只涉及您辖区内的电梯。'}
          从这一天起撤销确认，电子和纸质同时保留；这一天以前的不受影响。单位可以再次申请。
        </p>
        <Form layout="vertical">
          <Form.Item label="从哪天起" required>
            <DayInput aria-label="从哪天起" min={today} value={fromOn} onChange={setFromOn} />
          </Form.Item>
          <Reason value={reason} hint="例如：抽查 10 份记录，3 份为事后补录。" onChange={setReason} />
        </Form>
        <Refused error={keep.error} onClose={keep.clear} />
      </Modal>
    </>
  );
}
