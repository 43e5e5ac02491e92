import { type CallUp, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** The end of a call-up cannot be undone: it says so first. */
export function CloseCallUp({ callUp, onClosed }: { callUp: CallUp; onClosed: () => void }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState('');
  const close = useWrite(evidenceApi.close);
  const send = async () => {
    if (!(await close.run({ callUpId: callUp.id, outcome: outcome.trim() }))) return;
    message.success('已办结');
    setOpen(false);
    onClosed();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>办结</Button>
      <Modal
        open={open}
        title="办结这次调阅"
        okText="办结"
        cancelText="取消"
        okButtonProps={{ disabled: outcome.trim() === '', loading: close.busy }}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>
          办结后不能再查看记录、下载证据包。执法办案和事故调查的，维保单位和使用单位从此能看到这次调阅，但看不到事由和办结说明。
        </p>
        <Input.TextArea
          aria-label="办结说明"
          style={{ marginBottom: 24 }}
          rows={3}
          maxLength={300}
          showCount
          placeholder="例如：检验已完成，报告编号……"
          value={outcome}
          onChange={(event) => setOutcome(event.target.value)}
        />
        <Refused error={close.error} />
      </Modal>
    </>
  );
}
